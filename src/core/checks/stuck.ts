/**
 * Why an instance ends half built: the closed list of README.md, found in the facts alone. null = nothing in
 * the trace explains it, and that is a violation.
 */
import type { Actor, Fact, FactOf, Published, Row } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { type LedgerLine, lossLedger, type RequestEnd } from './requests.ts';
import { makeRowFold, type RowFold } from './rows.ts';

type StuckReason =
  /** the cast to the compute is gone before the compute saved its host: acked and killed, or lost with its queue */
  | 'S1'
  /** the compute was killed in the middle of the build: in the thread that its method began, which has long returned */
  | 'S2'
  /** the conductor is gone with schedule_and_build_instances before it made the instance: a build request is left over */
  | 'S3'
  /** the instance row is there, and its maker died before the cast */
  | 'S4'
  /** of a server that was built: who was to delete it is gone or gave up, or the message that asked for it is lost */
  | 'S5'
  /** the same of any other task of it: its task_state stays */
  | 'S6'
  /** the compute could save neither progress nor ERROR: its calls to the conductor ended in time-outs */
  | 'S7'
  /** its maker, or who builds it, waits in a publication: the broker is away, or the host is cut off */
  | 'S8'
  /** the request for it still waits in a queue, or is in work when the run ends: not stuck */
  | 'on_its_way';

interface Stuck {
  readonly uuid: string;
  /** the table that still holds it: `nova_cell1.instances`, `nova_api.build_requests` */
  readonly table: string;
  readonly reason: StuckReason | null;
  /** what became of the message that should have gone on with it; null = it was never sent */
  readonly end: RequestEnd | null;
}

interface Evidence {
  readonly trace: Trace;
  readonly ledger: readonly LedgerLine[];
  readonly rows: RowFold;
  /** message -> exception of its handler */
  readonly failed: ReadonlyMap<number, string>;
}

const LOST: ReadonlySet<RequestEnd> = new Set([
  'acked-then-killed',
  'dispatched-server-killed',
  'broker-lost',
  'unroutable',
  'thought-experiment',
]);
const GOING: ReadonlySet<RequestEnd> = new Set(['still-queued', 'in-progress']);

/** Instances that end half built, and build requests that nobody turned into one. */
export function stuckInstances(trace: Trace): readonly Stuck[] {
  const rows = makeRowFold(trace.seed);
  const failed = new Map<number, string>();
  for (const fact of trace.facts) {
    if (fact.kind === 'row.changed') rows.apply(fact);
    if (fact.kind === 'rpc.completed' && fact.failure !== null) failed.set(fact.message, fact.failure);
  }
  const evidence: Evidence = { trace, ledger: lossLedger(trace), rows, failed };
  const cells = trace.topology.databases.filter((database) => database.startsWith('nova_cell'));
  const built = cells.flatMap((cell) =>
    rows
      .all(`${cell}.instances`)
      .filter((row) => row.deleted === 0 && (row.vm_state === 'building' || row.task_state !== null))
      .map((row) => instance(evidence, `${cell}.instances`, row)),
  );
  const seeded = new Set((trace.seed['nova_api.build_requests'] ?? []).map((row) => row.id));
  const requests = rows.all('nova_api.build_requests').filter((row) => !seeded.has(row.id ?? null));
  return [...built, ...requests.map((row) => buildRequest(evidence, row))];
}

function castsFor({ trace }: Evidence, method: string, uuid: string): readonly Published[] {
  return trace.facts.filter(
    (fact): fact is Published =>
      fact.kind === 'message.published' && fact.rpc.method === method && fact.body.includes(uuid),
  );
}

const endsOf = ({ ledger }: Evidence, casts: readonly Published[]): readonly RequestEnd[] =>
  ledger.filter((line) => casts.some((cast) => cast.message === line.message)).map((line) => line.end);

function instance(evidence: Evidence, table: string, row: Row): Stuck {
  const uuid = String(row.uuid);
  if (row.vm_state !== 'building') return { uuid, table, end: null, reason: inTask(evidence, table, row) };
  const casts = castsFor(evidence, 'build_and_run_instance', uuid);
  if (casts.length === 0) return { uuid, table, end: null, reason: uncast(evidence, table, uuid) };
  const ends = endsOf(evidence, casts);
  const going = ends.find((end) => GOING.has(end));
  if (going) return { uuid, table, end: going, reason: 'on_its_way' };
  const lost = ends.find((end) => LOST.has(end));
  if (lost) return { uuid, table, end: lost, reason: row.host === null ? 'S1' : 'S2' };
  const gaveUp = casts.some((cast) => evidence.failed.has(cast.message));
  const reason = gaveUp ? 'S7' : endOfThread(evidence, casts, row);
  return { uuid, table, end: ends[0] ?? null, reason };
}

/** Of a server that was built and has a task: what became of those who worked at it since the task began. */
function inTask(evidence: Evidence, table: string, row: Row): StuckReason | null {
  const { trace } = evidence;
  const uuid = String(row.uuid);
  const begun = taskBegun(trace, table, uuid);
  if (!begun) return null;
  const since = trace.facts.slice(begun.index);
  const sent = since.filter(
    (fact): fact is Published =>
      fact.kind === 'message.published' && fact.group === 'scenario' && fact.body.includes(uuid),
  );
  const ends = endsOf(evidence, sent);
  if (ends.some((end) => GOING.has(end))) return 'on_its_way';
  const messages = new Set(sent.map((fact) => fact.message));
  const takers = since.flatMap((fact) =>
    fact.kind === 'rpc.dispatched' && messages.has(fact.message) ? [fact.actor] : [],
  );
  const actors = new Set<Actor>([begun.actor, ...sent.map((fact) => fact.actor), ...takers]);
  const gaveUp = since.some((fact) => fact.kind === 'thread.failed' && fact.instance_uuid === uuid);
  const failed = sent.some((fact) => evidence.failed.has(fact.message));
  const gone = [...actors].some((actor) => died(trace, actor, begun.index));
  const lost = row.task_state === 'deleting' ? 'S5' : 'S6';
  if (ends.some((end) => LOST.has(end)) || gaveUp || failed || gone) return lost;
  if ([...actors].some((actor) => cannotPublish(trace, actor))) return 'S8';
  return isAtWork(trace, actors, new Set(sent.map((fact) => fact.rpc.request_id))) ? 'on_its_way' : null;
}

function taskBegun(trace: Trace, table: string, uuid: string): FactOf<'row.changed'> | null {
  let begun: FactOf<'row.changed'> | null = null;
  for (const fact of trace.facts) {
    if (fact.kind !== 'row.changed' || `${fact.database}.${fact.table}` !== table) continue;
    if (fact.after?.uuid !== uuid) continue;
    begun = fact.after.task_state === null ? null : (begun ?? fact);
  }
  return begun;
}

/** Of a build whose method has returned: its thread died with its process, failed, or is still in work. */
function endOfThread({ trace }: Evidence, casts: readonly Published[], row: Row): StuckReason | null {
  const messages = new Set(casts.map((cast) => cast.message));
  const begun = trace.facts.filter(
    (fact): fact is FactOf<'rpc.dispatched'> => fact.kind === 'rpc.dispatched' && messages.has(fact.message),
  );
  if (begun.some((fact) => died(trace, fact.actor, fact.index))) return row.host === null ? 'S1' : 'S2';
  const actors = new Set(begun.map((fact) => fact.actor));
  const failed = trace.facts.some(
    (fact) => fact.kind === 'thread.failed' && actors.has(fact.actor) && fact.instance_uuid === row.uuid,
  );
  if (failed) return 'S7';
  if ([...actors].some((actor) => cannotPublish(trace, actor))) return 'S8';
  const requests = new Set(casts.map((cast) => cast.rpc.request_id));
  return isAtWork(trace, actors, requests) ? 'on_its_way' : null;
}

/** A thread asks something every few seconds: longer pauses than this (microseconds) it makes in none of its waits but for a reply. */
const PAUSE_MAX = 15_000_000;

/** A question of theirs has no answer yet (another's, whose lock the thread waits for, counts as well), or came just before the end. */
function isAtWork(
  trace: Trace,
  actors: ReadonlySet<Actor>,
  requests: ReadonlySet<string | undefined>,
): boolean {
  const asked = trace.facts.findLast(
    (fact) =>
      (fact.kind === 'message.published' && actors.has(fact.actor) && requests.has(fact.rpc.request_id)) ||
      (fact.kind === 'http.requested' &&
        actors.has(fact.actor) &&
        requests.has(fact.global_request_id ?? undefined)),
  );
  if (!asked) return false;
  if ((trace.facts.at(-1)?.at ?? 0) - asked.at < PAUSE_MAX) return true;
  const open = new Set<string | undefined>();
  for (const fact of trace.facts) {
    if (fact.kind === 'rpc.resolved') open.delete(fact.msg_id);
    if (fact.kind !== 'message.published' || fact.rpc.type !== 'call') continue;
    if (actors.has(fact.actor) && fact.group === 'scenario') open.add(fact.rpc.msg_id);
  }
  return open.size > 0;
}

/** Its row is there and no cast: its maker died, or waits for a broker. */
function uncast(evidence: Evidence, table: string, uuid: string): StuckReason | null {
  const { trace } = evidence;
  const made = trace.facts.find(
    (fact): fact is FactOf<'row.changed'> =>
      fact.kind === 'row.changed' && `${fact.database}.${fact.table}` === table && fact.after?.uuid === uuid,
  );
  if (!made) return null;
  if (died(trace, made.actor, made.index)) return 'S4';
  return cannotPublish(trace, made.actor) ? 'S8' : working(evidence, uuid);
}

const died = (trace: Trace, actor: Actor, since: number): boolean =>
  trace.facts.some((fact) => fact.kind === 'service.stopped' && fact.actor === actor && fact.index > since);

/** The broker is away, or every connection that it had is gone. */
function cannotPublish(trace: Trace, actor: Actor): boolean {
  const open = new Set<string>();
  let broker = true;
  let had = false;
  for (const fact of trace.facts) {
    if (fact.kind === 'connection.opened' && fact.user === actor) {
      open.add(fact.connection);
      had = true;
    } else if (fact.kind === 'connection.closed') open.delete(fact.connection);
    else if (fact.kind === 'broker.stopped') broker = false;
    else if (fact.kind === 'broker.started') broker = true;
  }
  return !broker || (had && open.size === 0);
}

/** The conductor's request is still in work when the run ends. */
function working(evidence: Evidence, uuid: string): StuckReason | null {
  const asked = castsFor(evidence, 'schedule_and_build_instances', uuid);
  return endsOf(evidence, asked).some((end) => GOING.has(end)) ? 'on_its_way' : null;
}

function buildRequest(evidence: Evidence, row: Row): Stuck {
  const uuid = String(row.instance_uuid);
  const table = 'nova_api.build_requests';
  const asked = castsFor(evidence, 'schedule_and_build_instances', uuid);
  const ends = endsOf(evidence, asked);
  if (asked.length === 0) return { uuid, table, end: null, reason: unasked(evidence, uuid) };
  const lost = ends.find((end) => LOST.has(end));
  const going = ends.find((end) => GOING.has(end));
  if (going) return { uuid, table, end: going, reason: 'on_its_way' };
  if (lost) return { uuid, table, end: lost, reason: 'S3' };
  const gaveUp = asked.some((cast) => evidence.failed.has(cast.message));
  return { uuid, table, end: ends[0] ?? null, reason: gaveUp ? 'S7' : null };
}

/** nova-api made the build request and sent nothing: it died, or it waits for a broker. */
function unasked({ trace }: Evidence, uuid: string): StuckReason | null {
  const made = trace.facts.find(
    (fact: Fact): fact is FactOf<'row.changed'> =>
      fact.kind === 'row.changed' && fact.table === 'build_requests' && fact.after?.instance_uuid === uuid,
  );
  if (!made) return null;
  if (died(trace, made.actor, made.index)) return 'S3';
  if (cannotPublish(trace, made.actor)) return 'S8';
  const failed = trace.facts.some((fact) => fact.kind === 'process.failed' && fact.actor === made.actor);
  const answered = trace.facts.some((fact) => fact.kind === 'http.answered' && fact.to === 'client');
  return failed || !answered ? 'on_its_way' : null;
}
