/** Which phase of its operation each step stands in, and which steps are of a failure. */
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
  const failing = new Set<number>();
  return mains.map(({ fact, rule }) => {
    const command = index.commandOf(fact.index)?.index ?? -1;
    const operation = begun.get(command);
    if (operation === undefined) return command < 0 ? rule.chapter : asidePhase(rule.chapter);
    if (rule.chapter === 'failed' || FAILING.has(rule.key)) failing.add(command);
    else if (RETRYING.has(rule.key)) failing.delete(command);
    if (failing.has(command)) return 'failed';
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

/** What shows that it is tried again, on another host. */
const RETRYING: ReadonlySet<string> = new Set(['rpc.build_and_run_instance']);
