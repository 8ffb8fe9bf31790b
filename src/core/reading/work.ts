/** What a message or a request made its receiver do to the databases: the rows that were read and written for it. */
import type { FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { originIn } from './cause.ts';
import { indexOf, type TraceIndex } from './trace-index.ts';

interface Work {
  /** statements that read, in order */
  readonly reads: readonly FactOf<'sql.executed'>[];
  /** changed rows, in order */
  readonly writes: readonly FactOf<'row.changed'>[];
}

interface OpenWork extends Work {
  readonly reads: FactOf<'sql.executed'>[];
  readonly writes: FactOf<'row.changed'>[];
}

const NOTHING: Work = { reads: [], writes: [] };

/** `fact` = index of a publication, of a request, or of a command. Work of what it led to at other services is theirs. */
export const workOf = (trace: Trace, fact: number): Work => indexOf(trace).once(worksIn).get(fact) ?? NOTHING;

/** A row belongs to the work of its statement. */
function worksIn(index: TraceIndex): ReadonlyMap<number, Work> {
  const works = new Map<number, OpenWork>();
  const served = new Map<number, OpenWork>();
  for (const statement of index.of('sql.executed')) {
    if (statement.verb === 'COMMIT') continue;
    const origin = originIn(index, statement);
    if (origin.kind === 'own') continue;
    const work = works.get(origin.fact.index) ?? { reads: [], writes: [] };
    works.set(origin.fact.index, work);
    served.set(statement.index, work);
    if (statement.verb === 'SELECT') work.reads.push(statement);
  }
  for (const change of index.of('row.changed')) {
    if (change.cause !== null) served.get(change.cause)?.writes.push(change);
  }
  return works;
}
