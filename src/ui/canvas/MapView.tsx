/** The map: React Flow draws nodes and lines, one canvas above it the tokens, and the reader moves nothing by accident. */
import { type AriaLabelConfig, type FitViewOptions, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import './canvas.css';
import { Suspense, useCallback, useMemo } from 'react';
import { isDirect } from '../../core/reading/wires.ts';
import { openingQuestion, textsOf } from '../../i18n/index.ts';
import { otherOf } from '../../store/compare-with.ts';
import { isRecording, scenarioOf, traceOf } from '../../store/derived.ts';
import type { Selection } from '../../store/state.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { lazily } from '../shared/lazily.tsx';
import { toFlow } from './flow.ts';
import type { FlowMap, Preset } from './geometry.ts';
import { edgeTypes } from './Line.tsx';
import { mapOf } from './layout.ts';
import { MapContext } from './map-context.ts';
import { nodeTypes } from './nodes.tsx';
import { hintsOf } from './queue-rows.ts';
import { useShownWorld } from './show-state.ts';
import { Thought } from './Thought.tsx';
import { Tokens } from './Tokens.tsx';
import { ZoomButtons } from './ZoomButtons.tsx';

const FateMark = lazily(['compare', 'experiment'], async () => (await import('./FateMark.tsx')).FateMark);

const PRESETS: { readonly [layout: string]: Preset } = { tall: 'bar', phone: 'mini' };

const FIT = { minZoom: 0.4, maxZoom: 1.5 };
/** A line for the question above the map where it is wide; a strip for the zoom buttons below where it is narrow. */
const FITS: { readonly [P in Preset]: FitViewOptions } = {
  hub: { ...FIT, padding: { top: '42px', bottom: '10px', left: '10px', right: '10px' } },
  bar: { ...FIT, padding: { top: '8px', bottom: '56px', left: '8px', right: '8px' } },
  mini: { ...FIT, padding: { top: '4px', bottom: '52px', left: '4px', right: '4px' } },
};

function useAria(): AriaLabelConfig {
  const texts = useStore((s) => textsOf(s.lang).page).map;
  return useMemo(
    () => ({
      'node.a11yDescription.default': texts.nodeHelp,
      'node.a11yDescription.keyboardDisabled': texts.nodeHelp,
      'node.a11yDescription.ariaLiveMessage': () => '',
      'edge.a11yDescription.default': texts.description,
      'controls.ariaLabel': texts.label,
      'controls.zoomIn.ariaLabel': texts.zoomIn,
      'controls.zoomOut.ariaLabel': texts.zoomOut,
      'controls.fitView.ariaLabel': texts.fit,
      'controls.interactive.ariaLabel': texts.label,
      'minimap.ariaLabel': texts.label,
      'handle.ariaLabel': texts.queue,
    }),
    [texts],
  );
}

/** The first thing that is asked, until the story goes on. */
function Question() {
  const texts = useStore((s) => textsOf(s.lang));
  const isStart = useStore((s) => s.step <= 1 && !s.playing && !isRecording(s));
  const lesson = useStore((s) => openingQuestion(scenarioOf(s), textsOf(s.lang)));
  const canBoot = useStore((s) => traceOf(s).topology.services.some((place) => place.program === 'nova-api'));
  const question = canBoot ? texts.page.question : lesson;
  const direct = useStore((s) => isDirect(traceOf(s)));
  return isStart && question !== null && !direct ? <p className="question">{question}</p> : null;
}

/** What pressing a node means to the rest of the page. */
function selectionOf(map: FlowMap, id: string): Selection | null {
  const node = map.nodes.find((one) => one.id === id);
  if (node?.kind === 'service' || node?.kind === 'peer') return { kind: 'service', actor: node.place.actor };
  if (node?.kind === 'database') return { kind: 'database', database: node.database };
  return node?.kind === 'queue' ? { kind: 'broker' } : null;
}

export function MapView({ layout }: { layout: string }) {
  const store = usePageStore();
  const preset = PRESETS[layout] ?? 'hub';
  const trace = useStore(traceOf);
  const isCompared = useStore((s) => otherOf(s) !== null);
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const world = useShownWorld();
  const map = useMemo(() => mapOf(trace, preset, hintsOf(trace)), [trace, preset]);
  const flow = useMemo(() => toFlow(map, trace, world, texts), [map, trace, world, texts]);
  const aria = useAria();
  const press = useCallback((id: string) => store.getState().select(selectionOf(map, id)), [map, store]);
  const pressNode = useCallback((_event: unknown, node: { id: string }) => press(node.id), [press]);
  return (
    <MapContext value={map}>
      <ReactFlowProvider key={`${preset}-${map.width}-${map.height}`}>
        <Question />
        {isCompared ? (
          <Suspense>
            <FateMark />
          </Suspense>
        ) : null}
        <Thought />
        <p id="map-description" className="visually-hidden">
          {texts.description}
        </p>
        <ReactFlow
          className={`map map-${preset}`}
          nodes={flow.nodes}
          edges={flow.edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodeClick={pressNode}
          aria-label={texts.label}
          aria-describedby="map-description"
          ariaLabelConfig={aria}
          fitView
          fitViewOptions={FITS[preset]}
          attributionPosition="bottom-left"
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
          panOnDrag={preset !== 'mini'}
          preventScrolling={false}
          disableKeyboardA11y
          elevateNodesOnSelect={false}
          onKeyDown={(event) => {
            const id = (event.target as HTMLElement).closest?.('[data-id]')?.getAttribute('data-id');
            if (event.key === 'Enter' && id) press(id);
          }}
        >
          <Tokens map={map} />
          <ZoomButtons fit={FITS[preset]} />
        </ReactFlow>
      </ReactFlowProvider>
    </MapContext>
  );
}
