/** What a message or a request made its receiver do to the databases: the rows that were read and written for it. */
import type { FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { originOf } from './cause.ts';

export interface Work {
  /** statements that read, in order */
  readonly reads: readonly FactOf<'sql.executed'>[];
  /** changed rows, in order */
  readonly writes: readonly FactOf<'row.changed'>[];
}

interface Open extends Work {
  readonly reads: FactOf<'sql.executed'>[];
  readonly writes: FactOf<'row.changed'>[];
}

const NOTHING: Work = { reads: [], writes: [] };
const known = new WeakMap<Trace, ReadonlyMap<number, Work>>();

/** `fact` = index of a publication, of a request, or of a command. Work of what it led to at other services is theirs. */
export function workOf(trace: Trace, fact: number): Work {
  const all = known.get(trace) ?? build(trace);
  known.set(trace, all);
  return all.get(fact) ?? NOTHING;
}

/** One pass: a row belongs to the work of its statement. */
function build(trace: Trace): ReadonlyMap<number, Work> {
  const works = new Map<number, Open>();
  const served = new Map<number, Open | null>();
  const workFor = (statement: FactOf<'sql.executed'>): Open | null => {
    const origin = originOf(trace, statement);
    if (origin.kind === 'own') return null;
    const work = works.get(origin.fact.index) ?? { reads: [], writes: [] };
    works.set(origin.fact.index, work);
    return work;
  };
  for (const fact of trace.facts) {
    if (fact.kind === 'sql.executed' && fact.verb !== 'COMMIT') {
      const work = workFor(fact);
      served.set(fact.index, work);
      if (fact.verb === 'SELECT') work?.reads.push(fact);
    } else if (fact.kind === 'row.changed' && fact.cause !== null) {
      served.get(fact.cause)?.writes.push(fact);
    }
  }
  return works;
}
