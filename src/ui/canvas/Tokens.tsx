/** The canvas laid over the map, and the same messages as buttons for keyboard, tooltip and readers. */
import { useStoreApi, ViewportPortal } from '@xyflow/react';
import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import { textsOf } from '../../i18n/index.ts';
import { plain } from '../../i18n/rich.ts';
import { traceOf } from '../../store/derived.ts';
import { useActions, usePageStore, useStore } from '../../store/use-store.ts';
import { useLifetime } from '../shared/hooks.ts';
import type { FlowMap } from './geometry.ts';
import { labelsOf, type TokenLabel } from './labels.ts';
import { lanesOf } from './lanes.ts';
import { paint } from './paint.ts';
import { StepLines } from './StepLines.tsx';
import { shortened } from './short.ts';
import { useFrames } from './show-state.ts';
import { KEY_MOST_PX } from './sizes.ts';
import { type Palette, readPalette } from './sprites.ts';
import { makeScene, type Scene, tokensAt } from './tokens.ts';
import { ZoomButtons } from './ZoomButtons.tsx';

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
        if (scene?.show !== show) scene = makeScene(show, map, lanesOf(traceOf(store.getState())));
        const [x, y, zoom] = flow.getState().transform;
        const ratio = Math.max(1, window.devicePixelRatio);
        paint(context, tokensAt(scene, t), { x, y, zoom, ratio }, palette, map);
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
      <canvas ref={canvas} className="tokens pointer-events-none absolute inset-0 z-4 size-full" />
      <StepLines map={map} />
      <ViewportPortal>
        <TokenButtons map={map} />
      </ViewportPortal>
      <ZoomButtons map={map} />
    </>
  );
}

/** At rest each visible message can be focused and pressed; while it flies, the picture alone moves. */
function TokenButtons({ map }: { map: FlowMap }) {
  const frames = useFrames();
  const texts = useStore((s) => textsOf(s.lang).page).map;
  const drops = useStore((s) => textsOf(s.lang).words).drops;
  const trace = useStore(traceOf);
  const { select } = useActions();
  const show = useSyncExternalStore(frames.subscribe, frames.show);
  const isMoving = useSyncExternalStore(frames.subscribe, frames.moving);
  const scene = useMemo(() => makeScene(show, map, lanesOf(trace)), [show, map, trace]);
  if (isMoving) return null;
  return labelsOf(scene, map, frames.time()).map((label) => {
    const { token, at, anchor } = label;
    const name = texts.token(token.kind, plain(token.method));
    const why = token.reason === null || token.reason === 'unroutable' ? texts.noQueue : drops[token.reason];
    return (
      <button
        key={token.fact}
        type="button"
        className={`token nopan nodrag pointer-events-auto absolute top-0 left-0 z-5 flex min-h-7 min-w-7 items-end rounded-s touch:min-h-14 touch:min-w-14 text-(length:--m-tiny) kind-${token.kind}`}
        data-token={token.kind}
        aria-label={name}
        title={name}
        style={{ transform: `translate(${at.x}px, ${at.y}px) translate(${SHIFTS[anchor]})` }}
        onClick={() => select({ kind: 'message', fact: token.fact })}
      >
        <LabelText label={label} why={why} reply={texts.reply} />
      </button>
    );
  });
}

const SHIFTS = { left: '0, -100%', right: '-100%, -100%', middle: '-50%, -50%' } as const;

function LabelText({
  label: { token, text, most, anchor, key, over },
  why,
  reply,
}: {
  label: TokenLabel;
  why: string;
  reply: string;
}) {
  if (text && token.place === 'lost') {
    return (
      <span className="token-lost rounded-s bg-paper px-0.5 leading-none font-semibold whitespace-nowrap text-error">
        {why}
      </span>
    );
  }
  return text ? (
    <span className="rounded-s bg-paper px-0.5 leading-none font-semibold whitespace-nowrap text-(--kind)">
      {token.kind === 'reply' ? (
        reply
      ) : (
        <span className="font-mono tracking-tight" lang="en" translate="no">
          {shortened(plain(token.method), most)}
        </span>
      )}
      {key === '' ? null : (
        <span
          className="absolute top-full mt-1.5 rounded-s bg-(--kind-tint) px-1 font-mono leading-none font-normal tracking-tight"
          style={{
            fontSize: `min(var(--m-tiny), ${KEY_MOST_PX}px)`,
            [anchor === 'left' ? 'left' : 'right']: over,
          }}
          lang="en"
          translate="no"
          data-mark="key"
        >
          {shortened(key, most)}
        </span>
      )}
    </span>
  ) : null;
}
