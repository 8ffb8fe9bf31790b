/** `nova/scheduler/utils.py:set_vm_state_and_notify`: a state without looking at the one before, and a fault that says why. */
import type { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { Db } from '../db.ts';
import { loggerOf, strOf } from '../log.ts';

const LOG = loggerOf('nova.scheduler.utils');

/** What it says before it does so (`nova/scheduler/utils.py`); `method` = what it failed in */
export function* warnOfState(
  about: { readonly context: JsonObject; readonly uuid: string },
  { method, state }: { readonly method: string; readonly state: string },
  error: CodedError,
): Task {
  const { context } = about;
  yield* LOG.warning({ context }, `Failed to compute_task_${method}: ${strOf(error)}`, error);
  yield* LOG.warning(about, `Setting instance to ${state.toUpperCase()} state.`, error);
}

interface StateWriter {
  readonly host: ServiceHost;
  readonly db: Db;
  /** where the instance's row is */
  readonly database: string;
}

export interface NotedFault {
  readonly code: number;
  readonly message: string;
  /** the traceback, as text */
  readonly details: string;
}

interface NewState {
  readonly uuid: string;
  readonly vm_state: string;
  /** only where this is under way still */
  readonly expectedTask?: string;
}

/** No task is under way then. */
export function* setVmState(writer: StateWriter, state: NewState, fault: NotedFault): Task {
  const { host, db, database } = writer;
  const { uuid, vm_state, expectedTask } = state;
  const where = expectedTask === undefined ? { uuid } : { uuid, task_state: expectedTask };
  yield* db.update(database, 'instances', { updated_at: host.wall().sql, vm_state, task_state: null }, where);
  yield* db.commit(database);
  yield* insertFault(writer, uuid, fault);
}

/** `nova/compute/utils.py:add_instance_fault_from_exc` */
export function* insertFault({ host, db, database }: StateWriter, uuid: string, fault: NotedFault): Task {
  yield* db.insert(database, 'instance_faults', {
    created_at: host.wall().sql,
    updated_at: null,
    deleted_at: null,
    deleted: 0,
    instance_uuid: uuid,
    ...fault,
    host: host.place.host,
  });
  yield* db.commit(database);
}

/** `nova/compute/utils.py:exception_to_dict`: Nova's own exceptions by their message, any other by its class. */
export const shortOf = (error: CodedError): string =>
  STRANGERS.includes(error.code) ? error.code : error.message;

const STRANGERS: readonly string[] = ['MessagingTimeout', 'CantStartEngineError'];
