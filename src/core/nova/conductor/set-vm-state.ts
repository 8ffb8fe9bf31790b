/**
 * `nova/scheduler/utils.py:set_vm_state_and_notify`: a state without looking at the one before, a fault that says why, and a
 * notification of the task that failed.
 */
import type { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Transport } from '../../rpc/transport.ts';
import type { Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { Db } from '../db.ts';
import { sayOf } from '../exception-codes.ts';
import { loggerOf, strOf } from '../log.ts';
import { payloadOf, tell } from '../notifications.ts';
import { faultPayload } from '../notify-instance.ts';
import { legacySpec, specPayload } from '../notify-spec.ts';

const LOG = loggerOf('nova.scheduler.utils');

/** What it says before it does so; `method` = what it failed in */
function* warnOfState(
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
}

/** A task of a conductor that failed, as it is told. */
interface FailedTask {
  /** of the notifications */
  readonly transport: Transport;
  readonly context: JsonObject;
  /** `migrate_server`, `build_instances` */
  readonly method: string;
  /** data of a RequestSpec */
  readonly spec: JsonObject;
  readonly error: CodedError;
}

/** No task is under way then. */
export function* setVmState(
  writer: StateWriter,
  state: NewState,
  fault: NotedFault,
  failed: FailedTask,
): Task {
  const { host, db, database } = writer;
  const { uuid, vm_state } = state;
  const { context, method, error } = failed;
  yield* warnOfState({ context, uuid }, { method, state: vm_state }, error);
  yield* db.update(
    database,
    'instances',
    { updated_at: host.wall().sql, vm_state, task_state: null },
    { uuid },
  );
  yield* db.commit(database);
  yield* insertFault(writer, uuid, fault);
  yield* tellFailure(failed, uuid, vm_state);
}

function* tellFailure(
  { transport, context, method, spec, error }: FailedTask,
  uuid: string,
  state: string,
): Task {
  const { host } = transport.host.place;
  yield* tell(transport, {
    context,
    failed: true,
    unversioned: {
      publisher: `compute_task.${host}`,
      event: `compute_task.${method}`,
      payload: () => {
        const request_spec = legacySpec(spec);
        const { instance_properties = {} } = request_spec;
        return {
          request_spec,
          instance_properties,
          instance_id: uuid,
          state,
          method,
          reason: sayOf(error),
        };
      },
    },
    versioned: {
      publisher: `nova-conductor:${host}`,
      event: `compute_task.${method}.error`,
      payload: () =>
        payloadOf('ComputeTaskPayload', {
          instance_uuid: uuid,
          request_spec: payloadOf('RequestSpecPayload', specPayload(spec)),
          state,
          reason: faultPayload(error, method, 'nova.conductor.manager'),
        }),
    },
  });
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
