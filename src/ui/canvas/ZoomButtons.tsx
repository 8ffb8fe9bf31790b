/** The camera: it follows the step where only a part of the map is in view, and the buttons that move it by hand. */
import { Panel, useReactFlow } from '@xyflow/react';
import { type LucideIcon, Maximize, Minus, Plus } from 'lucide-react';
import { memo } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { useChange, useMedia, useSize } from '../shared/hooks.ts';
import { useLayout } from '../shared/layout.ts';
import { type Acting, viewOf } from './camera.ts';
import { cardOf, type FlowMap } from './geometry.ts';

/** ms */
const BETWEEN_BANDS = 240;
const STILL = '(prefers-reduced-motion: reduce)';

function useActing(map: FlowMap): Acting {
  const step = useStore(stepOf);
  const facts = useStore((s) => traceOf(s).facts);
  const main = step && facts[step.main];
  const sent = main?.kind === 'message.published' ? main : null;
  return {
    vhost: sent?.vhost ?? (step && cardOf(map, step.from)?.vhost) ?? null,
    actors: step ? [step.from, ...step.to] : [],
    queues: sent?.queues ?? [],
  };
}

export const ZoomButtons = memo(function ZoomButtons({ map }: { map: FlowMap }) {
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const flow = useReactFlow();
  const acting = useActing(map);
  const [ref, size] = useSize<HTMLDivElement>();
  // in a lesson's window the drawer comes over the map: what happens is shown above it
  const isLesson = useLayout() === 'lesson';
  const isCovered = useStore((s) => isLesson && s.dock !== null);
  const still = useMedia(STILL);
  const speed = useStore((s) => s.speed);
  const view = size ? viewOf(map, size, acting) : null;
  const fit = (): void => {
    if (view) void flow.setViewport(view);
  };
  // from band to band it is seen where it went; a new size or a quick play takes it there at once
  const move = (): void => {
    if (view)
      void flow.setViewport(view, view.cropped && speed <= 1 && !still ? { duration: BETWEEN_BANDS } : {});
  };
  useChange(size ? `${size.width} ${size.height} ${map.preset}` : '', fit);
  useChange(view ? `${view.x} ${view.y} ${view.zoom}` : '', move);
  return (
    <>
      <div
        ref={ref}
        className="map-measure invisible pointer-events-none absolute inset-0 phone:bottom-3 lesson:data-covered:bottom-[53%]"
        data-covered={isCovered || undefined}
        data-cropped={view?.cropped || undefined}
      />
      {view?.cropped && !view.tight ? (
        <div
          className="map-edge pointer-events-none absolute inset-x-0 bottom-0 z-4 h-7 bg-linear-to-t from-canvas to-transparent data-above:top-0 data-above:bottom-auto data-above:bg-linear-to-b"
          data-above={view.y < 0 || undefined}
        />
      ) : null}
      <Panel
        position="bottom-right"
        className="zoom m-2! flex rounded-m border border-line bg-paper p-0.5 shadow-1 transition-opacity phone:hidden lesson:not-hover:not-focus-within:opacity-0 tall:not-hover:not-focus-within:opacity-0"
      >
        <Zoom icon={Minus} label={texts.zoomOut} onClick={() => void flow.zoomOut()} />
        <Zoom icon={Plus} label={texts.zoomIn} onClick={() => void flow.zoomIn()} />
        <Zoom icon={Maximize} label={texts.fit} onClick={fit} />
      </Panel>
    </>
  );
});

function Zoom({ icon: Icon, label, onClick }: { icon: LucideIcon; label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className="grid size-8 place-items-center rounded-s text-ink-2 hover:bg-sunken hover:text-ink touch:size-11"
      onClick={onClick}
    >
      <Icon size={17} strokeWidth={1.9} aria-hidden="true" />
    </button>
  );
}
