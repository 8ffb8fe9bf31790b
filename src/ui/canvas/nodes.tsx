/** The nodes of the map. No buttons inside: pressing a node opens its details. */
import type { NodeProps } from '@xyflow/react';
import { Suspense, use } from 'react';
import { defined } from '../../core/base/assert.ts';
import { textsOf } from '../../i18n/index.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { lazily } from '../shared/lazily.tsx';
import { Anchors } from './Anchors.tsx';
import { Broker } from './Broker.tsx';
import { CardView } from './CardView.tsx';
import { ChoiceMark } from './ChoiceMark.tsx';
import { cardState } from './card-state.ts';
import type { MapFlowNode } from './flow.ts';
import { CellView, ClientView, DatabaseView, MachineView, PeerView } from './GroundView.tsx';
import { isFold, type ServiceNode } from './geometry.ts';
import { lanesOf } from './lanes.ts';
import { MapContext } from './map-context.ts';
import { PipeView } from './PipeView.tsx';
import { isAbsent, pipeState } from './pipe-state.ts';
import { useInFlight, useMarks, useShownWorld } from './show-state.ts';

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

function Client() {
  return <ClientView texts={useTexts()} />;
}

function Service({ data: { node } }: NodeProps<MapFlowNode>) {
  const texts = useTexts();
  const preset = usePreset();
  const trace = useStore(traceOf);
  const world = useShownWorld();
  const marks = useMarks();
  const step = useStore(stepOf);
  if (node.kind !== 'service') return null;
  if (isFold(node) && node.place.kind === 'nova') return <Fold node={node} />;
  const card = cardState(trace, world, marks, step, node);
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
  const world = useShownWorld();
  const taken = [...world.vhosts.values()].flatMap(({ queues }) =>
    [...queues.values()].flatMap(({ queue, consumers }) => {
      const own = consumers.find((one) => one.user === actor);
      return own ? [{ queue, prefetch: own.prefetch, paused: own.paused }] : [];
    }),
  );
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
  const texts = useTexts();
  const preset = usePreset();
  const marks = useMarks();
  const world = useShownWorld();
  if (node.kind !== 'peer') return null;
  const { actor, databases } = node.place;
  const rows = databases.reduce(
    (sum, name) => sum + (marks.writers.get(name)?.has(actor) ? (marks.databases.get(name) ?? 0) : 0),
    0,
  );
  return (
    <>
      <PeerView
        node={node}
        preset={preset}
        texts={texts}
        touched={marks.touched.has(actor)}
        stopped={world.services.get(actor)?.state === 'stopped'}
        rows={rows}
      />
      <Anchors />
    </>
  );
}

function Database({ data: { node } }: NodeProps<MapFlowNode>) {
  const texts = useTexts();
  const preset = usePreset();
  const marks = useMarks();
  if (node.kind !== 'database') return null;
  return (
    <DatabaseView node={node} preset={preset} texts={texts} rows={marks.databases.get(node.database) ?? 0} />
  );
}

function Pipe({ data: { node } }: NodeProps<MapFlowNode>) {
  const texts = useTexts();
  const preset = usePreset();
  const trace = useStore(traceOf);
  const world = useShownWorld();
  const marks = useMarks();
  const { flying } = useInFlight();
  if (node.kind !== 'pipe') return null;
  const state = pipeState({ trace, world, marks, lanes: lanesOf(trace), flying }, node);
  return <PipeView pipe={node} preset={preset} state={state} texts={texts} absent={isAbsent(trace, state)} />;
}

/** The queue that is not there. */
function Absent() {
  return (
    <div className="absent h-full rounded-xl border-2 border-dashed border-line-2 px-4 py-3 text-(length:--m-title) text-ink-2 line-through">
      {useTexts().queue}
    </div>
  );
}

export const nodeTypes = {
  machine: Machine,
  cell: Cell,
  client: Client,
  service: Service,
  peer: Peer,
  database: Database,
  queue: Broker,
  pipe: Pipe,
  absent: Absent,
};
