/** A piece of a live migration on one host: an event of the server's action around it, a fault of what fails, no task_state that it takes back. */
import type { Json } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import type { Task } from '../../../service/effects.ts';
import { text } from '../../fields.ts';
import { fromPrimitive } from '../../objects/ovo.ts';
import { TIMING } from '../../timing/timing.ts';
import { tellingFailure, withFault } from '../decorators.ts';
import { reported } from '../instance-event.ts';
import type { InstanceWork } from '../instance-work.ts';
import type { Compute } from '../state.ts';

const TIMES = TIMING.compute.live_migration;

/** Gives what `task` gives: the method's answer. Errors: those of `task`, once they are noted. */
export function* migrationEvent(
  compute: Compute,
  { args, context }: Incoming,
  method: string,
  task: (work: InstanceWork) => Task<Json>,
): Task<Json> {
  const instance = fromPrimitive(args.instance);
  const uuid = text(instance.data, 'uuid');
  let answer: Json = null;
  const work = (function* (): Task {
    answer = yield* task({ compute, context, instance, uuid });
  })();
  const event = { uuid, event: `compute_${method}`, context, times: TIMES };
  const noted = reported(compute, event, withFault(compute, context, instance, work));
  yield* tellingFailure(compute, context, { method, args }, noted);
  return answer;
}
