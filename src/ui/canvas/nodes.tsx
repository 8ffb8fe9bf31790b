/** The nodes of the map. No buttons inside: pressing a node opens its details. */
import { type NodeProps, useStoreApi } from '@xyflow/react';
import { memo, Suspense, use, useCallback, useMemo, useRef } from 'react';
import { defined } from '../../core/base/assert.ts';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { useLifetime } from '../shared/hooks.ts';
import { lazily } from '../shared/lazily.tsx';
import { Anchors } from './Anchors.tsx';
import { Broker } from './Broker.tsx';
import { CardView } from './CardView.tsx';
import { ChoiceMark } from './ChoiceMark.tsx';
import { isTitled, type MapFlowNode, nameOf } from './flow.ts';
import { CellView, ClientView, DatabaseView, MachineView, PeerView } from './GroundView.tsx';
import { isFold, type MapNode, type PipeNode, type ServiceNode } from './geometry.ts';
import { LineView } from './Line.tsx';
import { clientLine } from './lines.ts';
import { MapContext } from './map-context.ts';
import type { MapTexts } from './map-texts.ts';
import type { ShownMoment } from './moment.ts';
import { cardShown, type PeerNode, peerOf, pipeShown, rowsIn, takenBy } from './node-state.ts';
import { PipeView } from './PipeView.tsx';
import { useShown } from './show-state.ts';

const FoldCard = lazily([], async () => (await import('./FoldCard.tsx')).FoldCard);

const useTexts = () => useStore((s) => textsOf(s.lang).page).map;
const usePreset = () => defined(use(MapContext), 'MapContext').preset;

function Machine({ data: { node } }: NodeProps<MapFlowNode>) {
  const texts = useTexts();
  const preset = usePreset();
  return node.kind === 'machine' ? <MachineView node={node} preset={preset} texts={texts} /> : null;
}

function Cell({ data: { node } }: NodeProps<MapFlowNode>) {
  const texts = useTexts();
  return node.kind === 'cell' ? <CellView node={node} texts={texts} /> : null;
}

/** Somebody asks from outside, always. */
function Client({ data: { node } }: NodeProps<MapFlowNode>) {
  const points = clientLine(defined(use(MapContext), 'MapContext'));
  return (
    <>
      <svg className="absolute top-0 left-0 overflow-visible" width="1" height="1" aria-hidden="true">
        <g transform={`translate(${-node.x} ${-node.y})`}>
          {points ? <LineView line={{ id: 'client', points, dot: null, arrow: false }} /> : null}
        </g>
      </svg>
      <ClientView texts={useTexts()} />
    </>
  );
}

function Service({ data: { node } }: NodeProps<MapFlowNode>) {
  if (node.kind !== 'service') return null;
  return isFold(node) && node.place.kind === 'nova' ? <Fold node={node} /> : <Card node={node} />;
}

function Card({ node }: { node: ServiceNode }) {
  const texts = useTexts();
  const preset = usePreset();
  const card = useShown(cardShown, node);
  const isClient = node.place.kind === 'client';
  return (
    <>
      <CardView
        node={node}
        preset={preset}
        card={card}
        texts={texts}
        consumes={isClient ? <ConsumesLine actor={node.place.actor} /> : undefined}
      />
      <ChoiceMark node={node} />
      <Anchors />
    </>
  );
}

/** Until its card is loaded, an empty one. */
function Fold({ node }: { node: ServiceNode }) {
  return (
    <>
      <Suspense fallback={<span className="block h-full rounded-l border border-line-2 bg-paper" />}>
        <FoldCard node={node} />
      </Suspense>
      <ChoiceMark node={node} />
      <Anchors />
    </>
  );
}

/** A client has no state of its own to show: what it consumes, and how much it may hold. */
function ConsumesLine({ actor }: { actor: string }) {
  const texts = useTexts();
  const taken = useShown(takenBy, actor);
  if (taken.length === 0) return null;
  const whole = taken
    .map(({ queue, prefetch, paused }) => texts.consumes(queue, prefetch, paused))
    .join(', ');
  const own = taken
    .map(({ prefetch, paused }) => texts.takes(prefetch, paused))
    .filter((text) => text !== '');
  return (
    <span className="state truncate text-(length:--m-small) leading-snug text-ink-3" title={whole}>
      {own.length > 0 ? own.join(', ') : texts.consumer}
    </span>
  );
}

function Peer({ data: { node } }: NodeProps<MapFlowNode>) {
  return node.kind === 'peer' ? <PeerCard node={node} /> : null;
}

function PeerCard({ node }: { node: PeerNode }) {
  const texts = useTexts();
  const preset = usePreset();
  const peer = useShown(peerOf, node);
  return (
    <>
      <PeerView node={node} preset={preset} texts={texts} {...peer} />
      <Anchors />
    </>
  );
}

function Database({ data: { node } }: NodeProps<MapFlowNode>) {
  const texts = useTexts();
  const preset = usePreset();
  const rows = useShown(rowsIn, node);
  return node.kind === 'database' ? (
    <DatabaseView node={node} preset={preset} texts={texts} rows={rows} />
  ) : null;
}

function Pipe({ data: { node } }: NodeProps<MapFlowNode>) {
  return node.kind === 'pipe' ? <PipeLying pipe={node} /> : null;
}

function PipeLying({ pipe }: { pipe: PipeNode }) {
  const texts = useTexts();
  const preset = usePreset();
  return <PipeView pipe={pipe} preset={preset} texts={texts} {...useShown(pipeShown, pipe)} />;
}

/** The queue that is not there. */
function Absent() {
  return (
    <div className="absent h-full rounded-xl border-2 border-dashed border-line-2 px-4 py-3 text-(length:--m-title) text-ink-2 line-through">
      {useTexts().queue}
    </div>
  );
}

const nameAt = (moment: ShownMoment, { node, texts }: { node: MapNode; texts: MapTexts }): string =>
  nameOf(node, moment, texts);

/** Writes a node's name on what React Flow made for it: through React Flow each name would go through all of the map. */
function Name({ node }: { node: MapNode }) {
  const texts = useTexts();
  const flow = useStoreApi();
  const name = useShown(
    nameAt,
    useMemo(() => ({ node, texts }), [node, texts]),
  );
  const place = useRef<Element | null>(null);
  const write = useCallback(() => {
    place.current ??= flow.getState().domNode?.querySelector(`[data-id="${CSS.escape(node.id)}"]`) ?? null;
    place.current?.setAttribute('aria-label', name);
    if (isTitled(node)) place.current?.setAttribute('title', name);
    return () => undefined;
  }, [flow, node, name]);
  useLifetime(write);
  return null;
}

/** Each is drawn anew by what it asks itself: its data is the map's, which stands still. */
const PARTS = {
  machine: memo(Machine),
  cell: memo(Cell),
  client: memo(Client),
  service: memo(Service),
  peer: memo(Peer),
  database: memo(Database),
  queue: memo(Broker),
  pipe: memo(Pipe),
  absent: memo(Absent),
};

const Part = memo(function Part(props: NodeProps<MapFlowNode>) {
  const { node } = props.data;
  const Drawn = PARTS[node.kind];
  return (
    <>
      <Name node={node} />
      <Drawn {...props} />
    </>
  );
});

export const nodeTypes = Object.fromEntries(Object.keys(PARTS).map((kind) => [kind, Part]));
