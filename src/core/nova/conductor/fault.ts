/** What went wrong with a server, told by the super conductor (`nova/compute/utils.py:add_instance_fault_from_exc`). */
import type { CodedError } from '../../base/assert.ts';
import type { Task } from '../../service/effects.ts';
import { exceptionText } from '../python-trace.ts';
import { shortOf } from './set-vm-state.ts';
import type { SuperConductor } from './super-state.ts';
import { type HostSeeker, raisedBySchedule } from './traceback.ts';

interface SeekerFault {
  readonly database: string;
  readonly uuid: string;
  readonly error: CodedError;
  /** what is shown; absent: what the error says */
  readonly message?: string;
  readonly caller?: HostSeeker;
}

export function* insertFault({ host, db }: SuperConductor, about: SeekerFault): Task {
  const { database, uuid, error, message, caller } = about;
  yield* db.insert(database, 'instance_faults', {
    created_at: host.wall().sql,
    updated_at: null,
    deleted_at: null,
    deleted: 0,
    instance_uuid: uuid,
    code: error.code === 'ImageNotFound' ? 404 : 500,
    message: message ?? shortOf(error),
    details: exceptionText(raisedBySchedule(error, caller)),
    host: host.place.host,
  });
  yield* db.commit(database);
}
