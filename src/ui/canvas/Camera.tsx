/** The camera: it follows the step where only a part of the map is in view. */
import { useReactFlow } from '@xyflow/react';
import { memo } from 'react';
import type { Step } from '../../core/story/step.ts';
import type { Fact } from '../../core/trace/fact.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { useChange, useMedia, useSize } from '../shared/hooks.ts';
import { useLayout } from '../shared/layout.ts';
import { type Acting, viewOf } from './camera.ts';
import { cardOf, type FlowMap } from './geometry.ts';

/** ms */
const BETWEEN_BANDS = 240;
const STILL = '(prefers-reduced-motion: reduce)';

/** Who and what a step is about. */
export function actingIn(map: FlowMap, step: Step | null, facts: readonly Fact[]): Acting {
  const main = step && facts[step.main];
  const sent = main?.kind === 'message.published' ? main : null;
  return {
    vhost: sent?.vhost ?? (step && cardOf(map, step.from)?.vhost) ?? null,
    actors: step ? [step.from, ...step.to] : [],
    queues: sent?.queues ?? [],
  };
}

export const Camera = memo(function Camera({ map }: { map: FlowMap }) {
  const flow = useReactFlow();
  const step = useStore(stepOf);
  const facts = useStore((s) => traceOf(s).facts);
  const [ref, size] = useSize<HTMLDivElement>();
  // in a lesson's window the drawer comes over the map: what happens is shown above it
  const isLesson = useLayout() === 'lesson';
  const isCovered = useStore((s) => isLesson && s.dock !== null);
  const still = useMedia(STILL);
  const speed = useStore((s) => s.speed);
  const view = size ? viewOf(map, size, actingIn(map, step, facts)) : null;
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
    </>
  );
});
