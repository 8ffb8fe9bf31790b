/** Through whose connection the rows of a step changed, and because of what: its writes, gathered into lines. */
import { type Origin, originOf } from '../../core/reading/cause.ts';
import type { Actor, FactOf } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';

export interface Provenance {
  readonly database: string;
  readonly table: string;
  readonly verb: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly actor: Actor;
  /** how many rows */
  readonly rows: number;
  /** `row.changed` facts, in order */
  readonly facts: readonly number[];
  readonly origin: Origin;
}

/** One line for each service, database, table, verb and origin, in the order of the first change. */
export function provenanceOf(trace: Trace, rows: readonly number[]): readonly Provenance[] {
  const lines = new Map<string, { -readonly [K in keyof Provenance]: Provenance[K] } & { facts: number[] }>();
  for (const index of rows) {
    const fact = trace.facts[index];
    if (fact?.kind !== 'row.changed') continue;
    const origin = originOf(trace, fact);
    const verb = verbOf(fact);
    const { database, table, actor } = fact;
    const key = JSON.stringify([actor, database, table, verb, nameOf(origin)]);
    const line = lines.get(key) ?? { database, table, verb, actor, rows: 0, facts: [], origin };
    line.rows += 1;
    line.facts.push(index);
    lines.set(key, line);
  }
  return [...lines.values()];
}

const nameOf = (origin: Origin): string =>
  origin.kind === 'own' ? `own ${origin.actor}` : `${origin.kind} ${origin.fact.index}`;

/** Lines of one service, database and origin: one connection at work for one reason. */
export interface ProvenanceGroup {
  readonly actor: Actor;
  readonly database: string;
  readonly origin: Origin;
  readonly lines: readonly Provenance[];
}

export function groupsOf(lines: readonly Provenance[]): readonly ProvenanceGroup[] {
  const groups = new Map<string, ProvenanceGroup & { lines: Provenance[] }>();
  for (const line of lines) {
    const { actor, database, origin } = line;
    const key = JSON.stringify([actor, database, nameOf(origin)]);
    const group = groups.get(key) ?? { actor, database, origin, lines: [] };
    groups.set(key, group);
    group.lines.push(line);
  }
  return [...groups.values()];
}

function verbOf(fact: FactOf<'row.changed'>): Provenance['verb'] {
  if (fact.before === null) return 'INSERT';
  return fact.after === null ? 'DELETE' : 'UPDATE';
}
