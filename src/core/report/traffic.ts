/** How many messages went to which topic for which method, and what became of the calls among them. */
import type { TraceIndex } from '../reading/trace-index.ts';
import type { Published, RpcType } from '../trace/fact.ts';
import { methodOf } from '../words/methods.ts';
import { unansweredOf } from './calls.ts';

export interface TrafficLine {
  readonly vhost: string;
  /** the routing key up to its first dot, of a fanout the exchange's topic; else the exchange, or the key */
  readonly topic: string;
  readonly kind: Exclude<RpcType, 'reply'>;
  /** '' = the body does not say */
  readonly what: string;
  readonly count: number;
  /** of calls: answered by an error, not answered at all, and those whose answer may lie in a gap; 0 for all others */
  readonly failed: number;
  readonly unanswered: number;
  readonly unknown: number;
  /** index of the first of them */
  readonly fact: number;
}

/** Most frequent first. Replies stand with their calls. */
export const trafficOf = (index: TraceIndex): readonly TrafficLine[] => index.once(trafficIn);

function trafficIn(index: TraceIndex): readonly TrafficLine[] {
  const open = new Map(unansweredOf(index).map(({ fact, how }) => [fact, how]));
  const lines = new Map<string, { -readonly [K in keyof TrafficLine]: TrafficLine[K] }>();
  for (const fact of index.of('message.published')) {
    const { type: kind } = fact.rpc;
    if (kind === 'reply' || !index.isTold(fact)) continue;
    const { vhost } = fact;
    const [topic, what] = [topicOf(fact), methodOf(fact.rpc)];
    const key = [vhost, topic, kind, what].join('\n');
    const line = lines.get(key) ?? {
      ...{ vhost, topic, kind, what, count: 0, failed: 0, unanswered: 0, unknown: 0 },
      fact: fact.index,
    };
    lines.set(key, line);
    line.count += 1;
    const how = open.get(fact.index);
    if (how === 'gap') line.unknown += 1;
    else if (how !== undefined) line.unanswered += 1;
    else if (hasFailed(index, fact)) line.failed += 1;
  }
  return [...lines.values()].sort((a, b) => b.count - a.count || a.fact - b.fact);
}

function hasFailed(index: TraceIndex, { rpc }: Published): boolean {
  if (rpc.type !== 'call' || rpc.msg_id === undefined) return false;
  return (index.calls.get(rpc.msg_id)?.replies ?? []).some((reply) => reply.rpc.failure !== undefined);
}

const FANOUT = '_fanout';

function topicOf({ exchange, routing_key, rpc }: Published): string {
  if (rpc.type === 'fanout' && exchange.endsWith(FANOUT)) return exchange.slice(0, -FANOUT.length);
  if (rpc.type === 'other') return routing_key || exchange;
  return routing_key.split('.')[0] || exchange;
}
