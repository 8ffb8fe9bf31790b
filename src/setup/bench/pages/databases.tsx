/** In the browser: how long the main thread is busy with a large table, and with a seek while everything is open. */
import { flushSync } from 'react-dom';
import { defined } from '../../../core/base/assert.ts';
import { readTrace } from '../../../core/recording/trace-file.ts';
import type { Row } from '../../../core/trace/fact.ts';
import type { Trace } from '../../../core/trace/trace.ts';
import { stepsOf } from '../../../store/derived.ts';
import { repeated } from '../support/long-trace.ts';
import { framesLater, type ShownPage, settled, show } from '../support/page.tsx';
import { timed } from '../support/rows.ts';

/** All times in milliseconds, until React has committed. */
export interface TableTimes {
  readonly rows: number;
  readonly open: readonly number[];
  readonly sort: readonly number[];
  readonly step: readonly number[];
}
export interface OpenTimes {
  readonly facts: number;
  /** list of steps, tables and inspector with a row's history */
  readonly seeks: readonly number[];
  /** the same, and the rows are compared with those of step 1 */
  readonly compared: readonly number[];
  /** list of steps, SQL console and inspector */
  readonly console: readonly number[];
  /** the search's first answer, which makes its index; and one more letter */
  readonly firstSearch: number;
  readonly search: number;
}
declare global {
  interface Window {
    measureTable(ndjson: string, rows: number, count: number): Promise<TableTimes>;
    measureOpen(ndjson: string, times: number, count: number): Promise<OpenTimes>;
  }
}

const LARGE = 'nova_cell1.instance_system_metadata';
const SMALL = 'nova_api.flavors';

/** The trace with so many rows more in one table. */
function withRows(trace: Trace, count: number): Trace {
  const known = trace.seed[LARGE] ?? [];
  const model = defined(known[0], `a row of ${LARGE}`);
  const more = Array.from({ length: count }, (_, i): Row => ({ ...model, id: 100_000 + i, key: `key_${i}` }));
  return { ...trace, seed: { ...trace.seed, [LARGE]: [...known, ...more] } };
}

const find = (selector: string): HTMLElement =>
  defined(document.querySelector<HTMLElement>(selector), selector);

/** Panels are scripts of their own. */
async function there(selector: string): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!document.querySelector(selector)) {
    if (performance.now() > deadline) throw new Error(`${selector} does not come`);
    await framesLater(1);
  }
  await settled();
}

async function press(selector: string): Promise<number> {
  const target = find(selector);
  const time = timed(() => flushSync(() => target.click()));
  await framesLater(2);
  return time;
}

window.measureTable = async (ndjson, rows, count) => {
  const page = show(withRows(readTrace(ndjson.split('\n')), rows), { dock: 'tables', step: 9 });
  await there(`[data-name="${SMALL}"]`);
  const open: number[] = [];
  const sort: number[] = [];
  const step: number[] = [];
  for (let i = 0; i < count; i += 1) {
    await press(`[data-name="${SMALL}"]`);
    open.push(await press(`[data-name="${LARGE}"]`));
    sort.push(await press('[data-table] thead button'));
    page.store.getState().seek(9 + (i % 3));
    await framesLater(2);
    step.push(timed(() => flushSync(() => page.store.getState().seek(10 + (i % 3)))));
    await framesLater(2);
  }
  const shown = Number(find('[data-row-count]').dataset.rowCount);
  page.close();
  return { rows: shown, open, sort, step };
};

const spread = (count: number, steps: number): number[] =>
  Array.from({ length: count }, (_, i) => 1 + ((i * 7919 + 13) % steps));

async function seeks({ store }: ShownPage, count: number): Promise<number[]> {
  const times: number[] = [];
  for (const step of spread(count, stepsOf(store.getState()).length)) {
    times.push(timed(() => flushSync(() => store.getState().seek(step))));
    await framesLater(1);
  }
  return times;
}

/** As a hand types: React listens to the native setter's event. */
async function type(selector: string, text: string): Promise<number> {
  const input = find(selector) as HTMLInputElement;
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  const time = timed(() =>
    flushSync(() => {
      set?.call(input, text);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }),
  );
  await framesLater(2);
  return time;
}

window.measureOpen = async (ndjson, times, count) => {
  const trace = repeated(readTrace(ndjson.split('\n')), times);
  const page = show(trace, { dock: 'tables', stepsOpen: true });
  const { store } = page;
  const born = defined(
    trace.facts.find((fact) => fact.kind === 'row.changed' && fact.table === 'instances'),
    'an instance',
  );
  if (born.kind !== 'row.changed') throw new Error('no row');
  const { database, table, key } = born;
  store.getState().select({ kind: 'row', database, table, key, column: null });
  await there('[data-row]');
  await there('[data-row-tools]');
  await press('[data-row-tools]');
  const plain = await seeks(page, count);
  await type('[data-since]', '1');
  const compared = await seeks(page, count);
  store.getState().setDock('sql');
  await there('.sql-editor');
  const console = await seeks(page, count);
  store.getState().setSearching(true);
  await there('.search-input');
  const firstSearch = await type('.search-input', 'vm');
  const search = await type('.search-input', 'vm1');
  page.close();
  return { facts: trace.facts.length, seeks: plain, compared, console, firstSearch, search };
};
