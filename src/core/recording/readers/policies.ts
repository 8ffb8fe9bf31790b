/**
 * Policies of a broker's definitions, and which of them applies to which queue and exchange (`rabbit_policy.erl`): of those whose
 * pattern fits the name and that are for its kind, the one of the highest priority; the operator's likewise, and where both say a
 * thing, the smaller number holds.
 */
import { isObject } from '../../base/json.ts';
import type { JsonTable } from '../../trace/fact.ts';
import { isPlain } from '../redact/names.ts';
import type { Redactor } from '../redact/redactor.ts';

type PolicyPart = { readonly [key: string]: unknown };

/** What policies are for: a queue or an exchange, by the name that it has in the file. */
export interface PolicyTarget {
  readonly kind: 'queue' | 'exchange';
  readonly vhost: string;
  readonly raw: string;
  /** as it is told */
  readonly name: string;
}

/** The policies of one queue or exchange. */
interface PolicyApplied {
  readonly kind: 'queue' | 'exchange';
  readonly vhost: string;
  readonly name: string;
  /** names of policies; null = none applies */
  readonly policy: string | null;
  readonly operator: string | null;
  /** what both of them set, merged */
  readonly sets: JsonTable;
}

export interface PoliciesRead {
  readonly applied: readonly PolicyApplied[];
  /** names of policies that apply to nothing here */
  readonly idle: readonly string[];
  /** names of those whose pattern is none, or would take too long to try */
  readonly untried: readonly string[];
  /** how many parameters of each component there are; none of them is shown */
  readonly parameters: { readonly [component: string]: number };
}

export const NO_POLICIES: PoliciesRead = { applied: [], idle: [], untried: [], parameters: {} };

interface Policy {
  readonly vhost: string;
  readonly name: string;
  readonly fits: RegExp;
  readonly source: string;
  readonly applyTo: string;
  readonly priority: number;
  readonly sets: JsonTable;
}

const KEY = /^[a-z][a-z-]{1,39}$/;
const MOST_KEYS = 40;
const MOST_POLICIES = 200;

/** `vhostOf` = the vhost of a part as it is told. */
export function policiesOf(
  document: PolicyPart,
  targets: readonly PolicyTarget[],
  redact: Redactor,
  vhostOf: (one: PolicyPart) => string,
): PoliciesRead {
  const list = (value: unknown): readonly PolicyPart[] =>
    Array.isArray(value) ? value.filter(isObject) : [];
  const parameters = list(document.parameters);
  // `export_definitions` has the operator's policies among the parameters, the management API by themselves
  const inParameters = parameters.flatMap(({ component, value, name, vhost }) =>
    component === 'operator_policy' && isObject(value) ? [{ ...value, name, vhost }] : [],
  );
  const untried = new Set<string>();
  const read = (all: readonly PolicyPart[]): readonly Policy[] =>
    all.slice(0, MOST_POLICIES).flatMap((one) => {
      const name = redact.name(typeof one.name === 'string' ? one.name : '', 'broker');
      const source = typeof one.pattern === 'string' ? one.pattern : null;
      const fits = source === null ? null : patternOf(source);
      if (source === null || fits === null) {
        untried.add(name);
        return [];
      }
      const applyTo = one['apply-to'];
      const policy = {
        ...{ vhost: vhostOf(one), name, fits, source, sets: setsOf(one.definition, redact) },
        applyTo: typeof applyTo === 'string' ? applyTo : 'all',
        priority: Number.isSafeInteger(one.priority) ? Number(one.priority) : 0,
      };
      return [policy];
    });
  const users = read(list(document.policies));
  const operators = read([...list(document.operator_policies), ...inParameters]);
  const budget = { left: MOST_WORK };
  const bestOf = (policies: readonly Policy[], target: PolicyTarget): Policy | null =>
    policies.reduce<Policy | null>((best, one) => {
      if (one.vhost !== target.vhost || !isFor(one, target)) return best;
      if (best !== null && best.priority >= one.priority) return best;
      if (!isAffordable(one, target, budget)) {
        untried.add(one.name);
        return best;
      }
      return one.fits.test(target.raw) ? one : best;
    }, null);
  const used = new Set<string>();
  const applied = targets.flatMap((target): readonly PolicyApplied[] => {
    const [policy, operator] = [bestOf(users, target), bestOf(operators, target)];
    if (!policy && !operator) return [];
    for (const one of [policy, operator]) if (one) used.add(one.name);
    return [
      {
        ...{ kind: target.kind, vhost: target.vhost, name: target.name },
        policy: policy?.name ?? null,
        operator: operator?.name ?? null,
        sets: merged(policy?.sets ?? {}, operator?.sets ?? {}),
      },
    ];
  });
  const known = new Set([...users, ...operators].map(({ name }) => name));
  return {
    applied,
    idle: [...known].filter((name) => !used.has(name) && !untried.has(name)),
    untried: [...untried],
    parameters: countsOf(parameters, redact),
  };
}

/** `queues` and `exchanges`, and from RabbitMQ 3.12 on kinds of queues. */
function isFor({ applyTo }: Policy, { kind }: PolicyTarget): boolean {
  if (applyTo === 'all') return true;
  return kind === 'exchange' ? applyTo === 'exchanges' : applyTo === 'queues' || applyTo === 'classic_queues';
}

const LONGEST_PATTERN = 255;
/** A group that may repeat: such a pattern can take longer than anybody waits. */
const REPEATED_GROUP = /\)(?:[*+]|\{)/;
const UNBOUNDED = /(?<!\\)[*+]|\{\d*,\}/g;
/** Letters that are looked at, all patterns and names together. */
const MOST_WORK = 200_000_000;

function patternOf(source: string): RegExp | null {
  if (source.length > LONGEST_PATTERN || REPEATED_GROUP.test(source)) return null;
  try {
    return new RegExp(source);
  } catch {
    return null;
  }
}

function isAffordable({ source }: Policy, { raw }: PolicyTarget, budget: { left: number }): boolean {
  const turns = (source.match(UNBOUNDED) ?? []).length + 1;
  budget.left -= (raw.length + 1) ** turns;
  return budget.left > 0;
}

/** Numbers, flags and names; of all else that it is set. */
function setsOf(definition: unknown, redact: Redactor): JsonTable {
  if (!isObject(definition)) return {};
  const entries = Object.entries(definition).filter(([key]) => KEY.test(key) && isPlain(key));
  return Object.fromEntries(
    entries.slice(0, MOST_KEYS).map(([key, value]) => {
      if (typeof value === 'number' || typeof value === 'boolean') return [key, value];
      return [key, typeof value === 'string' ? redact.name(value, 'broker') : redact.hide(value, 'broker')];
    }),
  );
}

function merged(policy: JsonTable, operator: JsonTable): JsonTable {
  const both = new Map(Object.entries(operator));
  for (const [key, value] of Object.entries(policy)) {
    const other = both.get(key);
    both.set(key, typeof value === 'number' && typeof other === 'number' ? Math.min(value, other) : value);
  }
  return Object.fromEntries(both);
}

function countsOf(parameters: readonly PolicyPart[], redact: Redactor): { [component: string]: number } {
  const counts = new Map<string, number>();
  for (const { component } of parameters) {
    if (component === 'operator_policy' || typeof component !== 'string') continue;
    const name = redact.name(component, 'broker');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}
