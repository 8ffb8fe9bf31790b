import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Experiment, Trace } from '../core/trace/trace.ts';
import type { AskedOfWorker, Said } from './doors.ts';

const built = vi.hoisted(() => ({ engines: 0 }));
vi.mock('../sqlite/engine.ts', async (original) => {
  const real = await original<typeof import('../sqlite/engine.ts')>();
  const openEngine: typeof real.openEngine = (options) => {
    built.engines += 1;
    return real.openEngine(options);
  };
  return { ...real, openEngine };
});

const WASM = readFileSync(new URL('../../node_modules/sql.js/dist/sql-wasm.wasm', import.meta.url));
const BOOT: Experiment = { v: 1, commands: [{ at_us: 0, name: 'boot', args: { server: 'vm1' } }] };
const OTHER: Experiment = { ...BOOT, deployment: { computes: 1 } };

/** The worker as a page has it, made anew: `ask` gives what it says. */
async function opened(): Promise<(ask: string, given: unknown) => Promise<Said>> {
  vi.resetModules();
  let hear: (event: { readonly data: AskedOfWorker }) => void = () => undefined;
  const waiting = new Map<number, (said: Said) => void>();
  vi.stubGlobal('addEventListener', (_: string, listener: typeof hear) => {
    hear = listener;
  });
  vi.stubGlobal('postMessage', (said: Said) => waiting.get(said.id)?.(said));
  await import('./simulate.worker.ts');
  return (ask, given) =>
    new Promise((done) => {
      const id = waiting.size;
      waiting.set(id, done);
      hear({ data: { id, ask, given } });
    });
}

beforeEach(() => {
  built.engines = 0;
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  vi.stubGlobal('fetch', async () => new Response(WASM));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const factsOf = (said: Said): number => {
  const { answer } = said as { readonly answer: Trace };
  expect(answer.error).toBeNull();
  return answer.facts.length;
};

test('SQLite is loaded at once, the databases are built after four seconds, and the first run finds them', async () => {
  const ask = await opened();
  expect(await ask('warm', null)).toMatchObject({ ok: true, answer: null });
  expect(built.engines).toBe(0);
  await vi.advanceTimersByTimeAsync(3999);
  expect(built.engines).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(built.engines).toBe(1);
  const prepared = factsOf(await ask('run', BOOT));
  expect(built.engines).toBe(1);
  const unprepared = await opened();
  expect(factsOf(await unprepared('run', BOOT))).toBe(prepared);
});

test('a run that was asked for before keeps its databases', async () => {
  const ask = await opened();
  const run = ask('run', OTHER);
  await ask('warm', null);
  await vi.advanceTimersByTimeAsync(4000);
  factsOf(await run);
  factsOf(await ask('run', OTHER));
  expect(built.engines).toBe(1);
});

test('a page that cannot have SQLite is told so at once', async () => {
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  const ask = await opened();
  expect(await ask('warm', null)).toMatchObject({ ok: false, code: 'no_sqlite' });
  await vi.advanceTimersByTimeAsync(4000);
  expect(built.engines).toBe(0);
});
