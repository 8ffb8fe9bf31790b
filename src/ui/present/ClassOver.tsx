/** What stands over the class's window: the ring of a pointer, the light on one thing, the empty screen, the mark of who follows. */
import { type ReactNode, Suspense, use, useCallback } from 'react';
import { useStore as useSlice } from 'zustand';
import { LANGS, loadPack, textsOf } from '../../i18n/index.ts';
import type { ClassDeed } from '../../store/state.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { useLifetime } from '../shared/hooks.ts';
import { closeDialog, openDialog } from '../shared/open-dialog.ts';
import { askForPaper } from '../shared/paper.ts';
import { type ClassSide, classSideOf, type Doors } from './class-side.ts';
import { RING } from './ring.ts';
import { thingOf } from './tell-class.ts';

interface Props {
  readonly doors: Doors;
  readonly share: (side: ClassSide) => ReactNode;
}

const DEEDS: { readonly [D in ClassDeed]: (side: ClassSide) => void } = {
  window: (side) => side.open(),
  again: (side) => side.lead(),
  blank: (side) => side.setBlank(!side.state.getState().blank),
  follow: (side) => side.follow(),
  share: (side) => side.setSharing(true),
  print: () => askForPaper({ what: 'handout' }),
  question: (side) => side.ask(),
  read: (side) => side.read(),
  // the page's own: `RecordingSlot`
  recording: () => undefined,
};
/** Each is done once, however often it is drawn. */
const done = new WeakSet<object>();

export function ClassOver({ doors, share }: Props) {
  const side = classSideOf(usePageStore(), window, doors);
  const deed = useStore((s) => s.deed);
  const act = useCallback(() => {
    if (deed && !done.has(deed)) {
      done.add(deed);
      DEEDS[deed.what](side);
    }
    return () => undefined;
  }, [deed, side]);
  useLifetime(act);
  const { blank, pointer, spot, blocked, follows, reads, sharing } = useSlice(side.state);
  return (
    <>
      {spot === null ? null : <Light side={side} id={spot} />}
      {pointer ? <OwnPointer side={side} /> : null}
      <Ring side={side} />
      {blocked ? <Blocked side={side} /> : null}
      {follows === null ? null : <Follows side={side} follows={follows} />}
      {reads === 'off' ? null : <Reads side={side} reads={reads} />}
      {sharing ? share(side) : null}
      {blank ? <Blank side={side} /> : null}
    </>
  );
}

/** Said once, here: as classes they would weigh in every page's sheet. */
const LIT = {
  boxShadow: '0 0 0 200vmax rgb(0 0 0 / 65%)',
  outline: '3px solid var(--color-focus)',
  outlineOffset: 2,
} as const;
const EMPTY = {
  margin: 0,
  border: 0,
  width: '100dvw',
  height: '100dvh',
  maxWidth: 'none',
  maxHeight: 'none',
  placeContent: 'center',
  justifyItems: 'center',
  textAlign: 'center',
  background: '#000',
  color: '#fff',
} as const;

function Light({ side, id }: { side: ClassSide; id: string }) {
  useSlice(side.state, (s) => s.places);
  const thing = thingOf(document, id);
  if (!thing) return null;
  const { left, top, width, height } = thing.getBoundingClientRect();
  return (
    <div
      className="pointer-events-none fixed z-30 rounded-l"
      style={{ left, top, width, height, ...LIT }}
      data-spotlight={id}
      aria-hidden="true"
    />
  );
}

function Ring({ side }: { side: ClassSide }) {
  const { x, y, on } = useSlice(side.state, (s) => s.point);
  if (!on) return null;
  return (
    <div
      className="pointer-events-none fixed z-30 rounded-full"
      style={{ left: `${x * 100}%`, top: `${y * 100}%`, ...RING }}
      data-pointer-ring=""
      aria-hidden="true"
    />
  );
}

/** The mouse in this window points too. */
function OwnPointer({ side }: { side: ClassSide }) {
  const follow = useCallback(() => {
    const move = ({ clientX, clientY }: PointerEvent): void =>
      side.pointAt({ x: clientX / innerWidth, y: clientY / innerHeight, on: true });
    window.addEventListener('pointermove', move);
    return () => window.removeEventListener('pointermove', move);
  }, [side]);
  useLifetime(follow);
  return null;
}

/** In every language of the page: who sits there has not chosen one. */
function Blank({ side }: { side: ClassSide }) {
  const t = useStore((s) => textsOf(s.lang).present);
  return (
    <dialog
      ref={openDialog}
      className="grid gap-4 p-6 text-title"
      style={EMPTY}
      aria-label={t.blank}
      data-blank=""
      onClose={() => side.setBlank(false)}
      onKeyDown={(event) => {
        if (event.code !== 'KeyB' && event.code !== 'Period') return;
        event.preventDefault();
        event.currentTarget.close();
      }}
    >
      <Suspense fallback={null}>
        <BlankLines />
      </Suspense>
      <Button onClick={(event) => closeDialog(event.currentTarget)}>{t.unblank} (B)</Button>
    </dialog>
  );
}

function BlankLines() {
  for (const coming of LANGS.map((lang) => loadPack(lang, 'present'))) use(coming);
  return LANGS.map((lang) => (
    <p key={lang} lang={lang}>
      {textsOf(lang).present.blankLine}
    </p>
  ));
}

const STRIP =
  'fixed inset-x-0 z-30 mx-auto flex w-fit flex-wrap items-center gap-x-3 gap-y-1 rounded-l border border-line-2 bg-paper px-4 py-2 text-ui shadow-3';

function Blocked({ side }: { side: ClassSide }) {
  const t = useStore((s) => textsOf(s.lang).present);
  return (
    <div className={`${STRIP}`} style={{ top: '4rem' }} role="alert" data-popup-blocked="">
      <p>{t.blocked}</p>
      <a
        className="inline-flex min-h-9 items-center font-medium underline underline-offset-3 touch:min-h-11"
        href={side.address()}
        target="novascope-presenter"
        onClick={() => side.unblock()}
      >
        {t.open}
      </a>
      <Button look="quiet" onClick={() => side.unblock()}>
        {t.close}
      </Button>
    </div>
  );
}

function Reads({ side, reads }: { side: ClassSide; reads: 'on' | 'mute' }) {
  const t = useStore((s) => textsOf(s.lang).present.aloud);
  return (
    <div className={`${STRIP}`} style={{ bottom: '6rem' }} data-reads={reads}>
      <p role="status">{reads === 'on' ? t.reads : t.mute}</p>
      <Button look="quiet" onClick={() => side.read()}>
        {reads === 'on' ? t.stop : t.close}
      </Button>
    </div>
  );
}

function Follows({ side, follows }: { side: ClassSide; follows: 'seeking' | 'there' | 'away' }) {
  const t = useStore((s) => textsOf(s.lang).present);
  const said = { seeking: t.seeking, there: t.following, away: t.away }[follows];
  return (
    <div className={`${STRIP}`} style={{ bottom: '6rem' }} data-follows={follows}>
      <p role="status">{said}</p>
      {follows === 'away' ? <Button onClick={() => side.comeBack()}>{t.comeBack}</Button> : null}
      <Button look="quiet" onClick={() => side.leave()}>
        {t.leave}
      </Button>
    </div>
  );
}
