/** The nodes of the map. No buttons inside: pressing a node opens its details. */
import './nodes.css';
import './queue-node.css';
import type { NodeProps } from '@xyflow/react';
import { Fragment, use } from 'react';
import { defined } from '../../core/base/assert.ts';
import { textsOf } from '../../i18n/index.ts';
import { stepOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Anchors } from './Anchors.tsx';
import type { MapFlowNode } from './flow.ts';
import { roleOf } from './flow.ts';
import { MapContext } from './map-context.ts';
import { Queue } from './QueueNode.tsx';
import { ConsumesLine, StateLine } from './StateLine.tsx';
import { useMarks, useShownWorld } from './show-state.ts';

const useTexts = () => useStore((s) => textsOf(s.lang).page).map;

function Machine({ data: { node } }: NodeProps<MapFlowNode>) {
  const texts = useTexts();
  if (node.kind !== 'machine') return null;
  return (
    <div className="machine">
      <span className="machine-name" lang={node.main && node.machine === 'controller' ? undefined : 'en'}>
        {node.main && node.machine === 'controller' ? texts.controller : node.machine}
      </span>
    </div>
  );
}

/** May be broken after a hyphen where the node is narrow. */
function breakable(name: string) {
  return name.split(/(?<=-)/).map((part) => (
    <Fragment key={part}>
      {part}
      <wbr />
    </Fragment>
  ));
}

function Service({ data: { node } }: NodeProps<MapFlowNode>) {
  const world = useShownWorld();
  const marks = useMarks();
  const map = defined(use(MapContext), 'MapContext');
  const isOfStep = useStore((s) => {
    const step = stepOf(s);
    return node.kind === 'service' && step !== null && [step.from, ...step.to].includes(node.place.actor);
  });
  if (node.kind !== 'service') return null;
  const { actor } = node.place;
  const state = world.services.get(actor);
  const touched = marks.touched.has(actor);
  return (
    <div
      className="service"
      data-state={state?.state ?? 'idle'}
      data-touched={touched || undefined}
      data-of-step={isOfStep || undefined}
      data-actor={actor}
    >
      <span className="service-name" lang="en" translate="no">
        {map.preset === 'bar' ? breakable(actor) : actor}
      </span>
      {node.place.kind === 'client' ? <ConsumesLine actor={actor} /> : <StateLine actor={actor} />}
      <Anchors />
    </div>
  );
}

function Peer({ data: { node } }: NodeProps<MapFlowNode>) {
  const texts = useTexts();
  const marks = useMarks();
  if (node.kind !== 'peer') return null;
  return (
    <div className="peer" data-touched={marks.touched.has(node.place.actor) || undefined}>
      <span lang="en" translate="no" title={roleOf(node.place, texts)}>
        {node.place.actor.replace(/-(server|api)$/, '')}
      </span>
    </div>
  );
}

function Database({ data: { node } }: NodeProps<MapFlowNode>) {
  const marks = useMarks();
  if (node.kind !== 'database') return null;
  const rows = marks.databases.get(node.database) ?? 0;
  return (
    <div className="database" data-touched={rows > 0 || undefined}>
      <span lang="en" translate="no">
        {node.database}
      </span>
      {rows > 0 ? <b className="database-rows">{rows}</b> : null}
    </div>
  );
}

/** The queue that is not there. */
function Absent() {
  return <div className="absent">{useTexts().queue}</div>;
}

export const nodeTypes = {
  machine: Machine,
  service: Service,
  peer: Peer,
  database: Database,
  queue: Queue,
  absent: Absent,
};
