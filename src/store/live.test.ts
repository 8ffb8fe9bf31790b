/** The live stream on the page: the cursor follows it some seconds behind, is held, goes back and returns; what comes meanwhile is there. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { indexOf } from '../core/reading/trace-index.ts';
import { toFirehose } from '../core/recording/firehose.ts';
import { openGrowing } from '../core/recording/readers/growing.ts';
import { readTrace } from '../core/recording/trace-file.ts';
import { smallBoot } from '../core/trace/test-traces.fixture.ts';
import { loadTexts } from '../i18n/index.ts';
import type { LiveAsked, LiveNews, LiveState } from '../worker/doors.ts';
import { stepOf, stepsOf, traceOf } from './derived.ts';
import { liveShown, openLive, toLive } from './live.ts';
import { shownRun } from './runs.ts';
import { makeStore, type PageStore } from './store.ts';

const boot = readTrace(readFileSync('src/generated/boot.trace.ndjson', 'utf8').split('\n'));
const LINES = [...toFirehose(boot, { periodic: true })];
const FIRST = LINES[0]?.t ?? 0;
const NOW = 1_700_000_000_000;

beforeAll(() => loadTexts('en', ['start', 'acts', 'broker', 'facts', 'faults', 'recording']));
beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

/** The worker's side, as the test has it: what `tell` says is heard when the page asks next. */
function standInTap(mostFacts?: number) {
  const growing = openGrowing({ secret: 'tests', ...(mostFacts === undefined ? {} : { mostFacts }) });
  let wake = (): void => undefined;
  let state: LiveState = 'live';
  let closed = 0;
  const asked: LiveAsked[] = [];
  const line = (text: object): void => growing.line(JSON.stringify(text));
  return {
    asked,
    closed: () => closed,
    line,
    /** Lines of the boot, told as if each came at its own time from `NOW` on. */
    lines(from: number, to: number): void {
      for (const one of LINES.slice(from, to)) line({ ...one, t: NOW + one.t - FIRST });
      wake();
    },
    be(next: LiveState): void {
      state = next;
      wake();
    },
    client: {
      async listen(given: LiveAsked): Promise<void> {
        asked.push(given);
      },
      async next(): Promise<LiveNews> {
        let told: LiveState | null = null;
        for (;;) {
          const growth = growing.grow();
          if (growth || (told !== null && told !== state)) return { state, growth, told: growing.told() };
          told = state;
          await new Promise<void>((done) => {
            wake = done;
          });
        }
      },
      close(): void {
        closed += 1;
      },
    },
  };
}

const HASH = '#lang=en&tap=secret';

function open(mostFacts?: number) {
  const page: PageStore = makeStore({
    scenario: 'boot',
    experiment: { v: 1 },
    trace: smallBoot(),
    run: async () => smallBoot(),
  });
  const tap = standInTap(mostFacts);
  const addresses: string[] = [];
  const history = {
    state: null,
    replaceState: (_s: unknown, _t: string, url?: string | URL | null) => addresses.push(String(url)),
  };
  const location = { protocol: 'http:', host: '127.0.0.1:4173', hash: HASH };
  openLive(page, 'secret', { location, history } as never, tap.client);
  return { page, tap, addresses, state: () => page.getState() };
}

/** Milliseconds after the stream's first line at which the cursor's step began. */
const shownAt = (page: PageStore): number => (stepOf(page.getState())?.at ?? 0) / 1000;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const count = (page: PageStore): number => stepsOf(page.getState()).length;

test('the token goes to the tap and out of the address', async () => {
  const { tap, addresses } = open();
  await pass(0);
  expect(tap.asked).toEqual([{ address: 'ws://127.0.0.1:4173/live', token: 'secret' }]);
  expect(addresses).toEqual(['#lang=en']);
});

test('before anything has come the page stays as it was, and says that it listens', async () => {
  const { state, tap } = open();
  await pass(0);
  expect(state().notice).toEqual({ kind: 'live', state: 'connecting' });
  tap.be('refused');
  await pass(0);
  expect(state().notice).toEqual({ kind: 'live', state: 'refused' });
  expect(shownRun(state()).scenario).toBe('boot');
  expect(tap.closed()).toBe(1);
});

test('the cursor follows the stream three seconds behind, through one index that grows', async () => {
  const { page, tap, state } = open();
  tap.lines(0, 120);
  await pass(1000);
  expect(state()).toMatchObject({ live: true, playing: true });
  expect(traceOf(state()).source).toBe('tapped');
  const [first, index] = [traceOf(state()), indexOf(traceOf(state()))];
  tap.lines(120, LINES.length);
  await pass(5000);
  expect(shownAt(page)).toBeLessThanOrEqual(3000);
  expect(traceOf(state())).not.toBe(first);
  // who is there was known by then
  expect(indexOf(traceOf(state())) === index).toBe(true);
  const before = state().step;
  await pass(4000);
  expect(state().step).toBeGreaterThan(before);
  expect(shownAt(page)).toBeLessThanOrEqual(7000);
  expect(liveShown.getState()).toMatchObject({ state: 'live', behind: 3, fresh: 0 });
  // what is last stands, and nothing begins again
  await pass(60_000);
  expect(state().step).toBe(count(page));
  expect(state()).toMatchObject({ live: true, playing: true });
});

test('held, the cursor stays while what comes is told; going on it is as far behind as it was, and the newest is one press away', async () => {
  const { page, tap, state } = open();
  tap.lines(0, 60);
  await pass(10_000);
  state().pause();
  const { step } = state();
  const before = count(page);
  tap.lines(60, LINES.length);
  await pass(30_000);
  expect(state().step).toBe(step);
  expect(count(page)).toBeGreaterThan(before);
  expect(liveShown.getState().fresh).toBe(count(page) - before);
  state().seek(1);
  await pass(5000);
  expect(state()).toMatchObject({ step: 1, playing: false });
  state().play();
  expect(state().step).toBe(1);
  await pass(1000);
  expect(liveShown.getState().behind).toBeGreaterThan(30);
  toLive();
  await pass(1000);
  expect(state()).toMatchObject({ step: count(page), playing: true });
  expect(liveShown.getState()).toMatchObject({ behind: 3, fresh: 0 });
});

test('of a long stream the oldest leaves: the cursor, held, stays at its moment as long as that is there', async () => {
  const { page, tap, state } = open(80);
  tap.lines(0, 60);
  await pass(20_000);
  state().pause();
  state().seek(count(page));
  state().toggleBookmark();
  const moment = traceOf(state()).epoch_ms + shownAt(page);
  for (let from = 60; from < LINES.length; from += 20) {
    tap.lines(from, from + 20);
    await pass(1000);
    const now = traceOf(state()).epoch_ms + shownAt(page);
    const oldest = traceOf(state()).epoch_ms;
    if (oldest <= moment && now !== moment) expect(now).toBeLessThanOrEqual(moment);
    expect(traceOf(state()).facts.length).toBeLessThanOrEqual(80);
  }
  expect(liveShown.getState().told?.left).toBeGreaterThan(0);
  for (const fact of shownRun(state()).bookmarks) expect(traceOf(state()).facts[fact]).toBeDefined();
});

test('when the tap ends, what has come is a recording; when it is closed, nothing is heard any more', async () => {
  const { tap, state } = open();
  tap.lines(0, 60);
  await pass(1000);
  tap.be('over');
  await pass(1000);
  expect(state().live).toBe(false);
  expect(traceOf(state()).source).toBe('recorded');
  expect(liveShown.getState().state).toBe('over');
  expect(tap.closed()).toBe(1);
  state().closeRecording();
  expect(liveShown.getState().state).toBeNull();

  const other = open();
  other.tap.lines(0, 60);
  await pass(1000);
  other.state().closeRecording();
  expect(other.tap.closed()).toBe(1);
  expect(other.state().live).toBe(false);
  expect(liveShown.getState().state).toBeNull();
  other.tap.lines(60, 90);
  await pass(1000);
  expect(shownRun(other.state()).scenario).toBe('boot');
});
