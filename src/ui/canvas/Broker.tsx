/** The message queue: its hull, and the exchanges that the step's messages go through. */
import type { NodeProps } from '@xyflow/react';
import { use, useMemo } from 'react';
import { exchangeType } from '../../core/amqp/built-in.ts';
import { defined } from '../../core/base/assert.ts';
import type { Published } from '../../core/trace/fact.ts';
import type { World } from '../../core/trace/world.ts';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Anchors } from './Anchors.tsx';
import type { MapFlowNode } from './flow.ts';
import type { FlowMap, Spine } from './geometry.ts';
import { HullView, SpineView } from './HullView.tsx';
import { exchangeKey, lanesOf } from './lanes.ts';
import { middleY } from './layout-parts.ts';
import { InHullContext, MapContext } from './map-context.ts';
import type { Marks } from './marks.ts';
import { pipeOf } from './path.ts';
import { kindOf } from './pipe-state.ts';
import type { ShownMoment } from './playhead.ts';
import { shortened } from './short.ts';
import { useShown } from './show-state.ts';

export function Broker({ data: { node } }: NodeProps<MapFlowNode>) {
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const map = defined(use(MapContext), 'MapContext');
  const { waiting, stopped } = useShown(brokerOf, null);
  const InHull = use(InHullContext);
  if (node.kind !== 'queue') return null;
  return (
    <>
      <HullView node={node} map={map} texts={texts} waiting={waiting} stopped={stopped}>
        {InHull ? <InHull map={map} hull={node} /> : null}
        {map.clients || map.preset !== 'phone'
          ? map.spines.map((spine) => (
              <Exchange key={`${spine.vhost} ${spine.exchange}`} spine={spine} map={map} hull={node} />
            ))
          : null}
      </HullView>
      <Anchors />
    </>
  );
}

const brokerOf = ({ world, inFlight: { flying } }: ShownMoment) => ({
  /** copies that lie in the broker and have not been handed out */
  waiting: [...world.messages.values()].reduce(
    (sum, { index, copies }) =>
      sum + (flying.has(index) ? 0 : copies.filter(({ place }) => place === 'ready').length),
    0,
  ),
  stopped: !world.broker_running,
});

const LETTERS = { desk: 10, lesson: 7, tall: 8, phone: 12 } as const;

interface OfExchange {
  readonly spine: Spine;
  readonly map: FlowMap;
}

/** null = no such exchange is there. */
function exchangeOf({ trace, world, marks }: ShownMoment, { spine, map }: OfExchange) {
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

function Exchange({ spine, map, hull }: OfExchange & { hull: MapFlowNode['data']['node'] }) {
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const drops = useStore((s) => textsOf(s.lang).words).drops;
  const shown = useShown(
    exchangeOf,
    useMemo(() => ({ spine, map }), [spine, map]),
  );
  if (!shown) return null;
  const { name, lost, ...rest } = shown;
  return (
    <SpineView
      {...rest}
      spine={spine}
      hull={hull}
      preset={map.preset}
      texts={texts}
      name={name === '' ? texts.defaultExchange : shortened(name, map.clients ? 15 : LETTERS[map.preset])}
      isClients={map.clients}
      lost={lost && (lost === 'unroutable' ? texts.noQueue : drops[lost])}
    />
  );
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
