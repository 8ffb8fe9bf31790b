/** The buttons that move the camera by hand. */
import { Panel, useReactFlow, useStoreApi } from '@xyflow/react';
import { type LucideIcon, Maximize, Minus, Plus } from 'lucide-react';
import { memo } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { actingIn } from './Camera.tsx';
import { viewOf } from './camera.ts';
import type { FlowMap } from './geometry.ts';

export const ZoomButtons = memo(function ZoomButtons({ map }: { map: FlowMap }) {
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const page = usePageStore();
  const flow = useReactFlow();
  const drawn = useStoreApi();
  const fit = (): void => {
    const room = drawn.getState().domNode?.querySelector('.map-measure');
    if (!room) return;
    const size = { width: room.clientWidth, height: room.clientHeight };
    const state = page.getState();
    const acting = actingIn(map, stepOf(state), traceOf(state).facts);
    void flow.setViewport(viewOf(map, size, acting));
  };
  return (
    <Panel
      position="bottom-right"
      className="zoom m-2! flex rounded-m border border-line bg-paper p-0.5 shadow-1 transition-opacity phone:hidden lesson:not-hover:not-focus-within:opacity-0 tall:not-hover:not-focus-within:opacity-0"
    >
      <Zoom icon={Minus} label={texts.zoomOut} onClick={() => void flow.zoomOut()} />
      <Zoom icon={Plus} label={texts.zoomIn} onClick={() => void flow.zoomIn()} />
      <Zoom icon={Maximize} label={texts.fit} onClick={fit} />
    </Panel>
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
