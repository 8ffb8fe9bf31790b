/** What the goals of exercises ask a run for: the servers that users asked for, and what Placement holds for whom. */
import { momentAt, type OperatorMoment, placementDatabase } from '../operator/moment.ts';
import type { TraceIndex } from '../reading/trace-index.ts';
import type { FactOf, Row, RowChanged } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { OPERATIONS } from '../words/operations.ts';
import { operationBegunBy, requestKey } from '../words/requests.ts';

/** A server that a user asked for: the request, and what happened to its row. */
interface ServerStory {
  readonly asked: FactOf<'http.requested'>;
  readonly name: string;
  readonly uuid: string;
  readonly changes: readonly RowChanged[];
  /** when it became ACTIVE; null = never */
  readonly active: RowChanged | null;
}

export const bootsIn = (index: TraceIndex): readonly FactOf<'http.requested'>[] =>
  index
    .of('http.requested')
    .filter(({ method, path, body }) => operationBegunBy(requestKey(method, path, body)) === 'boot');

const changesIn = (index: TraceIndex, table: string): readonly RowChanged[] =>
  index.of('row.changed').filter((change) => change.table === table);

const uuidOf = ({ before, after }: RowChanged): unknown => (after ?? before)?.uuid;

export function serversIn(index: TraceIndex): readonly ServerStory[] {
  const rows = changesIn(index, 'instances');
  return bootsIn(index).flatMap((asked) => {
    const command = index.commandOf(asked.index);
    const own = rows.filter((row) => command !== null && index.commandOf(row.index) === command);
    return [...new Set(own.map((row) => String(uuidOf(row))))].map((uuid) => {
      const changes = rows.filter((row) => uuidOf(row) === uuid);
      const active = changes.find(({ after }) => after?.vm_state === OPERATIONS.boot.done) ?? null;
      return { asked, uuid, changes, active, name: index.names.get(uuid) ?? '' };
    });
  });
}

export const isAlive = (row: Row | null): boolean => row !== null && row.deleted === 0;

/** As its row stands at the end. */
export const lastRow = ({ changes }: ServerStory): Row | null => changes.at(-1)?.after ?? null;

/** Claims in Placement, as they are made and given back. */
export const claimsIn = (index: TraceIndex): readonly RowChanged[] => changesIn(index, 'allocations');

export const consumerOf = ({ before, after }: RowChanged): string => String((after ?? before)?.consumer_id);

/** Of how many providers each consumer holds something after a fact. */
export function holdersAt(moment: OperatorMoment): ReadonlyMap<string, number> {
  const held = new Map<string, Set<unknown>>();
  for (const row of moment.rows(placementDatabase(moment), 'allocations')) {
    const consumer = String(row.consumer_id);
    held.set(consumer, (held.get(consumer) ?? new Set()).add(row.resource_provider_id));
  }
  return new Map([...held].map(([consumer, providers]) => [consumer, providers.size]));
}

export const endOf = (trace: Trace): OperatorMoment => momentAt(trace, trace.facts.length - 1);

/** Whether a server that was asked for after a fact became ACTIVE; its story. */
export const builtAfter = (index: TraceIndex, fact: number): ServerStory | undefined =>
  serversIn(index).find(({ asked, active }) => active !== null && asked.index > fact);

/** What the reader has done to the cloud: commands of the told run. */
export const givenIn = (index: TraceIndex, ...names: readonly string[]): readonly FactOf<'command.given'>[] =>
  index.of('command.given').filter((given) => names.includes(given.name) && index.isTold(given));
