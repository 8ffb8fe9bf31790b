/** The message queue: its hull, and the exchanges that the step's messages go through. */
import type { NodeProps } from '@xyflow/react';
import { use, useMemo } from 'react';
import { defined } from '../../core/base/assert.ts';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Anchors } from './Anchors.tsx';
import { brokerOf, exchangeOf, type OfExchange } from './broker-state.ts';
import type { MapFlowNode } from './flow.ts';
import { HullView, SpineView } from './HullView.tsx';
import { InHullContext, MapContext } from './map-context.ts';
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

const LETTERS = { desk: 10, lesson: 7, tall: 8, phone: 12 } as const;

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
