import { type FitViewOptions, Panel, useReactFlow } from '@xyflow/react';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { useChange, useSize } from '../shared/hooks.ts';

export function ZoomButtons({ fit }: { fit: FitViewOptions }) {
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const flow = useReactFlow();
  const [ref, size] = useSize<HTMLDivElement>();
  // the window or a panel changed the map's size: fit again
  useChange(size ? `${size.width}x${size.height}` : '', () => void flow.fitView(fit));
  return (
    <>
      <div ref={ref} className="map-measure" />
      <Panel position="bottom-right" className="zoom">
        <Button icon aria-label={texts.zoomIn} onClick={() => void flow.zoomIn()}>
          +
        </Button>
        <Button icon aria-label={texts.zoomOut} onClick={() => void flow.zoomOut()}>
          −
        </Button>
        <Button icon aria-label={texts.fit} onClick={() => void flow.fitView(fit)}>
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <path
              d="M2 6 V2 H6 M10 2 H14 V6 M14 10 V14 H10 M6 14 H2 V10"
              fill="none"
              stroke="currentColor"
              strokeWidth="2"
            />
          </svg>
        </Button>
      </Panel>
    </>
  );
}
