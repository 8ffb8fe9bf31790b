/**
 * What the incidents want, a row each: whether what the reader did has cured the cloud, read from the run by its facts and rows.
 * A cure that falls short says how far it goes. Each begins with a run in which the fault lies before the told part.
 */
import { isUpNow, servicesNow } from '../operator/services.ts';
import type { TraceIndex } from '../reading/trace-index.ts';
import type { Actor, FactOf } from '../trace/fact.ts';
import { cellDatabases, type Trace } from '../trace/trace.ts';
import type { QueueState } from '../trace/world.ts';
import { choosesHost } from '../words/methods.ts';
import { isReplyQueue } from '../words/queues.ts';
import type { Goal } from '../words/quiz.ts';
import {
  builtAfter,
  claimsIn,
  consumerOf,
  endOf,
  givenIn,
  holdersAt,
  isAlive,
  lastRow,
  serversIn,
} from './run-servers.ts';

/** By goal: how a run may stand to it; `met` first. Each is a sentence of `i18n/quiz`. */
export const CURE_VERDICTS = {
  'compute-hears': ['met', 'never_deaf', 'by_hand', 'no_proof', 'still_deaf'],
  'queue-has-reader': ['met', 'never_sent', 'not_acked', 'purged', 'deleted', 'still_piles'],
  'orphans-gone': ['met', 'never_orphan', 'purged', 'one_more', 'hammer', 'still_there'],
  'late-claim-freed': ['met', 'never_late', 'still_held', 'still_error', 'not_used'],
  'double-claim-freed': ['met', 'never_double', 'server_gone', 'holds_none', 'still_double'],
  'computes-up': ['met', 'never_down', 'restarted', 'no_server', 'still_down'],
  'lost-request-replaced': ['met', 'never_lost', 'not_again', 'still_stuck'],
  'leak-freed': ['met', 'never_leaked', 'sacrificed', 'not_used', 'still_held'],
} as const satisfies { readonly [G in Goal]?: readonly ['met', ...string[]] };

export type CureGoal = keyof typeof CURE_VERDICTS;
type CureFound<G extends CureGoal> = readonly [why: (typeof CURE_VERDICTS)[G][number], it?: string];

export const CURE_JUDGES: {
  readonly [G in CureGoal]: (index: TraceIndex, trace: Trace) => CureFound<G>;
} = {
  'compute-hears': computeHears,
  'queue-has-reader': queueHasReader,
  'orphans-gone': orphansGone,
  'late-claim-freed': lateClaimFreed,
  'double-claim-freed': doubleClaimFreed,
  'computes-up': computesUp,
  'lost-request-replaced': lostRequestReplaced,
  'leak-freed': leakFreed,
};

const placeOf = (index: TraceIndex, actor: Actor) =>
  index.head.topology.services.find((one) => one.actor === actor);

const isOf = (index: TraceIndex, actor: Actor, program: string): boolean =>
  placeOf(index, actor)?.program === program;

/** Queues as they stand at the end. */
const queuesAtEnd = (index: TraceIndex): readonly QueueState[] =>
  [...index.worlds.at(index.facts.length - 1).vhosts.values()].flatMap(({ queues }) => [...queues.values()]);

const isEmpty = ({ ready, unacked }: QueueState): boolean => ready.length + (unacked?.length ?? 0) === 0;

function computeHears(index: TraceIndex): CureFound<'compute-hears'> {
  const resolved = index.of('rpc.resolved').filter(({ actor }) => isOf(index, actor, 'nova-compute'));
  const last = resolved.findLast(({ resolution }) => resolution === 'MessagingTimeout');
  if (!last) return ['never_deaf'];
  const { actor } = last;
  const host = placeOf(index, actor)?.host;
  const hears = resolved.find((one) => one.actor === actor && one.index > last.index);
  const isProven = ({ after }: { readonly after: unknown }): boolean =>
    (after as { readonly host?: unknown } | null)?.host === host;
  const built = serversIn(index).find(
    ({ active }) => active !== null && active.index > last.index && isProven(active),
  );
  if (hears) return built ? ['met', actor] : ['no_proof', actor];
  const unread = queuesAtEnd(index).find(
    ({ queue, consumers }) => isReplyQueue(queue) && consumers.length === 0,
  );
  return givenIn(index, 'declare_queue').length > 0 && unread
    ? ['by_hand', unread.queue]
    : ['still_deaf', actor];
}

function queueHasReader(index: TraceIndex): CureFound<'queue-has-reader'> {
  const sent = index.of('message.published').filter(({ rpc }) => rpc.type === 'notification');
  const names = new Set(sent.map(({ routing_key }) => routing_key));
  const [name = ''] = names;
  if (sent.length === 0) return ['never_sent'];
  const queues = queuesAtEnd(index).filter(({ queue }) => names.has(queue));
  if (queues.length === 0) return ['deleted', name];
  const unread = queues.find(({ consumers }) => consumers.length === 0);
  if (unread) return [isEmpty(unread) ? 'purged' : 'still_piles', unread.queue];
  const full = queues.find((queue) => !isEmpty(queue));
  return full ? ['not_acked', full.queue] : ['met', name];
}

const isFanout = (queue: string): boolean => /_fanout_[0-9a-f]{32}$/.test(queue);

function orphansGone(index: TraceIndex): CureFound<'orphans-gone'> {
  const left = index
    .of('consumer.cancelled')
    .filter(({ queue, reason }) => isFanout(queue) && reason === 'connection_closed');
  const before = left.filter((one) => !index.isTold(one)).length;
  if (before === 0) return ['never_orphan'];
  const orphans = queuesAtEnd(index).filter(
    ({ queue, consumers }) => isFanout(queue) && consumers.length === 0,
  );
  const [orphan] = orphans;
  if (!orphan) return index.of('broker.stopped').some(index.isTold) ? ['hammer'] : ['met'];
  if (orphans.length > before) return ['one_more', orphan.queue];
  const isPurged = index.of('message.dropped').some(({ reason }) => reason === 'purged');
  return [isPurged ? 'purged' : 'still_there', orphan.queue];
}

/** The last time that one of these consumers gave something back; -1 = none did. */
const lastRelease = (index: TraceIndex, consumers: ReadonlySet<string>): number =>
  claimsIn(index).findLast((claim) => claim.after === null && consumers.has(consumerOf(claim)))?.index ?? -1;

function lateClaimFreed(index: TraceIndex, trace: Trace): CureFound<'late-claim-freed'> {
  const lates = index
    .of('rpc.late_reply')
    .filter(({ msg_id }) => choosesHost(index.calls.get(msg_id)?.call?.rpc.method ?? ''));
  const claims = claimsIn(index);
  const victims = serversIn(index).filter(({ uuid, changes }) => {
    const failed = changes.find(({ after }) => after?.vm_state === 'error');
    return (
      failed &&
      claims.some((claim) => claim.index > failed.index && claim.after && consumerOf(claim) === uuid)
    );
  });
  if (lates.length === 0 || victims.length === 0) return ['never_late'];
  const held = holdersAt(endOf(trace));
  const holding = victims.find(({ uuid }) => held.has(uuid));
  if (holding) return ['still_held', holding.name];
  const standing = victims.find((one) => isAlive(lastRow(one)));
  if (standing) return ['still_error', standing.name];
  const uuids = new Set(victims.map(({ uuid }) => uuid));
  const built = builtAfter(index, lastRelease(index, uuids));
  return built ? ['met', built.name] : ['not_used', victims[0]?.name ?? ''];
}

function doubleClaimFreed(index: TraceIndex, trace: Trace): CureFound<'double-claim-freed'> {
  const claims = claimsIn(index);
  const doubled = serversIn(index).filter(({ uuid }) => {
    const own = claims.filter((claim) => claim.after && consumerOf(claim) === uuid);
    return new Set(own.map(({ after }) => after?.resource_provider_id)).size > 1;
  });
  const [first] = doubled;
  if (!first) return ['never_double'];
  const gone = doubled.find((one) => !isAlive(lastRow(one)));
  if (gone) return ['server_gone', gone.name];
  const held = holdersAt(endOf(trace));
  const double = doubled.find(({ uuid }) => held.get(uuid) !== 1);
  if (double) return [held.has(double.uuid) ? 'still_double' : 'holds_none', double.name];
  return ['met', first.name];
}

function computesUp(index: TraceIndex, trace: Trace): CureFound<'computes-up'> {
  const stopped = index.of('service.stopped').find(({ actor }) => isOf(index, actor, 'nova-conductor'));
  if (!stopped) return ['never_down'];
  const end = endOf(trace);
  const down = servicesNow(end).find((row) => row.binary === 'nova-compute' && !isUpNow(end, row));
  if (down) {
    const isRestarted = index
      .of('service.stopped')
      .some((one) => index.isTold(one) && isOf(index, one.actor, 'nova-compute'));
    return [isRestarted ? 'restarted' : 'still_down', String(down.host)];
  }
  const back = index.of('service.started').findLast(({ actor }) => isOf(index, actor, 'nova-conductor'));
  const built = builtAfter(index, back?.index ?? -1);
  return built ? ['met', built.name] : ['no_server'];
}

function lostRequestReplaced(index: TraceIndex, trace: Trace): CureFound<'lost-request-replaced'> {
  const lost = index.of('message.dropped').filter(({ reason, message }) => {
    const rpc = index.messages.get(message)?.published.rpc;
    return reason === 'broker_restart' && rpc?.type === 'cast';
  });
  const commands = new Set(
    lost.map(({ message }) => index.commandOf(index.messages.get(message)?.published.index ?? -1)),
  );
  const asked = index
    .of('row.changed')
    .filter((row) => row.table === 'build_requests' && row.after && commands.has(index.commandOf(row.index)));
  const uuids = new Set(asked.map(({ after }) => after?.instance_uuid));
  if (uuids.size === 0) return ['never_lost'];
  const waiting = endOf(trace)
    .rows('nova_api', 'build_requests')
    .find((row) => uuids.has(row.instance_uuid));
  if (waiting) return ['still_stuck', nameAsked([...commands])];
  const built = builtAfter(index, lost.at(-1)?.index ?? -1);
  return built ? ['met', built.name] : ['not_again'];
}

/** The name by which a server was asked for that has no row yet. */
function nameAsked([command]: readonly (FactOf<'command.given'> | null)[]): string {
  const server = command?.args.server;
  return typeof server === 'string' ? server : '';
}

function leakFreed(index: TraceIndex, trace: Trace): CureFound<'leak-freed'> {
  const { versions } = index;
  const cells = cellDatabases(trace.topology);
  const isKnown = (uuid: string, fact: number): boolean =>
    cells.some((one) =>
      versions.rowsAt(one, 'instances', fact).some((row) => row.uuid === uuid && isAlive(row)),
    ) || versions.rowsAt('nova_api', 'build_requests', fact).some((row) => row.instance_uuid === uuid);
  const made = claimsIn(index).filter(({ after }) => after !== null);
  const leaked = new Set(made.filter((one) => !isKnown(consumerOf(one), one.index)).map(consumerOf));
  if (leaked.size === 0) return ['never_leaked'];
  const held = holdersAt(endOf(trace));
  const [still] = [...leaked].filter((consumer) => held.has(consumer));
  if (still !== undefined)
    return givenIn(index, 'delete_server').length > 0 ? ['sacrificed', still] : ['still_held', still];
  const built = builtAfter(index, lastRelease(index, leaked));
  return built ? ['met', built.name] : ['not_used'];
}
