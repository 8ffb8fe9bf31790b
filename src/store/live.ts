/**
 * The live stream of the tap that serves this page, as the recording that is shown: it goes on arriving whatever the cursor does,
 * and while it plays, the cursor follows the stream's own time some seconds behind. Loaded when an address asks for it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { CodedError } from '../core/base/assert.ts';
import { LIVE_PATH } from '../core/recording/live.ts';
import type { GrowingTold } from '../core/recording/readers/growing.ts';
import { stepOfFact } from '../core/story/cursor.ts';
import type { Step } from '../core/story/step.ts';
import type { Trace } from '../core/trace/trace.ts';
import { loadTexts, type Pack } from '../i18n/index.ts';
import type { LiveNews, LiveState } from '../worker/doors.ts';
import { type LiveClient, makeLiveClient } from '../worker/live-client.ts';
import { stepsOf, traceOf } from './derived.ts';
import { clamp } from './door.ts';
import { indexAfter, stepAt, timeOfStep, withGrowth } from './live-trace.ts';
import { changed, runsIn, shownRun } from './runs.ts';
import type { State } from './state.ts';
import type { PageStore } from './store.ts';

interface LiveShown {
  /** null = no stream is shown */
  readonly state: LiveState | null;
  /** where the page is served from */
  readonly host: string;
  /** whole seconds that the cursor is behind the stream */
  readonly behind: number;
  /** steps that have come since the cursor was held */
  readonly fresh: number;
  readonly told: GrowingTold | null;
}

const NOTHING: LiveShown = { state: null, host: '', behind: 0, fresh: 0, told: null };

/** What the notice of the stream shows. */
export const liveShown: StoreApi<LiveShown> = createStore<LiveShown>()(() => NOTHING);

/** So far behind the stream the cursor goes, milliseconds: what comes out of order has come by then. */
const DELAY_MS = 3000;
/** How often the cursor may move on, and how long a single step is seen before the next, milliseconds. */
const TICK_MS = 250;
const FLIGHT_MS = 800;
/** Between two growths, milliseconds; a long trace takes its time to be cut into steps: so many times as long is waited. */
const LEAST_MS = 500;
const MOST_MS = 5000;
const REST = 8;

/** A stream may tell anything: its texts are there before it does. */
const PACKS: readonly Pack[] = ['acts', 'broker', 'facts', 'faults', 'recording'];

/** What a live page needs of its browser. */
interface LiveWindow {
  readonly location: Pick<Location, 'protocol' | 'host' | 'hash'>;
  readonly history: Pick<History, 'state' | 'replaceState'>;
}

let showing: Showing | null = null;

/** Opens the stream with the token of an address, and takes the token out of the address. */
export function openLive(
  page: PageStore,
  token: string,
  window: LiveWindow,
  client: LiveClient = makeLiveClient(),
): void {
  const { location, history } = window;
  const kept = new URLSearchParams(location.hash.slice(1));
  kept.delete('tap');
  history.replaceState(history.state, '', `#${kept}`);
  showing?.end();
  showing = new Showing(page, location.host, client);
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  void showing.listen(`${scheme}://${location.host}${LIVE_PATH}`, token);
}

/** To the newest that is shown: the cursor follows again. */
export function toLive(): void {
  showing?.follow();
}

class Showing {
  private trace: Trace | null = null;
  private ended = false;
  /** epoch milliseconds of the show */
  private position = 0;
  private looked = Date.now();
  /** a single step is seen until then */
  private flies = 0;
  /** epoch milliseconds of the newest step when the cursor was held */
  private held = Number.POSITIVE_INFINITY;
  private readonly page: PageStore;
  private readonly client: LiveClient;
  private readonly stop: () => void;
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(page: PageStore, host: string, client: LiveClient) {
    this.page = page;
    this.client = client;
    liveShown.setState({ ...NOTHING, host, state: 'connecting' });
    page.setState({ notice: { kind: 'live', state: 'connecting' } });
    this.stop = page.subscribe((now, before) => this.onPage(now, before));
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  async listen(address: string, token: string): Promise<void> {
    const { page, client } = this;
    try {
      await loadTexts(page.getState().lang, PACKS);
      await client.listen({ address, token });
      for (;;) {
        const news = await client.next();
        if (this.ended) return;
        const began = performance.now();
        await this.hear(news);
        if (news.state === 'over' || news.state === 'refused') break;
        const took = performance.now() - began;
        await new Promise((done) => setTimeout(done, Math.min(Math.max(LEAST_MS, took * REST), MOST_MS)));
      }
      this.close();
    } catch (error) {
      if (this.ended) return;
      const message = error instanceof CodedError ? error.message : String(error);
      this.end();
      page.setState({ notice: { kind: 'run_failed', message } });
    }
  }

  follow(): void {
    this.position = Date.now() - DELAY_MS;
    this.held = Number.POSITIVE_INFINITY;
    this.goTo(this.position);
    this.page.getState().play();
    this.measure();
  }

  /** The stream is at its end: what has come stays, as a recording like any other. */
  private close(): void {
    const { page, trace } = this;
    this.release();
    if (trace === null) return;
    const now = page.getState();
    const whole: Trace = { ...trace, source: 'recorded' };
    page.setState({ ...changed(runsIn(now), now.shown, { trace: whole }), live: false });
    // the notice tells of its end as long as it is shown
    const stop = page.subscribe((later) => {
      if (traceOf(later) === whole) return;
      stop();
      if (showing === this) liveShown.setState(NOTHING);
    });
  }

  /** Nothing of the stream is heard any more; what is shown stays. */
  end(): void {
    this.release();
    liveShown.setState(NOTHING);
    if (this.page.getState().live) this.page.setState({ live: false });
  }

  private release(): void {
    if (this.ended) return;
    this.ended = true;
    this.stop();
    clearInterval(this.timer);
    this.client.close();
  }

  private async hear({ state, growth, told }: LiveNews): Promise<void> {
    liveShown.setState({ state, told });
    const { page } = this;
    if (this.trace === null && growth === null) page.setState({ notice: { kind: 'live', state } });
    if (growth === null) return;
    const before = this.trace;
    if (before === null) {
      const first = await withGrowth(null, growth, breath);
      await page.getState().showRecording(first, null, liveShown.getState().host);
      if (traceOf(page.getState()) !== first) return this.end();
      this.trace = first;
      page.setState({ live: true });
      this.follow();
      return;
    }
    // a trace that goes on shares its list of facts with the one before
    const goesOn = growth.from === before.facts.length;
    const next = await withGrowth(before, growth, breath);
    if (this.ended) return;
    const now = page.getState();
    this.trace = next;
    if (goesOn) page.setState(changed(runsIn(now), now.shown, { trace: next }));
    else page.setState(this.retold(now, before, next, growth.from));
    this.measure();
  }

  /** What was told is told anew from a fact on, or has left: cursor, bookmarks and selection stay with their moments. */
  private retold(now: State, before: Trace, next: Trace, from: number): Partial<State> {
    const moved = (fact: number): number => (fact < from ? fact : indexAfter(next, timeAt(before, fact)));
    const bookmarks = shownRun(now)
      .bookmarks.map(moved)
      .filter((fact) => fact >= 0);
    const runs = changed(runsIn(now), now.shown, { trace: next, bookmarks: [...new Set(bookmarks)] });
    const list = stepsOf({ ...now, ...runs });
    const main = stepsOf(now)[now.step - 1]?.main ?? 0;
    const { selection } = now;
    return {
      ...runs,
      step: clamp(stepOfFact(list, Math.max(0, moved(main))), list.length),
      selection: selection?.kind === 'message' && selection.fact >= from ? null : selection,
    };
  }

  private onPage(now: State, before: State): void {
    if (this.trace === null) return;
    if (traceOf(now) !== this.trace) {
      this.end();
      return;
    }
    if (now.playing && !before.playing) this.held = Number.POSITIVE_INFINITY;
    if (!now.playing && before.playing) this.held = timeOfStep(this.trace, stepsOf(now).at(-1));
    // by the reader, or where the show stood when it was held
    if (!now.playing && (before.playing || now.step !== before.step))
      this.position = timeOfStep(this.trace, stepsOf(now)[now.step - 1]);
    if (now.playing !== before.playing || now.step !== before.step) this.measure();
  }

  private tick(): void {
    const now = Date.now();
    const passed = now - this.looked;
    this.looked = now;
    const { trace, page } = this;
    const state = page.getState();
    if (trace === null || !state.live) return;
    if (state.playing) {
      const edge = now - DELAY_MS;
      const isLast = state.step >= stepsOf(state).length;
      // where nothing more is to be shown nothing is waited for
      this.position = isLast ? edge : Math.min(edge, this.position + passed * state.speed);
      if (now >= this.flies) this.goTo(this.position);
    }
    this.measure();
  }

  /** On to the last step that began by then. */
  private goTo(time: number): void {
    const { page, trace } = this;
    if (trace === null) return;
    const state = page.getState();
    const list = stepsOf(state);
    const n = stepAt(list, trace, time);
    if (n <= state.step) return;
    if (n === state.step + 1) this.flies = Date.now() + FLIGHT_MS;
    state.seek(n, 'player');
  }

  private measure(): void {
    const { trace, page, held } = this;
    if (trace === null) return;
    const state = page.getState();
    const list: readonly Step[] = stepsOf(state);
    const behind = Math.max(0, Math.round((Date.now() - this.position) / 1000));
    const fresh = state.playing ? 0 : list.length - stepAt(list, trace, held);
    const shown = liveShown.getState();
    if (shown.behind !== behind || shown.fresh !== fresh) liveShown.setState({ behind, fresh });
  }
}

const breath = (): Promise<void> => new Promise((done) => setTimeout(done));

const timeAt = ({ epoch_ms, facts }: Trace, fact: number): number => epoch_ms + (facts[fact]?.at ?? 0) / 1000;
