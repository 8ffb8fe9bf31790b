/** `nova/scheduler/utils.py:set_vm_state_and_notify`: ERROR without any condition, and a fault that says why. */
import type { CodedError } from '../../base/assert.ts';
import type { Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { Db } from '../db.ts';

interface StateWriter {
  readonly host: ServiceHost;
  readonly db: Db;
  /** where the instance's row is */
  readonly database: string;
}

/** `details` = the traceback, as text */
export function* setErrorState(
  { host, db, database }: StateWriter,
  uuid: string,
  fault: { message: string; details: string },
): Task {
  const now = host.wall().sql;
  yield* db.update(database, 'instances', { updated_at: now, vm_state: 'error', task_state: null }, { uuid });
  yield* db.commit(database);
  yield* db.insert(database, 'instance_faults', {
    updated_at: null,
    deleted_at: null,
    deleted: 0,
    created_at: host.wall().sql,
    instance_uuid: uuid,
    code: 500,
    message: fault.message,
    details: fault.details,
    host: host.place.host,
  });
  yield* db.commit(database);
}

/** `nova/compute/utils.py:exception_to_dict`: Nova's own exceptions by their message, any other by its class. */
export const shortOf = (error: CodedError): string =>
  error.code === 'MessagingTimeout' ? error.code : error.message;
