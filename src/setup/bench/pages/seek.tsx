/** In the browser: how long the main thread is busy with a step and with a seek, in a trace that is handed in. */
import { flushSync } from 'react-dom';
import { readTrace } from '../../../core/recording/trace-file.ts';
import { flightsOf } from '../../../core/show/flights.ts';
import type { Trace } from '../../../core/trace/trace.ts';
import { factAt, stepOf, stepsOf, traceOf, versionsOf, worldOf } from '../../../store/derived.ts';
import type { PageState } from '../../../store/store.ts';
import { repeated } from '../support/long-trace.ts';
import { framesLater, type ShownPage, settled, show } from '../support/page.tsx';
import { timed } from '../support/rows.ts';

/** All times in milliseconds. */
export interface SeekTimes {
  readonly facts: number;
  readonly steps: number;
  /** steps, World, flights and version lists of the whole trace, once when it arrives */
  readonly index: number;
  /** what a view can ask at the cursor: World, flights, every table's rows; without drawing */
  readonly dataSteps: readonly number[];
  readonly dataSeeks: readonly number[];
  /** the page as it opens, until React has committed */
  readonly pageSteps: readonly number[];
  readonly pageSeeks: readonly number[];
  /** the same with its tables open */
  readonly tablesSteps: readonly number[];
  readonly tablesSeeks: readonly number[];
}
declare global {
  interface Window {
    measureSeeks(ndjson: string, times: number, count: number): Promise<SeekTimes>;
  }
}

/** Places all over the list, far apart, the same in each run. */
const spread = (count: number, steps: number): number[] =>
  Array.from({ length: count }, (_, i) => 1 + ((i * 7919 + 13) % steps));
/** Stretches of neighbours: 20 steps from each of some places. */
const walk = (count: number, steps: number): number[] =>
  Array.from({ length: count }, (_, i) => 1 + ((Math.floor(i / 20) * 7919 + (i % 20)) % steps));

function look(state: PageState, tables: readonly string[]): void {
  const at = factAt(state);
  const step = stepOf(state);
  worldOf(state);
  if (step) flightsOf(traceOf(state), step);
  const versions = versionsOf(state);
  for (const name of tables) {
    const [database = '', table = ''] = name.split('.');
    versions.rowsAt(database, table, at);
  }
}

/** `state` with runs that nobody has read yet. */
function unread(state: PageState): PageState {
  return { ...state, runs: state.runs.map((run) => ({ ...run, trace: { ...run.trace } })) };
}

function data(trace: Trace, state: PageState, count: number) {
  const cold = unread(state);
  const tables: string[] = [];
  const index = timed(() => {
    stepsOf(cold);
    tables.push(...versionsOf(cold).tables());
    look({ ...cold, step: 1 }, tables);
  });
  const steps = stepsOf(cold).length;
  const at = (step: number): number => timed(() => look({ ...cold, step }, tables));
  const dataSeeks = spread(count, steps).map(at);
  const dataSteps = walk(count, steps).map(at);
  return { facts: trace.facts.length, steps, index, dataSeeks, dataSteps };
}

async function inPage(page: ShownPage, count: number) {
  const { store } = page;
  const steps = stepsOf(store.getState()).length;
  const seek = async (step: number): Promise<number> => {
    const time = timed(() => flushSync(() => store.getState().seek(step)));
    await framesLater(1);
    return time;
  };
  const seekTimes: number[] = [];
  const stepTimes: number[] = [];
  for (const step of spread(count, steps)) seekTimes.push(await seek(step));
  for (const [i, step] of walk(count, steps).entries()) {
    const time = await seek(step);
    if (i % 20 !== 0) stepTimes.push(time);
  }
  return { seekTimes, stepTimes };
}

window.measureSeeks = async (ndjson, times, count) => {
  const trace = repeated(readTrace(ndjson.split('\n')), times);
  const page = show(trace, {});
  await settled();
  const figures = data(trace, page.store.getState(), count);
  const plain = await inPage(page, count);
  page.store.getState().setDock('tables');
  await settled();
  const open = await inPage(page, count);
  page.close();
  return {
    ...figures,
    pageSeeks: plain.seekTimes,
    pageSteps: plain.stepTimes,
    tablesSeeks: open.seekTimes,
    tablesSteps: open.stepTimes,
  };
};
