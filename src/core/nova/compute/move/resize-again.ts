/**
 * A move that its new host cannot begin is tried on another (`nova/compute/manager.py:_reschedule_resize_or_reraise`): the
 * conductor of this vhost is asked, with the alternates that the scheduler named, and waited for.
 */
import { CodedError } from '../../../base/assert.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import { call } from '../../../rpc/client.ts';
import type { Task } from '../../../service/effects.ts';
import { toPrimitive } from '../../objects/ovo.ts';
import { raisedFrom } from '../../python-trace.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { LONG_RPC_TIMEOUT, TOPICS, VERSIONS } from '../../words.ts';
import { addFault } from '../instance-fault.ts';
import { tellAct } from '../tell-act.ts';
import { type MoveWork, saveInstance } from './move-work.ts';

const TIMES = TIMING.compute.move;

/** Errors: those of `task`, where it is not tried anywhere else. */
export function* orElsewhere(work: MoveWork, task: Task): Task {
  const { compute, context, instance } = work;
  try {
    yield* task;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (!(yield* isElsewhere(work, error))) throw error;
    yield* addFault(compute, context, instance, { error });
    yield* tellAct(work, 'resize', 'error', { error });
  }
}

/** Whether another host has begun. Why there is none is a fault of its own. */
function* isElsewhere(work: MoveWork, error: CodedError): Task<boolean> {
  const { compute, context, instance, args } = work;
  const filter_properties = isObject(args.filter_properties) ? (args.filter_properties as JsonObject) : {};
  const { retry } = filter_properties;
  if (!isObject(retry)) return false;
  try {
    yield* saveInstance(work, { task_state: 'resize_prep' });
    const exc = [`${raisedFrom(error, []).text}\n`];
    yield* pause(compute.host, TIMES.cast);
    yield* call(
      compute.cell,
      {
        target: { topic: TOPICS.conductor, namespace: 'compute_task', version: VERSIONS.migrateServer },
        method: 'migrate_server',
        args: {
          instance: toPrimitive(instance),
          scheduler_hint: {
            filter_properties: { ...filter_properties, retry: { ...(retry as JsonObject), exc } },
          },
          live: false,
          rebuild: false,
          flavor: args.flavor ?? null,
          block_migration: null,
          disk_over_commit: null,
          reservations: null,
          clean_shutdown: true,
          request_spec: args.request_spec ?? null,
          host_list: args.host_list ?? null,
        },
        context,
      },
      { timeout: LONG_RPC_TIMEOUT, monitor: compute.cell.responseTimeout },
    );
    return true;
  } catch (refused) {
    if (!(refused instanceof CodedError)) throw refused;
    yield* addFault(compute, context, instance, { error: refused });
    yield* tellAct(work, 'resize', 'error', { error: refused });
    return false;
  }
}
