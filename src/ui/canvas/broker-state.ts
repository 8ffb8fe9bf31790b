/** What the broker and its exchanges show at a moment, as plain data. */
import { exchangeType } from '../../core/amqp/built-in.ts';
import type { Published } from '../../core/trace/fact.ts';
import type { World } from '../../core/trace/world.ts';
import type { FlowMap, Spine } from './geometry.ts';
import { exchangeKey, lanesOf } from './lanes.ts';
import { middleY } from './layout-parts.ts';
import type { Marks } from './marks.ts';
import type { ShownMoment } from './moment.ts';
import { pipeOf } from './path.ts';
import { kindOf } from './pipe-state.ts';
import { shortened } from './short.ts';

export const brokerOf = ({ world, inFlight: { flying } }: ShownMoment) => ({
  /** copies that lie in the broker and have not been handed out */
  waiting: [...world.messages.values()].reduce(
    (sum, { index, copies }) =>
      sum + (flying.has(index) ? 0 : copies.filter(({ place }) => place === 'ready').length),
    0,
  ),
  stopped: !world.broker_running,
});

export interface OfExchange {
  readonly spine: Spine;
  readonly map: FlowMap;
}

/** null = no such exchange is there. */
export function exchangeOf({ trace, world, marks }: ShownMoment, { spine, map }: OfExchange) {
  const { name, sent } = shownExchange(spine, marks);
  const there = spine.exchange === null || name === '' || world.vhosts.get(spine.vhost)?.exchanges.has(name);
  if (!there && trace.source === 'simulated') return null;
  const lanes = lanesOf(trace);
  const tags = sent.flatMap((fact) => {
    // elsewhere there is no room: the pipe's name says it
    if (map.preset !== 'desk' || map.clients || fact.exchange === '' || fact.routing_key === '') return [];
    const pipe = fact.queues
      .map((queue) => pipeOf(map, lanes, spine.vhost, queue))
      .find((one) => one !== null);
    return pipe ? [{ y: middleY(pipe), text: fact.routing_key, kind: kindOf(fact) }] : [];
  });
  return {
    name,
    type: typeOf(world, spine.vhost, name) ?? '',
    lit: map.clients ? marks.lit.has(exchangeKey(spine.vhost, name)) : sent.length > 0,
    tags: distinct(tags).map((tag) => ({ ...tag, text: shortened(tag.text, 9) })),
    lost: map.clients ? marks.lost.get(exchangeKey(spine.vhost, name)) : undefined,
  };
}

const distinct = <T extends { readonly y: number }>(tags: readonly T[]): readonly T[] =>
  tags.filter((tag, i) => tags.findIndex((one) => one.y === tag.y) === i);

/** Of a cloud's vhost one box stands for every exchange: it bears the name of the one in use, else of the usual one. */
function shownExchange(
  spine: Spine,
  marks: Marks,
): { readonly name: string; readonly sent: readonly Published[] } {
  const sent = marks.sent.filter((fact) => fact.vhost === spine.vhost);
  if (spine.exchange !== null)
    return { name: spine.exchange, sent: sent.filter((fact) => fact.exchange === spine.exchange) };
  const named = sent.findLast((fact) => fact.exchange !== '') ?? sent.at(-1);
  return { name: named?.exchange ?? USUAL, sent };
}
const USUAL = 'nova';

const typeOf = (world: World, vhost: string, name: string): string | null =>
  exchangeType(world.vhosts.get(vhost), name) ?? (name === USUAL ? 'topic' : null);
