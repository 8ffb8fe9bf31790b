/**
 * `novascope tap` turns tracing on by the management API, and off again however it ends: with a stand-in for the API that notes what
 * it is asked, and one for the broker's connection. What a real broker says is tested where one answers (`real/faults.test.ts`).
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runCli } from './run-cli.ts';

const opened: string[] = [];
let closed = 0;

vi.mock('../real/broker.ts', async (original) => ({
  ...(await original<typeof import('../real/broker.ts')>()),
  loadAmqp: async () => async (url: string) => {
    opened.push(url);
    return {
      on: () => undefined,
      close: async () => {
        closed += 1;
      },
      createChannel: async () => ({
        on: () => undefined,
        assertQueue: async () => ({ queue: 'own' }),
        bindQueue: async () => ({}),
        checkQueue: async () => ({ messageCount: 0 }),
        consume: async () => ({ consumerTag: 'own' }),
      }),
    };
  },
}));

interface ManagementAsked {
  readonly method: string;
  readonly path: string;
  readonly login: string;
  readonly body: unknown;
}

let server: Server;
let asked: ManagementAsked[] = [];
/** vhosts by name, as the API tells of them */
let vhosts: Map<string, Record<string, unknown>> = new Map();
/** what is answered in place of the usual */
let answer: (asked: ManagementAsked) => number | null = () => null;
let port = 0;

const changes = () =>
  asked.filter(({ method }) => method === 'PUT').map(({ path, body }) => ({ path, body }));

beforeEach(async () => {
  opened.length = 0;
  closed = 0;
  asked = [];
  answer = () => null;
  vhosts = new Map([
    ['nova cell1', { name: 'nova cell1', description: 'a cell', tags: ['prod'], tracing: false }],
    ['/', { name: '/', description: '', tags: [], default_queue_type: 'undefined', tracing: true }],
  ]);
  server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      const login = Buffer.from(request.headers.authorization?.replace('Basic ', '') ?? '', 'base64');
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        login: login.toString(),
        body: text === '' ? null : JSON.parse(text),
      };
      asked.push(one);
      const known = vhosts.get(decodeURIComponent(one.path.replace('/api/vhosts/', '')));
      const status = answer(one) ?? (known ? 200 : 404);
      if (known && status === 200 && one.method === 'PUT')
        Object.assign(known, { description: '' }, one.body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(known ?? {}));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

const manage = (login = 'ops:se%40cret'): string => `http://${login}@127.0.0.1:${port}`;

/** What it says, and its exit code; `during` is called once tracing is on, or it was said how to turn it on. */
async function tap(args: readonly string[], during = (): void => undefined) {
  let said = '';
  const error = vi.spyOn(console, 'error').mockImplementation((text) => {
    said += `${String(text)}\n`;
    if (String(text).startsWith('Tracing copies')) during();
  });
  try {
    const url = ['--amqp', 'amqp://guest:guest@127.0.0.1:5672', '--vhost', 'nova cell1'];
    return { code: await runCli(['tap', ...url, '--out', '/dev/null', ...args]), said: () => said };
  } finally {
    error.mockRestore();
  }
}

const ON = {
  path: '/api/vhosts/nova%20cell1',
  body: { tracing: true, description: 'a cell', tags: ['prod'] },
};
const OFF = { ...ON, body: { ...ON.body, tracing: false } };

describe('tracing by the management API', () => {
  test('is turned on once the tap is open, and off when its time is over, and nothing else of the vhost changes', async () => {
    const before = structuredClone(vhosts);
    const { code } = await tap(['--manage', manage(), '--for', '1s'], () => {
      expect(opened).toEqual(['amqp://guest:guest@127.0.0.1:5672/nova%20cell1']);
      expect(changes()).toEqual([ON]);
    });
    expect(code).toBe(0);
    expect(changes()).toEqual([ON, OFF]);
    expect(vhosts).toEqual(before);
    expect(new Set(asked.map(({ login }) => login))).toEqual(new Set(['ops:se@cret']));
    expect(closed).toBe(1);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('is turned off after %s', async (signal) => {
    const usual = process.listenerCount(signal);
    const { code } = await tap(['--manage', manage(), '--for', '1h'], () => {
      // as a signal is heard: by who listens, and the process goes on
      for (const listener of process.listeners(signal).slice(usual)) listener(signal);
    });
    expect(code).toBe(0);
    expect(changes()).toEqual([ON, OFF]);
    expect(process.listenerCount(signal)).toBe(usual);
  });

  test('stays on where it was on before', async () => {
    const { code } = await tap(['--vhost', '/', '--manage', manage(), '--for', '1s']);
    expect(code).toBe(0);
    expect(changes()).toEqual([]);
    expect(vhosts.get('/')).toMatchObject({ tracing: true });
  });

  test('that is refused ends with one sentence and 2, before anything is opened', async () => {
    answer = () => 401;
    const { code, said } = await tap(['--manage', manage('ops:wrong')]);
    expect(code).toBe(2);
    expect(said()).toBe(
      `novascope: The management API at 127.0.0.1:${port} does not turn tracing on or off: it answered 401, the user or the password is not right.\n`,
    );
    expect(opened).toEqual([]);
  });

  test('that nobody answers ends with one sentence and 2', async () => {
    const { code, said } = await tap(['--manage', 'http://ops:x@127.0.0.1:1']);
    expect(code).toBe(2);
    expect(said()).toMatch(
      /^novascope: The management API at 127\.0\.0\.1:1 .* does not answer \(\w.*\)\.\n$/,
    );
    expect(opened).toEqual([]);
  });

  test('of a vhost that is not there says so, and 2', async () => {
    const { code, said } = await tap(['--vhost', 'other', '--manage', manage()]);
    expect(code).toBe(2);
    expect(said()).toContain('there is no vhost other.');
  });

  test('that can be asked and not changed ends with one sentence and 2, and the tap is closed', async () => {
    answer = ({ method }) => (method === 'PUT' ? 403 : null);
    const { code, said } = await tap(['--manage', manage(), '--for', '1h']);
    expect(code).toBe(2);
    expect(said()).toBe(
      `novascope: The management API at 127.0.0.1:${port} does not turn tracing on or off: it answered 403, the user is no administrator.\n`,
    );
    expect(closed).toBe(1);
  });

  test('that cannot be turned off again says where it is on still, and 2', async () => {
    const { code, said } = await tap(['--manage', manage(), '--for', '1s'], () => {
      answer = () => 500;
    });
    expect(code).toBe(2);
    expect(said()).toContain('novascope: Tracing is still on in nova cell1 (');
    expect(said()).toContain('rabbitmqctl trace_off -p VHOST');
    expect(closed).toBe(1);
  });
});

test('without being told to, it asks: what to type stands there, and the tap goes on', async () => {
  const { code, said } = await tap(['--for', '1s']);
  expect(code).toBe(0);
  expect(said()).toContain("rabbitmqctl trace_on -p 'nova cell1'");
  expect(said()).toContain("rabbitmqctl trace_off -p 'nova cell1'");
  expect(opened).toHaveLength(1);
  expect(asked).toEqual([]);
});
