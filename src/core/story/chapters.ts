/** Which phase of its operation each step stands in, and which steps are of a failure. */

import { firstAfter } from '../reading/facts-after.ts';
import { callOf } from '../reading/lookup.ts';
import type { TraceIndex } from '../reading/trace-index.ts';
import type { Fact } from '../trace/fact.ts';
import { asidePhase, furthest, isAside, ownPhase, type Phase } from '../words/operations.ts';
import { operationBegunBy, requestKey } from '../words/requests.ts';
import type { Rule } from './rules.ts';

/** Each step stands in a phase of its own operation, as far as causes tell which that is. */
export function chaptersOf(
  mains: readonly { readonly fact: Fact; readonly rule: Rule }[],
  index: TraceIndex,
): readonly Phase[] {
  const begun = new Map(
    index.of('http.requested').flatMap(({ cause, method, path, body }) => {
      const name = operationBegunBy(requestKey(method, path, body));
      return name === null || cause === null ? [] : [[cause, name] as const];
    }),
  );
  const now = new Map<number, Phase>();
  const failing = new Set<number | string>();
  /** Whether what belongs to `whose` is failing by now; '' = nobody knows whose it is. */
  const isFailing = (whose: number | string, fact: Fact, rule: Rule): boolean => {
    if (whose === '') return false;
    if (rule.chapter === 'failed' || FAILING.has(rule.key) || isGivenUp(fact, rule, index))
      failing.add(whose);
    else if (RETRYING.has(rule.key)) failing.delete(whose);
    return failing.has(whose);
  };
  return mains.map(({ fact, rule }) => {
    const command = index.commandOf(fact.index)?.index ?? -1;
    const operation = begun.get(command);
    if (operation === undefined) {
      if (command >= 0) return asidePhase(rule.chapter);
      return isFailing(requestOf(fact, index), fact, rule) ? 'failed' : rule.chapter;
    }
    if (isFailing(command, fact, rule)) return 'failed';
    const before = now.get(command) ?? null;
    const usual = ownPhase(operation, rule.chapter, before);
    // active is what a saved state makes it: a build that failed has its end noted, too
    const phase = usual === 'active' && !/^(save|state)\./.test(rule.key) ? (before ?? usual) : usual;
    if (!isAside(phase)) now.set(command, furthest(operation, phase, before));
    return phase;
  });
}

/**
 * What else shows that an operation does not come to its end as it was asked for; what it does after that clears away.
 */
const FAILING: ReadonlySet<string> = new Set([
  'save.scheduling',
  'call.timed_out',
  'rpc.InstanceFault.create',
  'thread.failed',
]);

/** In a recording, which tells no commands: the request that a message belongs to; '' = it does not say. */
const requestOf = (fact: Fact, { head }: TraceIndex): string =>
  head.source !== 'simulated' && fact.kind === 'message.published' ? (fact.rpc.request_id ?? '') : '';

/**
 * A build's end that cannot be saved, since a delete came between; or a server that goes on as it was, with a fault that says
 * what could not be done to it.
 */
function isGivenUp(fact: Fact, { key }: Rule, index: TraceIndex): boolean {
  if (fact.kind === 'message.published')
    return key === 'save.active' && (callOf(index, fact)?.resolved?.failure ?? null) !== null;
  if (fact.kind !== 'row.changed' || key !== 'state.active') return false;
  const next = firstAfter(index.of('row.changed'), fact.index, ({ actor }) => actor === fact.actor);
  return next?.table === 'instance_faults';
}

/** What shows that it is tried again, on another host. */
const RETRYING: ReadonlySet<string> = new Set(['rpc.build_and_run_instance']);
