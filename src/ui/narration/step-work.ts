/** What else happened in a step, counted: who was asked by HTTP, which messages it took besides its own, what was read and written. */
import { callOf } from '../../core/reading/lookup.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Step } from '../../core/story/step.ts';
import type { Actor, Fact, RpcType } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { factsOf } from '../shared/step-facts.ts';

interface Recipient {
  readonly to: Actor;
  readonly count: number;
  /** index of the first one */
  readonly first: number;
}

interface Sent extends Recipient {
  readonly kind: RpcType;
}

/** What one service did to the databases. */
interface Served {
  readonly actor: Actor;
  readonly reads: number;
  readonly written: number;
  /** in which it wrote */
  readonly databases: readonly string[];
}

interface Lying {
  readonly vhost: string;
  readonly queue: string;
  readonly count: number;
}

interface StepWork {
  readonly requests: readonly Recipient[];
  readonly messages: readonly Sent[];
  /** writers first */
  readonly served: readonly Served[];
  /** the queue of its message, where more than one waits at the end of the step */
  readonly lying: Lying | null;
}

export function workOfStep(step: Step, steps: readonly Step[], trace: Trace, periodic: boolean): StepWork {
  const facts = factsOf(trace, steps, step, periodic);
  const requests = new Map<Actor, Recipient>();
  const messages = new Map<string, Sent>();
  const reads = new Map<Actor, number>();
  // what somebody publishes by hand is told by the step itself
  const byHand = trace.facts[step.main]?.kind === 'command.given';
  const own = byHand
    ? step.messages.find((fact) => trace.facts[fact]?.kind === 'message.published')
    : step.main;
  for (const fact of facts) {
    if (fact.kind === 'sql.executed' && fact.verb === 'SELECT')
      reads.set(fact.actor, (reads.get(fact.actor) ?? 0) + 1);
    if (fact.index === own) continue;
    if (fact.kind === 'http.requested')
      count(requests, fact.to, { to: fact.to, count: 1, first: fact.index });
    if (fact.kind !== 'message.published' || fact.rpc.type === 'reply') continue;
    const to = indexOf(trace).messages.get(fact.message)?.delivered[0]?.actor ?? fact.routing_key;
    count(messages, `${fact.rpc.type} ${to}`, { kind: fact.rpc.type, to, count: 1, first: fact.index });
  }
  return {
    requests: [...requests.values()],
    messages: [...messages.values()],
    served: servedIn(step, trace, reads),
    lying: lyingOf(trace.facts[step.main], step, trace),
  };
}

function servedIn(step: Step, trace: Trace, reads: ReadonlyMap<Actor, number>): readonly Served[] {
  const rows = step.rows.flatMap((row) => {
    const fact = trace.facts[row];
    return fact?.kind === 'row.changed' ? [fact] : [];
  });
  const actors = [...new Set([...rows.map((row) => row.actor), ...reads.keys()])];
  return actors.map((actor) => {
    const own = rows.filter((row) => row.actor === actor);
    const databases = [...new Set(own.map((row) => row.database))];
    return { actor, reads: reads.get(actor) ?? 0, written: own.length, databases };
  });
}

function count<T extends Recipient>(all: Map<string, T>, key: string, one: T): void {
  const known = all.get(key);
  all.set(key, known ? { ...known, count: known.count + 1 } : one);
}

function lyingOf(main: Fact | undefined, step: Step, trace: Trace): Lying | null {
  if (main?.kind !== 'message.published') return null;
  const asked = main.rpc.type === 'reply' ? callOf(indexOf(trace), main)?.call : main;
  const queue = asked?.queues[0];
  if (asked === undefined || asked === null || queue === undefined) return null;
  const { vhost } = asked;
  const ready = indexOf(trace).worlds.at(step.last).vhosts.get(vhost)?.queues.get(queue)?.ready.length ?? 0;
  return ready > 1 ? { vhost, queue, count: ready } : null;
}
