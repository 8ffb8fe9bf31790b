/**
 * What makes a step the same step in another run of the same cloud: not its number, its time or its ids (a fault moves
 * them all), but who sends what to which address on behalf of which command.
 */
import { canonicalJson } from '../base/json.ts';
import { indexOf } from '../reading/trace-index.ts';
import type { FactOf } from '../trace/fact.ts';
import type { Topology, Trace } from '../trace/trace.ts';
import type { Step } from './step.ts';

interface StepIdentity {
  /** kind, rule (method and object method), sender, address, and the command behind it */
  readonly exact: string;
  /** the same with hosts as roles: the cast to `compute.cpu2` is the cast to `compute.cpu1`, to another host */
  readonly role: string;
}

/**
 * Of each step, in their order. Linear in the facts. `byCommand` = two of the same for different commands are two things; a
 * recording tells of no commands.
 */
export function identitiesOf(
  trace: Trace,
  steps: readonly Step[],
  byCommand = true,
): readonly StepIdentity[] {
  const strands = byCommand ? strandsOf(trace) : () => '';
  const roles = rolesOf(trace.topology);
  return steps.map((step) => {
    const what = [step.kind, step.rule, strands(step.main)];
    const address = addressOf(trace, step);
    return {
      exact: [...what, step.from, ...address].join('\n'),
      role: [...what, ...[step.from, ...address].map(roles)].join('\n'),
    };
  });
}

/**
 * The command that a fact comes from: its name, its arguments, and the how manieth of these it is. Work that a service
 * began by itself has one strand together: its steps are told apart by who acts.
 */
function strandsOf(trace: Trace): (index: number) => string {
  const index = indexOf(trace);
  const given = new Map<string, number>();
  const names = new Map<FactOf<'command.given'>, string>();
  for (const command of index.of('command.given')) {
    const name = `${command.name} ${canonicalJson(command.args)}`;
    const nth = (given.get(name) ?? 0) + 1;
    given.set(name, nth);
    names.set(command, `${name} ${nth}`);
  }
  return (fact) => {
    const command = index.commandOf(fact);
    return (command && names.get(command)) ?? '';
  };
}

/** Hosts that run the same program play the same role. */
function rolesOf(topology: Topology): (word: string) => string {
  const actors = new Map(topology.services.map((place) => [place.actor, place.program]));
  const hosts = new Set(topology.services.map((place) => place.host));
  return (word) => {
    const program = actors.get(word);
    if (program !== undefined) return program;
    const dot = word.indexOf('.');
    return dot >= 0 && hosts.has(word.slice(dot + 1)) ? `${word.slice(0, dot)}.#` : word;
  };
}

/** Where it goes as it was sent, not who got it: that is known only later, and a fault changes it. */
function addressOf(trace: Trace, step: Step): readonly string[] {
  const fact = trace.facts[step.main];
  switch (fact?.kind) {
    case 'message.published':
      return publicationAddress(fact);
    case 'http.requested':
      return [fact.to];
    case 'http.answered':
      return [fact.to, String(fact.status)];
    case 'row.changed':
      return [fact.database, fact.table];
    case 'command.given':
      return [fact.name, canonicalJson(fact.args)];
    case 'service.stopped':
      return [fact.how];
    case 'message.dropped':
      return [fact.vhost, fact.queue ?? '', fact.reason];
    case 'message.requeued':
      return [fact.vhost, fact.queue, fact.reason];
    case 'amqp.refused':
      return [fact.vhost, fact.reply_text];
    default:
      return [];
  }
}

/** A reply queue is named by an id of its process: its owner is the caller, which the rule and the strand tell. */
function publicationAddress(fact: FactOf<'message.published'>): readonly string[] {
  const key = fact.rpc.type === 'reply' ? 'reply' : fact.routing_key;
  return [fact.vhost, fact.exchange, key, fact.rpc.failure ?? ''];
}
