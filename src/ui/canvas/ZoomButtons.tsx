/** The camera: it follows the step where only a part of the map is in view, and the buttons that move it by hand. */
import { Panel, useReactFlow } from '@xyflow/react';
import { type LucideIcon, Maximize, Minus, Plus } from 'lucide-react';
import { textsOf } from '../../i18n/index.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { useChange, useSize } from '../shared/hooks.ts';
import { viewOf } from './camera.ts';
import { cardOf, type FlowMap } from './geometry.ts';

/** The vhost in which the step happens. */
function useBand(map: FlowMap): string | null {
  return useStore((s) => {
    const step = stepOf(s);
    const main = step && traceOf(s).facts[step.main];
    if (main?.kind === 'message.published') return main.vhost;
    return step ? (cardOf(map, step.from)?.vhost ?? null) : null;
  });
}

export function ZoomButtons({ map }: { map: FlowMap }) {
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const flow = useReactFlow();
  const band = useBand(map);
  const [ref, size] = useSize<HTMLDivElement>();
  const fit = (): void => {
    if (size) void flow.setViewport(viewOf(map, size, band));
  };
  const view = size ? viewOf(map, size, band) : null;
  useChange(view ? `${view.x} ${view.y} ${view.zoom}` : '', fit);
  return (
    <>
      <div
        ref={ref}
        className="map-measure invisible pointer-events-none absolute inset-0"
        data-cropped={view?.cropped || undefined}
      />
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
}

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
