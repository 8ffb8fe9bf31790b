/** React Flow draws nodes and lines, one canvas above it the tokens, and the reader moves nothing by accident. */
import './map.css';
import { type AriaLabelConfig, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { isDirect } from '../../core/reading/wires.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { World } from '../../core/trace/world.ts';
import { openingQuestion, textsOf } from '../../i18n/index.ts';
import { otherOf } from '../../store/compare-with.ts';
import { isRecording, scenarioOf, stepsOf, traceOf } from '../../store/derived.ts';
import type { Selection } from '../../store/state.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { lazily } from '../shared/lazily.tsx';
import { apartOf } from './apart.ts';
import { Camera } from './Camera.tsx';
import { Flying } from './Flying.tsx';
import { toFlow } from './flow.ts';
import { type FlowMap, isFold, type PipeNode, type Preset, type ServiceNode, serviceId } from './geometry.ts';
import { edgeTypes } from './Line.tsx';
import { isPlayground, lanesOf } from './lanes.ts';
import { MapContext } from './map-context.ts';
import type { ShownMoment } from './moment.ts';
import { nodeTypes } from './nodes.tsx';
import { queuesIn } from './pipe-state.ts';
import { useFrames } from './show-state.ts';
import { LETTERS } from './sizes.ts';

const FoldList = lazily(['aside'], async () => (await import('./FoldList.tsx')).FoldList);
const Connections = lazily(['aside'], async () => (await import('./Connections.tsx')).Connections);
const FateMark = lazily(['compare', 'experiment'], async () => (await import('./FateMark.tsx')).FateMark);

/** Of the names that React Flow has for its parts those that stand on the map. */
function useAria(): Partial<AriaLabelConfig> {
  const texts = useStore((s) => textsOf(s.lang).page).map;
  return useMemo(
    () => ({
      'node.a11yDescription.default': texts.nodeHelp,
      'node.a11yDescription.keyboardDisabled': texts.nodeHelp,
      'node.a11yDescription.ariaLiveMessage': () => '',
      'edge.a11yDescription.default': texts.description,
    }),
    [texts],
  );
}

/** The first thing that is asked, until the story goes on or something is opened beside it. */
function Question() {
  const question = useStore((s) => {
    const trace = traceOf(s);
    if (s.step > 1 || s.playing || isRecording(s) || isDirect(trace)) return null;
    const texts = textsOf(s.lang);
    if (isPlayground(trace.topology)) return openingQuestion(scenarioOf(s), texts);
    return s.dock === null && stepsOf(s)[0]?.rule === 'http.POST /servers' ? texts.page.question : null;
  });
  return question !== null ? (
    <p className="question pointer-events-none absolute top-2 left-32 z-3 text-ui font-semibold tall:hidden phone:hidden lesson:hidden">
      {question}
    </p>
  ) : null;
}

/** The one queue that lies there; of many, all of them. */
function pipeSelection(pipe: PipeNode, trace: Trace, world: World): Selection {
  const queues = queuesIn(world, pipe, lanesOf(trace));
  const [only] = queues;
  return queues.length === 1 && only
    ? { kind: 'queue', vhost: pipe.vhost, queue: only.queue }
    : { kind: 'broker' };
}

/** What pressing a node means to the rest of the page. */
function selectionOf(map: FlowMap, id: string, { trace, world }: ShownMoment): Selection | null {
  const node = map.nodes.find((one) => one.id === id);
  if (node?.kind === 'service' || node?.kind === 'peer') return { kind: 'service', actor: node.place.actor };
  if (node?.kind === 'pipe') return pipeSelection(node, trace, world);
  if (node?.kind === 'database') return { kind: 'database', database: node.database };
  return node?.kind === 'queue' ? { kind: 'broker' } : null;
}

/** The node that is pointed at or focused, else the service or the database that is chosen; and what tells of it. */
function usePointed() {
  const [pointed, point] = useState<string | null>(null);
  const chosen = useStore(({ selection: s }) =>
    s?.kind === 'service' ? serviceId(s.actor) : s?.kind === 'database' ? `database:${s.database}` : null,
  );
  const [pointing] = useState(() => ({
    onNodeMouseEnter: (_event: unknown, { id }: { id: string }) => point(id),
    onNodeMouseLeave: () => point(null),
    onFocus: ({ target }: { target: Element }) =>
      point(target.closest('[data-id]')?.getAttribute('data-id') ?? null),
    onBlur: () => point(null),
  }));
  return [pointed ?? chosen, pointing] as const;
}

interface StageProps {
  readonly preset: Preset;
  /** it is looked at, and no part of it takes the focus */
  readonly isPicture: boolean;
  /** must be a stable function */
  readonly mapOf: (trace: Trace, preset: Preset, apart: readonly string[]) => FlowMap;
  readonly children?: ReactNode;
}

export function MapStage({ preset, isPicture, mapOf, children }: StageProps) {
  const store = usePageStore();
  const trace = useStore(traceOf);
  const isCompared = useStore((s) => otherOf(s) !== null);
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const frames = useFrames();
  // a text: the same hosts make the same map
  const apart = useStore(({ selection, step, ...s }) => {
    const chosen = selection?.kind === 'service' ? selection.actor : null;
    return apartOf(trace.topology, stepsOf(s), step, chosen, preset).join(' ');
  });
  const map = useMemo(
    () => mapOf(trace, preset, apart === '' ? [] : apart.split(' ')),
    [mapOf, trace, preset, apart],
  );
  const flow = useMemo(() => toFlow(map, frames.moment(), texts, isPicture), [map, frames, texts, isPicture]);
  const aria = useAria();
  const [shown, pointing] = usePointed();
  const [unfolded, unfold] = useState<ServiceNode | null>(null);
  const press = useCallback(
    (id: string) => {
      const fold = map.nodes.filter(isFold).find((node) => node.id === id);
      if (fold) unfold(fold);
      else store.getState().select(selectionOf(map, id, frames.moment()));
    },
    [map, frames, store],
  );
  const pressNode = useCallback((_event: unknown, node: { id: string }) => press(node.id), [press]);
  return (
    <MapContext value={map}>
      {unfolded ? (
        <Suspense>
          <FoldList node={unfolded} onClose={() => unfold(null)} />
        </Suspense>
      ) : null}
      <ReactFlowProvider key={`${preset}-${map.width}-${map.height}`}>
        <Question />
        {isCompared ? (
          <Suspense>
            <FateMark />
          </Suspense>
        ) : null}
        {children}
        <p id="map-description" className="sr-only">
          {texts.description}
        </p>
        <ReactFlow
          className={`map map-${preset} dots bg-canvas ${LETTERS[preset]}`}
          // a projector's letters stand in their own arrangement, whatever the page's is
          data-layout={preset}
          nodes={flow.nodes}
          edges={flow.edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodeClick={pressNode}
          {...pointing}
          aria-label={texts.label}
          aria-describedby="map-description"
          ariaLabelConfig={aria}
          attributionPosition="bottom-right"
          minZoom={0.3}
          maxZoom={2.5}
          nodesDraggable={false}
          nodesConnectable={false}
          edgesFocusable={false}
          deleteKeyCode={null}
          panActivationKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          zoomActivationKeyCode={null}
          zoomOnScroll={false}
          zoomOnDoubleClick={false}
          panOnDrag={preset !== 'phone'}
          preventScrolling={false}
          disableKeyboardA11y
          elevateNodesOnSelect={false}
          onKeyDown={(event) => {
            const id = (event.target as HTMLElement).closest?.('[data-id]')?.getAttribute('data-id');
            if (event.key === 'Enter' && id) press(id);
          }}
        >
          {shown !== null && !map.clients ? (
            <Suspense>
              <Connections map={map} id={shown} />
            </Suspense>
          ) : null}
          <Flying map={map} />
          <Camera map={map} />
        </ReactFlow>
      </ReactFlowProvider>
    </MapContext>
  );
}
