/** The canvas laid over the map, and the same messages as buttons for keyboard, tooltip and readers. */
import { useStoreApi, ViewportPortal } from '@xyflow/react';
import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { plain } from '../../i18n/rich.ts';
import { traceOf } from '../../store/derived.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { useLifetime } from '../shared/hooks.ts';
import type { FlowMap } from './geometry.ts';
import { type Palette, paint, readPalette } from './paint.ts';
import { queueRows } from './queue-rows.ts';
import { useFrames } from './show-state.ts';
import { makeScene, type Scene, tokensAt } from './tokens.ts';

/** More visible messages than these are drawn only. */
const MOST_BUTTONS = 24;

export function Tokens({ map }: { map: FlowMap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frames = useFrames();
  const store = usePageStore();
  const flow = useStoreApi();
  const start = useCallback(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return () => undefined;
    let palette: Palette = readPalette(element);
    let scene: Scene | null = null;
    const resize = (): void => {
      const ratio = Math.max(1, window.devicePixelRatio);
      element.width = Math.round(element.clientWidth * ratio);
      element.height = Math.round(element.clientHeight * ratio);
      frames.invalidate();
    };
    const recolour = (): void => {
      palette = readPalette(element);
      frames.invalidate();
    };
    const observer = new ResizeObserver(resize);
    observer.observe(element);
    const themes = new MutationObserver(recolour);
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const stop = flow.subscribe((now, before) => {
      if (now.transform !== before.transform) frames.invalidate();
    });
    frames.setSurface({
      draw(show, t) {
        if (scene?.show !== show) scene = makeScene(show, map, queueRows(traceOf(store.getState())));
        const [x, y, zoom] = flow.getState().transform;
        paint(context, tokensAt(scene, t), { x, y, zoom }, Math.max(1, window.devicePixelRatio), palette);
      },
    });
    return () => {
      observer.disconnect();
      themes.disconnect();
      stop();
      frames.setSurface(null);
    };
  }, [frames, flow, map, store]);
  useLifetime(start);
  return (
    <>
      <canvas ref={canvas} className="tokens" />
      <ViewportPortal>
        <TokenButtons map={map} />
      </ViewportPortal>
    </>
  );
}

/** At rest each visible message can be focused and pressed; while it flies, the picture alone moves. */
function TokenButtons({ map }: { map: FlowMap }) {
  const frames = useFrames();
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const drops = useStore((s) => textsOf(s.lang).words).drops;
  const trace = useStore(traceOf);
  const select = useStore((s) => s.select);
  const show = useSyncExternalStore(frames.subscribe, frames.show);
  const isMoving = useSyncExternalStore(frames.subscribe, frames.moving);
  const scene = useMemo(() => makeScene(show, map, queueRows(trace)), [show, map, trace]);
  if (isMoving) return null;
  const tokens = tokensAt(scene, frames.time()).slice(-MOST_BUTTONS);
  return tokens.map((token) => {
    const at = token.heads[0];
    if (!at) return null;
    const name = texts.token(token.kind, plain(token.method));
    const why = token.reason === null || token.reason === 'unroutable' ? texts.noQueue : drops[token.reason];
    const lost = token.place === 'lost' && !map.clients ? <span className="token-lost">{why}</span> : null;
    return (
      <button
        key={token.fact}
        type="button"
        className="token nopan nodrag"
        data-token={token.kind}
        aria-label={name}
        title={name}
        style={{ transform: `translate(${at.x}px, ${at.y}px) translate(-50%, -50%)` }}
        onClick={() => select({ kind: 'message', fact: token.fact })}
      >
        {lost}
      </button>
    );
  });
}
