/** For who teaches: this step, the next, the notes, the time, and what the class sees of it. */
import { ChevronLeft, ChevronRight, CircleDot, MonitorOff, Pause, Play } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { textsOf } from '../../i18n/index.ts';
import { Button } from '../shared/Button.tsx';
import { useLifetime } from '../shared/hooks.ts';
import { QrCode } from '../shared/QrCode.tsx';
import { Mirror } from './Mirror.tsx';
import { listenPresenterKeys } from './presenter-keys.ts';
import { type PresenterDoor, passed } from './presenter-store.ts';

const BIG = { minHeight: '4rem', fontSize: '1.5rem' } as const;
const ICON = { size: '1.3em', strokeWidth: 1.9, 'aria-hidden': true } as const;

export function Presenter({ door }: { door: PresenterDoor }) {
  const t = useStore(door.store, (s) => textsOf(s.lang).present);
  const now = useStore(door.store, (s) => s.now);
  useLifetime(useCallback(() => listenPresenterKeys(door, window), [door]));
  return (
    <main
      className="presenter mx-auto grid content-start gap-4 bg-paper p-4 text-ink"
      style={{ maxWidth: '90rem', minHeight: '100dvh' }}
    >
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-body font-semibold">
          {t.title}
          {now ? <span className="font-normal text-ink-2"> · {now.scenario}</span> : null}
        </h1>
        <Time door={door} />
        <Connection door={door} />
      </header>
      {now ? (
        <div className="flex flex-wrap items-start gap-4">
          <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4" style={{ flex: '2 1 20rem' }}>
            <Said door={door} />
            <Ways door={door} />
            <Notes door={door} />
          </div>
          <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4" style={{ flex: '1 1 16rem' }}>
            <Mirror door={door} />
            <Steps door={door} />
            <Share door={door} />
          </div>
        </div>
      ) : (
        <p role="status">{t.waiting}</p>
      )}
      <p className="text-cap text-ink-3">{t.keys}</p>
    </main>
  );
}

function Connection({ door }: { door: PresenterDoor }) {
  const t = useStore(door.store, (s) => textsOf(s.lang).present);
  const { connected, now } = useStore(door.store);
  if (connected || !now)
    return (
      <p className="ml-auto text-ui text-ink-2" role="status" data-connected={connected}>
        {connected ? t.connected : ''}
      </p>
    );
  return (
    <div className="ml-auto flex flex-wrap items-center gap-2 text-ui" role="status" data-connected={false}>
      <p>{t.lost}</p>
      <a
        className="inline-flex min-h-9 items-center font-medium underline underline-offset-3 touch:min-h-11"
        href={now.link}
        // by a name: it knows by this window which class it is of
        target="novascope-class"
      >
        {t.reopen}
      </a>
    </div>
  );
}

const two = (n: number): string => String(n).padStart(2, '0');

function Time({ door }: { door: PresenterDoor }) {
  const t = useStore(door.store, (s) => textsOf(s.lang).present.timer);
  const clock = useStore(door.store, (s) => s.clock);
  const [at, setAt] = useState(() => Date.now());
  const runs = clock.since !== null;
  const tick = useCallback(() => {
    const timer = setInterval(() => setAt(Date.now()), runs ? 250 : 86_400_000);
    return () => clearInterval(timer);
  }, [runs]);
  useLifetime(tick);
  const s = Math.floor(passed(clock, Math.max(at, clock.since ?? 0)) / 1000);
  return (
    <div className="flex items-center gap-2">
      <output
        className="text-title font-semibold tabular-nums"
        aria-label={t.label}
        aria-live="off"
        data-timer=""
      >
        {two(Math.floor(s / 60))}:{two(s % 60)}
      </output>
      <Button
        data-timer-toggle=""
        onClick={() => {
          const sum = passed(clock, Date.now());
          door.setClock(runs ? { sum, since: null } : { sum, since: Date.now() });
        }}
      >
        {runs ? t.pause : t.start}
      </Button>
      <Button look="quiet" onClick={() => door.setClock({ sum: 0, since: null })}>
        {t.reset}
      </Button>
    </div>
  );
}

function Said({ door }: { door: PresenterDoor }) {
  const t = useStore(door.store, (s) => textsOf(s.lang).present);
  const now = useStore(door.store, (s) => s.now);
  if (!now) return null;
  const { step, next, count } = now;
  return (
    <section className="grid gap-3">
      <div>
        <h2 className="text-cap font-semibold text-ink-2">{t.now(step?.n ?? 0, count)}</h2>
        <p className="text-title font-semibold" data-now={step?.n ?? 0}>
          {step?.title}
        </p>
        <p className="text-say">{step?.say}</p>
      </div>
      <div className="rounded-m bg-sunken px-3 py-2">
        <h2 className="text-cap font-semibold text-ink-2">{next ? t.next(next.n) : t.end}</h2>
        {next ? (
          <>
            <p className="font-semibold" data-next={next.n}>
              {next.title}
            </p>
            <p className="text-ui">{next.say}</p>
          </>
        ) : null}
      </div>
    </section>
  );
}

function Ways({ door }: { door: PresenterDoor }) {
  const t = useStore(door.store, (s) => textsOf(s.lang).present);
  const now = useStore(door.store, (s) => s.now);
  const off = !useStore(door.store, (s) => s.connected);
  if (!now) return null;
  const { step, next, playing, blank, pointer } = now;
  return (
    <div className="grid gap-2">
      <div className="flex gap-2">
        <Button
          className="grow basis-0"
          style={BIG}
          disabled={off || (step?.n ?? 0) <= 1}
          data-back=""
          onClick={() => door.say('go', { by: -1 })}
        >
          <ChevronLeft {...ICON} />
          {t.back}
        </Button>
        <Button
          look="filled"
          className="grow basis-0"
          style={BIG}
          disabled={off || next === null}
          data-forward=""
          onClick={() => door.say('go', { by: 1 })}
        >
          {t.forward}
          <ChevronRight {...ICON} />
        </Button>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button disabled={off} data-play="" onClick={() => door.say('play', { on: !playing })}>
          {playing ? <Pause {...ICON} /> : <Play {...ICON} />}
          {playing ? t.pause : t.play}
        </Button>
        <Button
          disabled={off}
          aria-pressed={blank}
          data-blank-toggle=""
          onClick={() => door.say('blank', { on: !blank })}
        >
          <MonitorOff {...ICON} />
          {blank ? t.unblank : t.blank}
        </Button>
        <Button
          disabled={off}
          aria-pressed={pointer}
          data-pointer-toggle=""
          onClick={() => door.say('pointer', { on: !pointer })}
        >
          <CircleDot {...ICON} />
          {t.pointer}
        </Button>
      </div>
      {blank ? (
        <p className="text-ui font-medium" role="status">
          {t.isBlank}
        </p>
      ) : null}
    </div>
  );
}

function Notes({ door }: { door: PresenterDoor }) {
  const t = useStore(door.store, (s) => textsOf(s.lang).present);
  const now = useStore(door.store, (s) => s.now);
  const shown = useStore(door.store, (s) => s.notes);
  if (!now) return null;
  return (
    <section className="grid gap-2 border-t border-line pt-3" data-notes="">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-body font-semibold">
          {t.notes}
          {now.chapter === '' ? null : <span className="font-normal text-ink-2"> · {now.chapter}</span>}
        </h2>
        <Button
          look="quiet"
          className="ml-auto"
          aria-pressed={shown}
          data-notes-toggle=""
          onClick={() => door.store.setState({ notes: !shown })}
        >
          {t.showNotes} (N)
        </Button>
      </div>
      {shown ? (
        now.notes.length > 0 ? (
          now.notes.map((note) => (
            <p key={note} className="text-say text-pretty" data-note="">
              {note}
            </p>
          ))
        ) : (
          <p className="text-ui text-ink-2">{t.noNotes}</p>
        )
      ) : null}
    </section>
  );
}

function Steps({ door }: { door: PresenterDoor }) {
  const t = useStore(door.store, (s) => textsOf(s.lang).present);
  const steps = useStore(door.store, (s) => s.steps);
  const n = useStore(door.store, (s) => s.now?.step?.n ?? 0);
  const off = !useStore(door.store, (s) => s.connected);
  return (
    <section>
      <h2 id="presenter-steps" className="text-cap font-semibold text-ink-2">
        {t.steps}
      </h2>
      <ol
        className="overflow-auto rounded-m border border-line"
        style={{ maxHeight: '16rem' }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keys
        tabIndex={0}
        aria-labelledby="presenter-steps"
      >
        {steps.map((step) => (
          <li key={step.n}>
            <button
              type="button"
              className="flex min-h-8 w-full gap-2 px-2 py-1 text-left text-ui enabled:hover:bg-sunken aria-[current]:bg-sunken aria-[current]:font-semibold touch:min-h-11"
              aria-current={step.n === n ? 'step' : undefined}
              disabled={off}
              data-seek={step.n}
              ref={step.n === n ? inView : null}
              onClick={() => door.say('seek', { n: step.n })}
            >
              <span className="w-8 flex-none text-right text-ink-2 tabular-nums">{step.n}</span>
              {step.title}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

const inView = (entry: HTMLElement | null): void => entry?.scrollIntoView({ block: 'nearest' });

function Share({ door }: { door: PresenterDoor }) {
  const t = useStore(door.store, (s) => textsOf(s.lang).present);
  const link = useStore(door.store, (s) => s.now?.link ?? '');
  return (
    <section className="grid gap-2">
      <h2 className="text-cap font-semibold text-ink-2">{t.qr}</h2>
      <QrCode link={link} name={t.qrOf} tooLong={t.tooLong} width="10rem" />
      <input
        readOnly
        className="w-full rounded-m border border-line-2 bg-paper px-2 py-1 text-cap"
        aria-label={t.linkOf}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
    </section>
  );
}
