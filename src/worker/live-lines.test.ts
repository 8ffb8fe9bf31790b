/** The worker's side of a live stream: who it says it is, how many lines it takes, and what it does when the connection is lost. */
import { expect, test } from 'vitest';
import type { LiveNews } from './doors.ts';
import type { LineSocket } from './live-lines.ts';
import { makeLiveWork } from './live-work.ts';

const LINE = JSON.stringify({
  ...{ t: 1_700_000_000_000, kind: 'publish', vhost: '/', exchange: 'nova', routing_keys: ['conductor'] },
  ...{
    routed_queues: ['conductor'],
    user: 'nova-api',
    connection: 'c1',
    properties: {},
    payload: '‹hidden: string, 3 bytes›',
  },
});

/** A worker with connections of the test's own, and a clock that the test moves by what is waited for. */
function worker() {
  let now = 1_700_000_000_000;
  const waits: { readonly at: number; readonly done: () => void }[] = [];
  const sockets: (LineSocket & { readonly said: unknown[] })[] = [];
  const work = makeLiveWork({
    secret: 'tests',
    now: () => now,
    pause: (ms) =>
      new Promise((done) => {
        waits.push({ at: now + ms, done });
      }),
    connect() {
      const said: unknown[] = [];
      const socket = {
        ...{ onopen: null, onmessage: null, onclose: null, said },
        send: (text: string) => void said.push(JSON.parse(text)),
        close: () => undefined,
      };
      sockets.push(socket);
      return socket;
    },
  });
  const settle = (): Promise<void> => new Promise((done) => setImmediate(done));
  return {
    sockets,
    listen: () => work.listen({ address: 'ws://x/live', token: 'first' }, {} as never),
    next: async (): Promise<LiveNews> => (await work.next(null, {} as never)) as LiveNews,
    /** Time passes, in small steps. */
    async pass(ms: number): Promise<void> {
      for (const end = now + ms; now < end; now += 50) {
        await settle();
        const due = waits.filter(({ at }) => at <= now);
        for (const one of due) waits.splice(waits.indexOf(one), 1);
        for (const { done } of due) done();
      }
      await settle();
    },
    letIn(n: number, token: string): void {
      sockets[n]?.onopen?.();
      sockets[n]?.onmessage?.({ data: JSON.stringify({ kind: 'welcome', token }) });
    },
    give: (n: number, count = 1): void =>
      sockets[n]?.onmessage?.({ data: Array.from({ length: count }, () => LINE).join('\n') }),
    lose: (n: number, code = 1006): void => sockets[n]?.onclose?.({ code }),
  };
}

/** What is told next, time passing until it is. */
async function told(w: ReturnType<typeof worker>): Promise<LiveNews> {
  let news: LiveNews | null = null;
  const asked = w.next().then((one) => {
    news = one;
  });
  while (news === null) await w.pass(200);
  await asked;
  return news;
}

test('it says the token, then how many lines it takes, and takes more as they come', async () => {
  const w = worker();
  w.listen();
  w.letIn(0, 'second');
  expect(w.sockets[0]?.said).toEqual([{ token: 'first' }, { credit: 1000 }]);
  w.give(0, 100);
  expect(w.sockets[0]?.said).toHaveLength(2);
  w.give(0, 400);
  expect(w.sockets[0]?.said.at(-1)).toEqual({ credit: 500 });
  expect(await told(w)).toMatchObject({ state: 'live', growth: null });
  expect((await told(w)).growth?.facts.length).toBe(500);
});

test('a page that asks for nothing takes no more lines than may wait here', () => {
  const w = worker();
  w.listen();
  w.letIn(0, 'second');
  const asked = (): number =>
    (w.sockets[0]?.said ?? []).reduce<number>(
      (sum, one) => sum + ((one as { credit?: number }).credit ?? 0),
      0,
    );
  let given = 0;
  while (given < asked()) {
    const more = asked() - given;
    w.give(0, more);
    given += more;
  }
  expect(given).toBeLessThanOrEqual(20_000);
  expect(given).toBeGreaterThan(19_000);
});

test('a lost connection is told, tried again with the token that came with it, and is a gap', async () => {
  const w = worker();
  w.listen();
  w.letIn(0, 'second');
  w.give(0);
  expect(await told(w)).toMatchObject({ state: 'live', growth: null });
  expect(await told(w)).toMatchObject({ state: 'live', growth: { from: 0 } });
  w.lose(0);
  expect(await told(w)).toMatchObject({ state: 'lost', growth: null });
  await w.pass(600);
  expect(w.sockets).toHaveLength(2);
  w.letIn(1, 'third');
  expect(w.sockets[1]?.said[0]).toEqual({ token: 'second' });
  expect(await told(w)).toMatchObject({ state: 'live' });
  w.give(1);
  const { growth } = await told(w);
  expect(growth?.facts.map(({ kind }) => kind)).toContain('recording.gap');
});

test('it waits longer each time that nobody answers, and begins anew once somebody did', async () => {
  const w = worker();
  w.listen();
  const waits: number[] = [];
  for (let n = 0; n < 8; n += 1) {
    w.lose(n);
    let waited = 0;
    while (w.sockets.length === n + 1) {
      await w.pass(100);
      waited += 100;
    }
    waits.push(waited);
  }
  for (const [i, waited] of waits.entries()) {
    expect(waited).toBeGreaterThanOrEqual(Math.min(500 * 2 ** i, 15_000));
    expect(waited).toBeLessThanOrEqual(15_200);
  }
  w.letIn(8, 'second');
  w.lose(8);
  await w.pass(600);
  expect(w.sockets).toHaveLength(10);
});

test.each([
  [1000, 'over'],
  [1008, 'refused'],
] as const)(
  'closed with %i it is %s: what has come is told, and nothing is tried again',
  async (code, state) => {
    const w = worker();
    w.listen();
    w.letIn(0, 'second');
    w.give(0, 3);
    w.lose(0, code);
    expect(await told(w)).toMatchObject({ state, growth: { facts: { length: 3 } } });
    await w.pass(20_000);
    expect(w.sockets).toHaveLength(1);
  },
);
