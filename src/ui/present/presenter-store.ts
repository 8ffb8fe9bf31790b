/** What the presenter's window knows: what the class's window said last, and the clock of the hour. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { parseJson } from '../../core/base/json.ts';
import { finite, object, orNull, readIfFits } from '../../core/base/read.ts';
import { loadTexts } from '../../i18n/index.ts';
import type { Lang } from '../../i18n/lang.ts';
import { readStored, writeStored } from '../../store/storage.ts';
import type { MessageName, Messages, Now, Pointed } from './messages.ts';
import { openWire } from './wire.ts';

/** ms that ran before, and since when it runs; null = it stands. */
interface Clock {
  readonly sum: number;
  readonly since: number | null;
}

interface PresenterState {
  /** of the texts: the class's */
  readonly lang: Lang;
  readonly now: Now | null;
  readonly steps: Messages['steps']['steps'];
  readonly picture: Messages['boxes'] | null;
  readonly point: Pointed;
  /** false = the class's window is not there */
  readonly connected: boolean;
  readonly notes: boolean;
  readonly clock: Clock;
}

export interface PresenterDoor {
  readonly store: StoreApi<PresenterState>;
  readonly say: <M extends MessageName>(name: M, body: Messages[M]) => void;
  readonly setClock: (clock: Clock) => void;
  readonly pointAt: (point: Pointed) => void;
}

const CLOCK_KEY = 'novascope.clock';
const ZERO: Clock = { sum: 0, since: null };
const clockReader = object<Clock>({ sum: finite(0, 1e12), since: orNull(finite(0, 1e15)) });

function keptClock(): Clock {
  return readIfFits(clockReader, parseJson(readStored(CLOCK_KEY, 'sessionStorage') ?? '')) ?? ZERO;
}

/** A class's window that leaves so many questions unanswered is not there, however it went. */
const UNANSWERED_MOST = 3;
const ASKED_EVERY_MS = 2000;

export const passed = ({ sum, since }: Clock, at: number): number => sum + (since === null ? 0 : at - since);

export function makePresenter(window: Window, room: string, lang: Lang): PresenterDoor {
  const store = createStore<PresenterState>()(() => ({
    lang,
    now: null,
    steps: [],
    picture: null,
    point: { x: 0, y: 0, on: false },
    connected: false,
    notes: true,
    clock: keptClock(),
  }));
  const setClock = (clock: Clock): void => {
    // refused: a window that opens anew begins at zero
    writeStored(CLOCK_KEY, clock, 'sessionStorage');
    store.setState({ clock });
  };
  /** the window that leads */
  let leader = '';
  let unanswered = 0;
  const takeNow = (now: Now): void => {
    unanswered = 0;
    const { now: before, clock } = store.getState();
    const isFirstStep = before?.step && now.step && before.step.n !== now.step.n;
    if (isFirstStep && clock.sum === 0 && clock.since === null) setClock({ sum: 0, since: Date.now() });
    store.setState({ now, connected: true });
    // its texts are there a moment later; what the class says is in its language at once
    void loadTexts(now.lang, ['present']).then(
      () => store.setState({ lang: now.lang }),
      () => undefined,
    );
  };
  const wire = openWire(window, room, {
    now(now, { from }) {
      leader = from;
      takeNow(now);
    },
    steps: ({ steps }) => store.setState({ steps }),
    boxes: (picture) => store.setState({ picture }),
    point: (point) => store.setState({ point }),
    bye(_, { from }) {
      if (from === leader) store.setState({ connected: false });
    },
    pong(_, { from }) {
      if (from !== leader) return;
      unanswered = 0;
      // one that was frozen has gone on since
      if (!store.getState().connected) wire.say('hello', {});
    },
  });
  if (window.opener) wire.reach(window.opener);
  wire.say('hello', {});
  // counted in questions, not in time: a window that lies behind another may ask once a minute
  window.setInterval(() => {
    if (unanswered >= UNANSWERED_MOST) store.setState({ connected: false });
    unanswered += 1;
    wire.say('ping', {});
  }, ASKED_EVERY_MS);
  return {
    store,
    say: wire.say,
    setClock,
    pointAt(point) {
      store.setState({ point });
      wire.say('point', point);
    },
  };
}
