/**
 * The class's side: what its window shows for a presenter, or follows of another window. One for each page's store, made
 * when it is first asked for. It tells the presenter's windows what stands here, and does what they ask.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { stepsOf, traceOf } from '../../store/derived.ts';
import { lessonsOf } from '../../store/lessons.ts';
import type { PageState, PageStore } from '../../store/store.ts';
import { type AloudReading, readAloud } from './aloud.ts';
import type { Now, Pointed } from './messages.ts';
import { keepRoom, keptRoom, presenterAddress } from './room.ts';
import { boxesOf, nowOf, stepNames } from './tell-class.ts';
import { type ClassWire, type Ears, openWire, randomId } from './wire.ts';

interface ClassState {
  readonly blank: boolean;
  readonly pointer: boolean;
  readonly point: Pointed;
  readonly spot: string | null;
  /** what is shown changed its place: the light is drawn anew */
  readonly places: number;
  /** the browser did not let the presenter's window open */
  readonly blocked: boolean;
  /** another window that this one follows; null = none */
  readonly follows: 'seeking' | 'there' | 'away' | null;
  /** each step is read aloud; `mute` = this device has no voice for the language */
  readonly reads: 'off' | 'on' | 'mute';
  /** whether the dialog stands that hands the step on */
  readonly sharing: boolean;
}

/** What the page lends: its own address, and the way to another. */
export interface Doors {
  readonly link: (page: PageStore) => string;
  readonly follow: (page: PageStore, hash: string) => Promise<void>;
}

export interface ClassSide {
  readonly state: StoreApi<ClassState>;
  readonly address: () => string;
  /** Opens the presenter's window, or says that it was not allowed. */
  open(): void;
  unblock(): void;
  lead(): void;
  setSharing(on: boolean): void;
  setBlank(on: boolean): void;
  setPointer(on: boolean): void;
  pointAt(point: Pointed): void;
  setSpot(id: string | null): void;
  /** Puts a question before the next step. */
  ask(): void;
  /** Begins or ends reading each step aloud. */
  read(): void;
  follow(): void;
  comeBack(): void;
  leave(): void;
}

const NOWHERE: Pointed = { x: 0, y: 0, on: false };
/** Cards and the camera have come to rest after a step. */
const RESTED_MS = 450;

const sides = new WeakMap<PageStore, ClassSide>();

export function classSideOf(page: PageStore, window: Window, doors: Doors): ClassSide {
  const known = sides.get(page);
  if (known) return known;
  const made = makeClassSide(page, window, doors);
  sides.set(page, made);
  return made;
}

/** What the page's own cursor does, and what is told of it. */
const isTold = (now: PageState, before: PageState): boolean =>
  now.step !== before.step ||
  now.lang !== before.lang ||
  now.theme !== before.theme ||
  now.playing !== before.playing ||
  now.level !== before.level ||
  now.periodic !== before.periodic ||
  now.lesson !== before.lesson ||
  now.dock !== before.dock ||
  now.sideWidth !== before.sideWidth ||
  traceOf(now) !== traceOf(before);

function makeClassSide(page: PageStore, window: Window, doors: Doors): ClassSide {
  const state = createStore<ClassState>()(() => ({
    blank: false,
    pointer: false,
    point: NOWHERE,
    spot: null,
    places: 0,
    blocked: false,
    follows: null,
    reads: 'off',
    sharing: false,
  }));
  const leader = makeLeader(page, window, doors, state);
  const follower = makeFollower(page, window, doors, state);
  let reading: AloudReading | null = null;
  const set = (change: Partial<ClassState>): void => {
    state.setState(change);
    leader.tell();
  };
  return {
    state,
    address: () => presenterAddress(window, leader.room, page.getState().lang),
    open() {
      follower.leave();
      leader.lead();
      const address = presenterAddress(window, leader.room, page.getState().lang);
      const popup = window.open(address, `novascope-${leader.room}`, 'popup,width=1000,height=760');
      if (popup) leader.reach(popup);
      state.setState({ blocked: popup === null });
    },
    unblock: () => state.setState({ blocked: false }),
    lead: leader.lead,
    setSharing: (sharing) => state.setState({ sharing }),
    setBlank: (blank) => set({ blank }),
    setPointer: (pointer) => set({ pointer, ...(pointer ? {} : { point: NOWHERE }) }),
    pointAt(point) {
      state.setState({ point });
      leader.point(point);
    },
    setSpot: (spot) => set({ spot }),
    read() {
      reading?.stop();
      const isOn = reading === null;
      reading = isOn
        ? readAloud(page, window, (has) => state.setState({ reads: has ? 'on' : 'mute' }))
        : null;
      if (!isOn) state.setState({ reads: 'off' });
    },
    ask: () => lessonsOf(page).getState().askNext(),
    follow: follower.follow,
    comeBack: follower.comeBack,
    leave: follower.leave,
  };
}

interface Leader {
  readonly room: string;
  lead(): void;
  reach(popup: Window): void;
  tell(): void;
  point(point: Pointed): void;
}

function makeLeader(page: PageStore, window: Window, doors: Doors, state: StoreApi<ClassState>): Leader {
  let room = keptRoom() ?? randomId();
  const since = Date.now();
  let wire: ClassWire | null = null;
  let timer: number | undefined;
  let names = '';

  const places = (): void => {
    state.setState({ places: state.getState().places + 1 });
    wire?.say('boxes', boxesOf(window));
  };
  const rest = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(places, RESTED_MS);
  };
  const tell = (): void => {
    if (!wire) return;
    const { blank, pointer, spot } = state.getState();
    const { href } = window.location;
    const link = new URL(doors.link(page), href).href;
    wire.say('now', { ...nowOf(page), blank, pointer, spot, link, since });
    const listed = stepNames(page.getState());
    const written = JSON.stringify(listed);
    if (written !== names) wire.say('steps', listed);
    names = written;
    rest();
  };
  /** A window that was doubled: should it lead later, then a class of its own. */
  const end = (): void => {
    wire?.close();
    wire = null;
    room = randomId();
    keepRoom(room);
  };
  const set = (change: Partial<ClassState>): void => {
    state.setState(change);
    tell();
  };
  const cursor = (): PageState => page.getState();
  const ears: Ears = {
    hello() {
      names = '';
      tell();
    },
    ping: () => wire?.say('pong', {}),
    // another window leads the same class: of two the one that has led before
    now: (other) => (other.since < since ? end() : tell()),
    seek: ({ n }) => cursor().seek(Math.min(n, stepsOf(cursor()).length)),
    go: ({ by }) => cursor().seek(cursor().step + by),
    play: ({ on }) => (on ? cursor().play() : cursor().pause()),
    blank: ({ on }) => set({ blank: on }),
    pointer: ({ on }) => set({ pointer: on, point: NOWHERE }),
    point: (point) => state.setState({ point }),
    spot: ({ id }) => set({ spot: id }),
  };
  page.subscribe((now, before) => {
    if (wire && isTold(now, before)) tell();
  });
  lessonsOf(page).subscribe((now, before) => {
    if (now.lesson !== before.lesson || now.at !== before.at) tell();
  });
  window.addEventListener('resize', rest);
  window.addEventListener('scroll', rest, { capture: true, passive: true });
  window.addEventListener('pagehide', () => wire?.say('bye', {}));
  // one that comes back as it was left
  window.addEventListener('pageshow', (event) => event.persisted && tell());
  return {
    get room() {
      return room;
    },
    lead() {
      if (wire) return;
      keepRoom(room);
      wire = openWire(window, room, ears);
      tell();
    },
    reach: (popup) => wire?.reach(popup),
    tell,
    point: (point) => wire?.say('point', point),
  };
}

interface Follower {
  follow(): void;
  comeBack(): void;
  leave(): void;
}

function makeFollower(page: PageStore, window: Window, doors: Doors, state: StoreApi<ClassState>): Follower {
  let wire: ClassWire | null = null;
  let last: Now | null = null;
  /** it is this that moves the cursor, not the reader */
  let moving = false;
  const go = async (now: Now): Promise<void> => {
    moving = true;
    try {
      await doors.follow(page, new URL(now.link).hash);
    } finally {
      moving = false;
    }
  };
  const ears: Ears = {
    now(now, { room }) {
      if (wire?.room === null) wire.join(room);
      last = now;
      if (state.getState().follows === 'seeking') state.setState({ follows: 'there' });
      if (state.getState().follows === 'there') void go(now);
    },
  };
  page.subscribe((now, before) => {
    const isOwn = !moving && state.getState().follows === 'there';
    if (isOwn && now.step !== before.step) state.setState({ follows: 'away' });
  });
  const leave = (): void => {
    wire?.close();
    wire = null;
    state.setState({ follows: null });
  };
  return {
    follow() {
      if (wire) return;
      wire = openWire(window, null, ears);
      state.setState({ follows: 'seeking' });
      wire.say('hello', {});
    },
    comeBack() {
      if (!last) return;
      state.setState({ follows: 'there' });
      void go(last);
    },
    leave,
  };
}
