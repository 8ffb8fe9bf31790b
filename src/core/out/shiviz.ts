/**
 * A log for ShiViz: its first line is the regular expression that its entries are read by, its second would part executions, and
 * each entry is a host with its vector clock, and what happened there. Messages and requests are what clocks travel with.
 */
import { merged } from '../reading/facts-after.ts';
import { indexOf, type TraceIndex } from '../reading/trace-index.ts';
import type { Fact, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { methodOf } from '../words/methods.ts';
import { requestKey } from '../words/requests.ts';
import { type MadeBy, madeText } from './made.ts';

const EXPRESSION = '(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)';

type VectorClock = ReadonlyMap<string, number>;

const KINDS = ['message.published', 'message.delivered', 'http.requested', 'http.answered'] as const;
type ClockedFact = FactOf<(typeof KINDS)[number]>;

export function* toShiviz(trace: Trace, made: MadeBy): Iterable<string> {
  const index = indexOf(trace);
  const clocks = new Map<string, VectorClock>();
  const sent = new Map<string, VectorClock>();
  /** one more at this host, after all that the other clock knows */
  const tick = (actor: string, heard: VectorClock | undefined): VectorClock => {
    const clock = new Map(clocks.get(actor) ?? []);
    for (const [host, time] of heard ?? []) clock.set(host, Math.max(time, clock.get(host) ?? 0));
    clock.set(actor, (clock.get(actor) ?? 0) + 1);
    clocks.set(actor, clock);
    return clock;
  };
  yield `${EXPRESSION}\n\n`;
  yield `# ${madeText(made)}\n`;
  for (const fact of merged<ClockedFact>(KINDS.map((kind): readonly ClockedFact[] => index.of(kind)))) {
    if (!index.isTold(fact)) continue;
    const key = keyOf(fact);
    const host = hostOf(fact.actor);
    const clock = tick(host, isHeard(fact) ? sent.get(key) : undefined);
    if (!isHeard(fact)) sent.set(key, clock);
    yield entry(host, clock, textOf(index, fact));
    if (fact.kind !== 'http.answered') continue;
    // the answer is one fact: the server gave it, and whoever asked has it
    const asker = hostOf(fact.to);
    yield entry(asker, tick(asker, clock), `${textOf(index, fact)} heard`);
  }
}

const isHeard = ({ kind }: Fact): boolean => kind === 'message.delivered' || kind === 'http.answered';

/** The expression takes a host to its first blank. */
const hostOf = (actor: string): string => actor.replace(/\s+/g, '_') || 'unknown';

const keyOf = (fact: ClockedFact): string =>
  'message' in fact ? `message ${fact.message}` : `request ${fact.exchange_id}`;

const entry = (host: string, clock: VectorClock, text: string): string =>
  `${host} ${JSON.stringify(Object.fromEntries(clock))}\n${text.replace(/\s+/g, ' ')}\n`;

function textOf(index: TraceIndex, fact: ClockedFact): string {
  switch (fact.kind) {
    case 'message.published':
      return `sends ${fact.rpc.type} ${methodOf(fact.rpc)} to ${fact.queues.join(', ') || 'nobody'}`;
    case 'message.delivered': {
      const sent = index.messages.get(fact.message)?.published;
      const what = sent ? `${sent.rpc.type} ${methodOf(sent.rpc)}` : 'a message';
      return `gets ${what} from ${fact.queue}${fact.redelivered ? ' again' : ''}`;
    }
    case 'http.requested':
      return `asks ${fact.to} ${requestKey(fact.method, fact.path, fact.body)}`;
    default: {
      const asked = index.exchanges.get(fact.exchange_id)?.requested;
      return `answers ${asked ? requestKey(asked.method, asked.path, asked.body) : ''} ${fact.status}`;
    }
  }
}
