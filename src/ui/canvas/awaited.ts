/** Answers that are waited for: the way on which each will come back, thin and dashed until it is there. */

import { callsOf } from '../../core/reading/waits.ts';
import type { Published } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { World } from '../../core/trace/world.ts';
import { cardOf, type FlowMap, type MapSide, type PipeNode, type Point, pipesOf } from './geometry.ts';
import { bottom, middleY, right } from './layout-parts.ts';
import { publishWay } from './path.ts';

interface Awaited {
  readonly id: string;
  readonly points: readonly Point[];
  /** where its name stands; null = there is no room, another reply has its name there, or it is on its way and no longer awaited */
  readonly label: (Point & { readonly side: MapSide }) | null;
}

/** One a waiting service; publications that have not passed the exchange yet are `leaving`, the step's others `sent`. */
export function awaitedOn(
  map: FlowMap,
  trace: Trace,
  world: World,
  leaving: ReadonlySet<number>,
  sent: readonly Published[],
): readonly Awaited[] {
  if (map.clients || map.bands.length === 0) return [];
  const seen = new Set<string>();
  return [...world.services.values()].flatMap((service): Awaited[] => {
    const call = service.state === 'waiting' ? callsOf(trace, world, service.actor)[0] : undefined;
    if (!call || leaving.has(call.published.index)) return [];
    const { vhost } = call.published;
    const pipe = pipesOf(map).find(
      (one) => one.vhost === vhost && one.queues.length === 0 && one.owners.includes(service.actor),
    );
    // of a fold, one stands for all
    if (!pipe || seen.has(pipe.id)) return [];
    seen.add(pipe.id);
    const way = awaitedBy(map, pipe, service.actor, call.callee);
    const isNamed = sent.some(
      (one) => one.rpc.type === 'reply' && one.actor === call.callee && one.vhost === vhost,
    );
    return [call.place === 'answered' || isNamed ? { ...way, label: null } : way];
  });
}

function awaitedBy(map: FlowMap, pipe: PipeNode, actor: string, callee: string): Awaited {
  const y = middleY(pipe);
  const intake = { x: pipe.mouth === 'left' ? right(pipe) : pipe.x, y };
  const mouth = { x: pipe.mouth === 'left' ? pipe.x : right(pipe), y };
  const card = cardOf(map, actor);
  const home =
    pipe.out.find((way) => {
      const end = way.at(-1);
      return card && end && end.y >= card.y && end.y <= bottom(card);
    }) ?? [];
  const sender = cardOf(map, callee);
  const way = sender?.vhost === pipe.vhost ? publishWay(map, callee, pipe.vhost, '') : null;
  const last = way?.at(-1);
  const turn = last ? [...(way ?? []), { x: last.x, y }] : [];
  const points = [...turn, intake, mouth, ...home.slice(1)];
  const from = way?.[0];
  const label = from && sender && map.preset !== 'phone' ? labelAt(map, sender.side, from.y) : null;
  return { id: `${actor} ${pipe.id}`, points, label };
}

/** Above the line, on the half of the broker that lies at the sender. */
function labelAt(map: FlowMap, side: MapSide, y: number): Awaited['label'] {
  const spine = map.spines[0];
  if (!spine) return null;
  return { x: side === 'left' ? spine.x - 8 : right(spine) + 8, y, side };
}
