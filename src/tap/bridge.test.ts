/** The live stream is for one page that was told the token, on this machine, at its own pace. */
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LIVE_PATH, type WelcomeLine } from '../core/recording/live.ts';
import { type Bridge, makeBridge } from './bridge.ts';
import type { GapLine } from './line.ts';

let server: Server;
let bridge: Bridge;
let host = '';
beforeEach(async () => {
  server = createServer((_request, response) => void response.writeHead(404).end());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  bridge = makeBridge(() => [host]);
  server.on('upgrade', (asked, socket) => bridge.upgrade(asked, socket));
});
afterEach(async () => {
  bridge.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

interface Client {
  /** of the handshake: 101 = let through */
  readonly status: number;
  readonly frames: string[];
  /** what it was given for its next connection; null = it is not in */
  token(): string | null;
  /** of the close frame; null = it is open */
  code(): number | null;
  say(text: string): void;
  /** Takes nothing from its connection until it is told to go on. */
  stall(): void;
  goOn(): void;
  /** The connection breaks. */
  drop(): void;
}

const CLOSED_DOOR = {
  ...{ frames: [], token: () => null, code: () => null, say: () => undefined },
  ...{ stall: () => undefined, goOn: () => undefined, drop: () => undefined },
};

function open(headers: { readonly [name: string]: string } = {}, path = LIVE_PATH): Promise<Client> {
  return new Promise((done, fail) => {
    const asked = request({
      ...{ host: '127.0.0.1', port: Number(host.split(':')[1]), path },
      headers: {
        ...{ connection: 'Upgrade', upgrade: 'websocket', host, origin: `http://${host}` },
        ...{ 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version': '13', ...headers },
      },
    });
    asked.on('error', fail);
    asked.on('response', ({ statusCode = 0 }) => done({ ...CLOSED_DOOR, status: statusCode }));
    asked.on('upgrade', (response, socket: Socket) => {
      expect(response.headers['sec-websocket-accept']).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
      const frames: string[] = [];
      let code: number | null = null;
      let own: string | null = null;
      let rest = Buffer.alloc(0);
      socket.on('data', (part: Buffer) => {
        rest = Buffer.concat([rest, part]);
        while (rest.length >= 2) {
          const [first = 0, short = 0] = rest;
          const from = short === 126 ? 4 : short === 127 ? 10 : 2;
          const size =
            short === 126 ? rest.readUInt16BE(2) : short === 127 ? Number(rest.readBigUInt64BE(2)) : short;
          if (rest.length < from + size) return;
          const payload = rest.subarray(from, from + size);
          if ((first & 0x0f) === 8) code = payload.readUInt16BE(0);
          else if (own === null) own = (JSON.parse(payload.toString('utf8')) as WelcomeLine).token;
          else frames.push(...payload.toString('utf8').split('\n'));
          rest = rest.subarray(from + size);
        }
      });
      socket.on('error', () => undefined);
      const say = (text: string): void => {
        const bytes = Buffer.from(text);
        const head =
          bytes.length < 126
            ? Buffer.of(0x81, 0x80 | bytes.length)
            : Buffer.of(0x81, 0x80 | 126, bytes.length >> 8, bytes.length & 255);
        socket.write(Buffer.concat([head, Buffer.alloc(4), bytes]));
      };
      done({
        ...{ status: 101, frames, token: () => own, code: () => code, say },
        ...{ stall: () => socket.pause(), goOn: () => socket.resume(), drop: () => socket.destroy() },
      });
    });
    asked.end();
  });
}

/** Not by a timer: some tests hold them. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setImmediate(done));
}

const gap = (lost: number): GapLine => ({ kind: 'gap', t: 1, lost });

test.each([
  ['another page', { origin: 'http://evil.example' }, 403],
  ['a page without an origin', { origin: '' }, 403],
  ['a name that leads here', { host: 'evil.example:80', origin: 'http://evil.example:80' }, 403],
  ['another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
  ['a page of this address that is not ours', { origin: 'https://127.0.0.1' }, 403],
  ['a page without an address, as a file or a sandbox is', { origin: 'null' }, 403],
  ['another name of this machine', { host: 'localhost.evil.example' }, 403],
])('%s is refused', async (_who, headers, status) => {
  expect((await open(headers)).status).toBe(status);
});

test('there is no other way in', async () => {
  expect((await open({}, '/other')).status).toBe(403);
});

test('the token opens the stream, once; a wrong one and none at all do not', async () => {
  const token = bridge.newToken();
  expect(token).toMatch(/^[0-9a-f]{32}$/);
  const wrong = await open();
  wrong.say(JSON.stringify({ token: 'f'.repeat(32), credit: 10 }));
  await until(() => wrong.code() === 1008);
  const page = await open();
  page.say(JSON.stringify({ token, credit: 10 }));
  const second = await open();
  second.say(JSON.stringify({ token, credit: 10 }));
  await until(() => second.code() === 1008);
  bridge.give(gap(7));
  await until(() => page.frames.length === 1);
  expect(JSON.parse(page.frames[0] ?? '')).toEqual(gap(7));
  expect(second.frames).toEqual([]);
});

test('who says nothing for ten seconds is sent away; who has said the token by then stays', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const [silent, slow] = [await open(), await open()];
    const token = bridge.newToken();
    vi.advanceTimersByTime(9_999);
    slow.say(JSON.stringify({ token, credit: 1 }));
    await until(() => slow.token() !== null);
    expect(silent.code()).toBeNull();
    vi.advanceTimersByTime(1);
    await until(() => silent.code() === 1008);
    // it is late by then
    const other = bridge.newToken();
    silent.say(JSON.stringify({ token: other, credit: 1 }));
    vi.advanceTimersByTime(60_000);
    bridge.give(gap(7));
    await until(() => slow.frames.length === 1);
    expect(slow.code()).toBeNull();
    expect(silent.token()).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});

test('a newer token makes the one before it none, and it is told when one was used', async () => {
  let used = 0;
  bridge.whenUsed(() => {
    used += 1;
  });
  const [first, second] = [bridge.newToken(), bridge.newToken()];
  const late = await open();
  late.say(JSON.stringify({ token: first, credit: 1 }));
  await until(() => late.code() === 1008);
  expect(used).toBe(0);
  const page = await open();
  page.say(JSON.stringify({ token: second, credit: 1 }));
  await until(() => page.token() !== null);
  expect(used).toBe(1);
});

test('a page that lost its connection comes back with the token that it was given, once', async () => {
  const page = await open();
  page.say(JSON.stringify({ token: bridge.newToken(), credit: 1 }));
  await until(() => page.token() !== null);
  const own = page.token();
  page.drop();
  const back = await open();
  back.say(JSON.stringify({ token: own, credit: 1 }));
  await until(() => back.token() !== null);
  expect(back.token()).not.toBe(own);
  const third = await open();
  third.say(JSON.stringify({ token: own, credit: 1 }));
  await until(() => third.code() === 1008);
});

test('a page that takes nothing from its connection holds nobody up: what it misses is let go, and told as a gap', async () => {
  const text = 'x'.repeat(4000);
  const big = (t: number): GapLine => ({ kind: 'gap', t, lost: null, text }) as GapLine;
  const [slow, quick] = [await open(), await open()];
  for (const page of [slow, quick]) {
    page.say(JSON.stringify({ token: bridge.newToken(), credit: 5000 }));
    await until(() => page.token() !== null);
  }
  slow.stall();
  const count = 16_000;
  for (let given = 0; given < count; given += 500) {
    for (let i = 0; i < 500; i += 1) bridge.give(big(given + i));
    await until(() => quick.frames.length === given + 500);
    for (const page of [slow, quick]) page.say(JSON.stringify({ credit: 500 }));
  }
  expect(quick.frames.every((frame) => (JSON.parse(frame) as GapLine).lost === null)).toBe(true);
  slow.goOn();
  const read = (): GapLine[] => slow.frames.map((frame) => JSON.parse(frame) as GapLine);
  await until(() => slow.frames.some((frame) => frame.includes(`"t":${count - 1},`)));
  const gaps = read().filter(({ lost }) => lost !== null);
  expect(gaps.length).toBeGreaterThan(0);
  const missing = gaps.reduce((sum, { lost }) => sum + (lost ?? 0), 0);
  expect(read().length - gaps.length + missing).toBe(count);
});

test('a page gets as many lines as it has asked for, and is told what it was too slow for', async () => {
  const page = await open();
  page.say(JSON.stringify({ token: bridge.newToken(), credit: 3 }));
  await pause(50);
  for (let i = 0; i < 6000; i += 1) bridge.give(gap(i));
  await until(() => page.frames.length === 4);
  // 6,000 came, 5,000 are kept for it
  expect(page.frames.map((text) => (JSON.parse(text) as GapLine).lost)).toEqual([1000, 1000, 1001, 1002]);
  await pause(80);
  expect(page.frames).toHaveLength(4);
  page.say(JSON.stringify({ credit: 2 }));
  await until(() => page.frames.length === 6);
});

test('what is too long or makes no sense ends the connection', async () => {
  const long = await open();
  long.say('x'.repeat(5000));
  await until(() => long.code() === 1009);
  const odd = await open();
  odd.say('no JSON');
  await until(() => odd.code() === 1008);
});

test('four pages, and no fifth', async () => {
  for (let i = 0; i < 4; i += 1) expect((await open()).status).toBe(101);
  expect((await open()).status).toBe(503);
});
