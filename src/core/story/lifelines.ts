/**
 * A run's steps as a sequence diagram: whose lifelines stand in it, and what goes from whom to whom. A message goes to the
 * broker and from there to whoever took it; services never speak to each other directly.
 */

import { askedOf } from '../reading/slots.ts';
import { indexOf } from '../reading/trace-index.ts';
import { type Actor, BROKER, type Fact } from '../trace/fact.ts';
import type { ServicePlace, Trace } from '../trace/trace.ts';
import type { Step } from './step.ts';

export interface SequenceRow {
  readonly step: Step;
  /** what is sent or done, as short as it can be said: `Instance.save`, `POST /servers`, `204`, `active` */
  readonly label: string;
  /** hops in order, each between two lifelines; empty = something that the step's `from` does by itself */
  readonly hops: readonly (readonly [from: Actor, to: Actor])[];
}

export interface Sequence {
  /** left to right */
  readonly lifelines: readonly Actor[];
  readonly rows: readonly SequenceRow[];
}

/** `steps` = those to be drawn, of this trace. */
export function sequenceOf(trace: Trace, steps: readonly Step[]): Sequence {
  const rows = steps.map((step) => ({ step, label: labelOf(trace, step), hops: hopsOf(trace, step) }));
  const seen = new Set(rows.flatMap(({ step, hops }) => [step.from, ...hops.flat()]));
  return { lifelines: inOrder(trace, seen), rows };
}

/** Who stands in either of two diagrams, in the order of the first trace's topology. */
export function lifelinesOf(trace: Trace, sequences: readonly Sequence[]): readonly Actor[] {
  return inOrder(trace, new Set(sequences.flatMap(({ lifelines }) => lifelines)));
}

function hopsOf(trace: Trace, { main, from, to }: Step): SequenceRow['hops'] {
  const fact = trace.facts[main];
  // nobody is there to get it, and nobody sends that back
  if (fact?.kind === 'http.refused') return [];
  if (fact?.kind !== 'message.published') return to.filter((one) => one !== from).map((one) => [from, one]);
  return [[from, BROKER], ...to.map((one) => [BROKER, one] as const)];
}

function labelOf(trace: Trace, step: Step): string {
  const fact = trace.facts[step.main];
  if (!fact) return '';
  const failure = failureIn(trace, step, fact);
  if (failure !== null) return failure;
  const state = /^(?:save|state)\.(.*)$/.exec(step.rule)?.[1];
  return state === undefined ? ownLabel(trace, fact) : becomesError(trace, step) ? 'error' : state;
}

/** A call that is told with its answer, where that is an error or never comes: what was asked is not so. */
function failureIn(trace: Trace, step: Step, fact: Fact): string | null {
  if (fact.kind !== 'message.published' || fact.rpc.type !== 'call') return null;
  const { replies = [], resolved } = indexOf(trace).calls.get(fact.rpc.msg_id ?? '') ?? {};
  const answer = replies.find(({ index, rpc }) => index <= step.last && rpc.failure !== undefined);
  if (answer) return `${askedOf(trace, fact.index)}: ${answer.rpc.failure}`;
  return resolved?.resolution === 'MessagingTimeout' ? askedOf(trace, fact.index) : null;
}

/** Whatever its task is: a server may fail in the middle of one. */
const becomesError = (trace: Trace, { rows }: Step): boolean =>
  rows.some((row) => {
    const fact = trace.facts[row];
    if (fact?.kind !== 'row.changed' || fact.table !== 'instances') return false;
    return fact.before?.vm_state !== 'error' && fact.after?.vm_state === 'error';
  });

function ownLabel(trace: Trace, fact: Fact): string {
  switch (fact.kind) {
    case 'message.published':
      return fact.rpc.type === 'reply'
        ? (fact.rpc.failure ?? lastWord(fact.rpc.in_reply_to ?? ''))
        : askedOf(trace, fact.index);
    case 'http.answered':
      return String(fact.status);
    case 'command.given':
      return fact.name;
    case 'rpc.resolved':
      return fact.resolution;
    default:
      return askedOf(trace, fact.index) || lastWord(fact.kind.replace('.', ' '));
  }
}

/** `object_action Instance.save` -> `Instance.save` */
const lastWord = (text: string): string => text.split(' ').at(-1) ?? '';

/** Who asks stands left, the broker between the services above it and those of the cells, who is asked by HTTP right. */
function inOrder(trace: Trace, seen: ReadonlySet<Actor>): readonly Actor[] {
  const { services, vhosts } = trace.topology;
  const rank = (place: ServicePlace): number => {
    if (place.kind === 'client') return 0;
    if (place.kind === 'peer') return 4;
    return place.vhosts.includes(vhosts[0] ?? '/') || place.vhosts.length === 0 ? 1 : 3;
  };
  const placed = services.map((place, i) => ({ actor: place.actor, rank: rank(place), i }));
  const known = new Set(services.map(({ actor }) => actor));
  const others = [...seen].filter((actor) => !known.has(actor) && actor !== BROKER);
  const all = [
    ...others.map((actor, i) => ({ actor, rank: 0, i: i - others.length })),
    ...placed,
    { actor: BROKER, rank: 2, i: 0 },
  ];
  return all
    .filter(({ actor }) => seen.has(actor))
    .sort((a, b) => a.rank - b.rank || a.i - b.i)
    .map(({ actor }) => actor);
}

/** An arrow of Mermaid's sequence diagrams by the kind of the step. */
const MERMAID: { readonly [kind: string]: string } = { reply: '-->>', cast: '-)', fanout: '-)' };

/** The text that Mermaid draws the same diagram from. */
export function mermaidOf({ lifelines, rows }: Sequence): string {
  const id = (actor: Actor): string => `p${lifelines.indexOf(actor) + 1}`;
  const plain = (text: string): string => text.replace(/[;#\n]/g, ' ');
  const lines = [
    'sequenceDiagram',
    ...lifelines.map((actor) => `  participant ${id(actor)} as ${plain(actor)}`),
  ];
  for (const { step, label, hops } of rows) {
    const text = `${step.n} ${plain(label)}`;
    if (hops.length === 0) lines.push(`  Note over ${id(step.from)}: ${text}`);
    for (const [from, to] of hops)
      lines.push(`  ${id(from)}${MERMAID[step.kind] ?? '->>'}${id(to)}: ${text}`);
  }
  return `${lines.join('\n')}\n`;
}

/** An arrow of PlantUML's sequence diagrams by the kind of the step: dashed = back, open = nobody waits. */
const PLANTUML: { readonly [kind: string]: string } = { reply: '-->', cast: '->>', fanout: '->>' };

/** The text that PlantUML draws the same diagram from. */
export function plantUmlOf({ lifelines, rows }: Sequence): string {
  const id = (actor: Actor): string => `p${lifelines.indexOf(actor) + 1}`;
  // a quote would end a name; a backslash and a tilde have meanings of their own in what is said
  const name = (text: string): string => text.replace(/["\n]/g, "'");
  const plain = (text: string): string => text.replace(/[\\~\n]/g, ' ');
  const lines = [
    '@startuml',
    ...lifelines.map(
      (actor) => `${actor === BROKER ? 'queue' : 'participant'} "${name(actor)}" as ${id(actor)}`,
    ),
  ];
  for (const { step, label, hops } of rows) {
    const text = `${step.n} ${plain(label)}`;
    if (hops.length === 0) lines.push(`note over ${id(step.from)} : ${text}`);
    for (const [from, to] of hops)
      lines.push(`${id(from)} ${PLANTUML[step.kind] ?? '->'} ${id(to)} : ${text}`);
  }
  return `${[...lines, '@enduml'].join('\n')}\n`;
}
