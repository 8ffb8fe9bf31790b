/**
 * What there is to tell of a step where something went wrong before it or comes of it, in no language: for sentences that are
 * loaded later than those of a boot.
 */

import { between, lastBefore } from '../core/reading/facts-after.ts';
import { choiceIn } from '../core/reading/host-choice.ts';
import { indexOf } from '../core/reading/trace-index.ts';
import type { Fact, FactOf, LeftOut, Published } from '../core/trace/fact.ts';
import { isHiddenText } from '../core/trace/hidden.ts';
import type { Trace } from '../core/trace/trace.ts';
import { methodOf } from '../core/words/methods.ts';
import type { Story } from './story.ts';

/** The event of an instance as its end was written in this step. */
interface EventNoted {
  readonly event: string;
  /** its traceback is there */
  readonly hasTrace: boolean;
  /** what a user reads of it; null = nothing, or the recording hides it */
  readonly details: string | null;
}

/** Of the step's own rows: an event that failed. */
export function failureNoted({ trace, main, step }: Story): EventNoted | null {
  return main.kind === 'message.published' && step ? noted(trace, main, step.last) : null;
}

function noted(trace: Trace, call: Published, last: number): EventNoted | null {
  const row = between(indexOf(trace).of('row.changed'), call.index, last).find(
    ({ table, after }) => table === 'instance_actions_events' && after?.result === 'Error',
  )?.after;
  if (!row) return null;
  const { event, traceback, details = null } = row;
  return {
    event: String(event),
    hasTrace: typeof traceback === 'string' && traceback !== '',
    details: typeof details === 'string' && !isHiddenText(details) ? details : null,
  };
}

/** Of an Instance.save that follows at once on the note of a failure, by the same service for the same request: what had failed. */
export function failedBefore({ trace, main }: Story): string | null {
  if (main.kind !== 'message.published') return null;
  const before = lastBefore(
    indexOf(trace).of('message.published'),
    main.index,
    ({ actor, rpc }) => actor === main.actor && rpc.request_id === main.rpc.request_id,
  );
  if (!before || methodOf(before.rpc) !== 'InstanceActionEvent.event_finish_with_failure') return null;
  return noted(trace, before, main.index)?.event ?? null;
}

/** A server's vm_state is no error any more. */
export const backFromError = ({ changes }: Story): Story['changes'][number] | null =>
  changes.find(({ column, before }) => column === 'vm_state' && before === 'error') ?? null;

/** A fault that the API never shows: from when it is written its server is in no error to the end of the run. */
export function isNeverShown({ trace, main, step }: Story): boolean {
  if (trace.source !== 'simulated' || !step) return false;
  const rows = indexOf(trace).of('row.changed');
  const fault = between(rows, main.index, step.last).find(({ table }) => table === 'instance_faults');
  if (!fault) return false;
  const own = rows.filter(
    ({ table, after, before }) =>
      table === 'instances' && (after ?? before)?.uuid === fault.after?.instance_uuid,
  );
  const later = own.filter(({ index }) => index > fault.index);
  const now = own.findLast(({ index }) => index < fault.index);
  return [now, ...later].every((row) => row?.after?.vm_state !== 'error');
}

/** Requests that wait in a queue of a service that starts, which nobody else consumes. */
interface QueueLying {
  readonly queue: string;
  readonly messages: number;
}

export function lyingFor({ trace, main }: Story): readonly QueueLying[] {
  if (trace.source !== 'simulated') return [];
  const index = indexOf(trace);
  const { vhosts } = index.worlds.at(main.index);
  const consumed = index
    .of('consumer.added')
    .filter(
      (one) => one.user === main.actor && one.index < main.index && !/^reply_|_fanout_/.test(one.queue),
    );
  const places = new Set(consumed.map(({ vhost, queue }) => `${vhost}\n${queue}`));
  return [...places].flatMap((place) => {
    const [vhost = '', name = ''] = place.split('\n');
    const queue = vhosts.get(vhost)?.queues.get(name);
    const messages = queue && queue.consumers.length === 0 ? queue.ready.length : 0;
    return messages === 0 ? [] : [{ queue: name, messages }];
  });
}

/** The two are apart: one of their hosts is off the network. */
export function isApart({ trace }: Story, { index, actor, to }: FactOf<'http.refused'>): boolean {
  const { cut } = indexOf(trace).worlds.at(index);
  const [a, b] = [actor, to].map((one) => trace.topology.services.find((place) => place.actor === one)?.host);
  const isCut = (host: string | undefined): boolean => host !== undefined && cut.has(host);
  return a !== b && (isCut(a) || isCut(b));
}

/** Hosts that Placement left out of its candidates, where it had any, each with the reason. */
export function leftOut({ trace, step, main }: Story): readonly (LeftOut & { readonly host: string })[] {
  const choice = step && isCall(main) ? choiceIn(trace, step) : null;
  if (!choice || choice.answered?.providers.length === 0) return [];
  return (choice.searches[0]?.hosts ?? []).flatMap(({ host, end }) =>
    end.kind === 'left_out' && end.by.why !== 'limit' && end.by.why !== 'in_tree'
      ? [{ ...end.by, host }]
      : [],
  );
}

const isCall = (main: Fact): boolean => main.kind === 'message.published' && main.rpc.type === 'call';
