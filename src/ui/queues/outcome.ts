/** What came of a command: the facts that it caused, and RabbitMQ's refusal where there is one. */
import { canonicalJson } from '../../core/base/json.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Fact, FactOf } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { CommandAsked } from '../../store/state.ts';

interface CommandOutcome {
  /** index of its `command.given` */
  readonly index: number;
  readonly refused: FactOf<'amqp.refused'> | null;
  /** the first things that the broker did for it, in order */
  readonly done: readonly Fact[];
}

const TOLD: readonly Fact['kind'][] = [
  'exchange.declared',
  'exchange.deleted',
  'queue.declared',
  'queue.deleted',
  'binding.added',
  'binding.removed',
  'consumer.added',
  'consumer.paused',
  'message.published',
  'message.returned',
  'message.dropped',
  'broker.stopped',
];
const MOST = 4;

/** null when the trace has no such command: another run stands there now. */
export function outcomeOf(trace: Trace, { name, args = {} }: CommandAsked): CommandOutcome | null {
  const wanted = canonicalJson(args);
  const command = indexOf(trace)
    .of('command.given')
    .findLast((fact) => fact.name === name && canonicalJson(fact.args) === wanted);
  if (!command) return null;
  const caused = new Set([command.index]);
  const done: Fact[] = [];
  let refused: CommandOutcome['refused'] = null;
  for (let i = command.index + 1; i < trace.facts.length; i += 1) {
    const fact = trace.facts[i];
    if (!fact || fact.at > command.at) break;
    if (fact.cause === null || !caused.has(fact.cause)) continue;
    caused.add(fact.index);
    if (fact.kind === 'amqp.refused') refused ??= fact;
    else if (TOLD.includes(fact.kind) && done.length < MOST) done.push(fact);
  }
  return { index: command.index, refused, done };
}
