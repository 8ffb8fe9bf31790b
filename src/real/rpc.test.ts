/**
 * oslo.messaging's RPC (core/rpc, as it is) on the second interpreter: promises, real timers, HTTP on loopback, and a broker
 * behind amqplib's API, here the one in memory. Nothing that it needs belongs to the simulator.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokerAt, connect, forgetBroker } from '../amqp/promise-api.ts';
import { CodedError } from '../core/base/assert.ts';
import type { Json } from '../core/base/json.ts';
import { fromMs } from '../core/base/time.ts';
import { type CallTimes, call, cast, fanout, type Outgoing } from '../core/rpc/client.ts';
import { type Method, serve } from '../core/rpc/server.ts';
import { makeTransport, type Transport } from '../core/rpc/transport.ts';
import { makeInbox, post, receive, sleep, type Task } from '../core/service/effects.ts';
import type { ServiceConf, ServiceDefinition, ServiceHost } from '../core/service/service.ts';
import type { FactBody } from '../core/trace/fact.ts';
import { brokerAddress } from './address.ts';
import type { Connect } from './broker.ts';
import { type LiveService, startService } from './service.ts';
import type { Sql } from './sql.ts';
import type { Meeting, Whereabouts } from './state.ts';

const URL = 'amqp://guest:guest@live-rpc:5672';
const MINUTE: CallTimes = { timeout: 60, monitor: null };

const service = (actor: string, conf: ServiceConf, main: (host: ServiceHost) => Task): ServiceDefinition => ({
  place: { actor, program: actor, host: actor, machine: 'm', kind: 'nova', vhosts: ['/'], databases: [] },
  conf,
  ...(actor === 'ping' ? {} : { listens: { vhost: '/', topic: 'work' } }),
  start: (host) => ({ main: main(host) }),
});

const out = (method: string, args: { [key: string]: Json } = {}): Outgoing => ({
  target: { topic: 'work', version: '1.0' },
  method,
  args,
  context: { request_id: 'req-1' },
});

/** A cloud of services in this program, on the broker in memory; none has a database. */
interface Live {
  start(definition: ServiceDefinition): Promise<void>;
  run<T>(actor: string, task: Task<T>): Promise<T>;
  readonly told: readonly FactBody[];
  readonly written: readonly string[];
  stop(): Promise<void>;
}

function startLive(): Live {
  const services = new Map<string, LiveService>();
  const all: ServiceDefinition[] = [];
  const places = new Map<string, Whereabouts>();
  const state: Meeting = {
    whereabouts: (actor) => places.get(actor) ?? null,
    setWhereabouts: (actor, where) => void places.set(actor, where),
    noteConnection: () => undefined,
  };
  const told: FactBody[] = [];
  const written: string[] = [];
  const sql: Sql = {
    open: () => {
      throw new CodedError('DBNotAllowed', 'there is no database here');
    },
    close: () => Promise.resolve(),
  };
  return {
    told,
    written,
    async start(definition) {
      all.push(definition);
      const parts = {
        definition,
        all,
        sql,
        state,
        connect: connect as unknown as Connect,
        broker: brokerAddress(URL),
        workPercent: 100,
        write: (line: string) => void written.push(line),
        told: (body: FactBody) => void told.push(body),
      };
      services.set(definition.place.actor, await startService(parts));
    },
    run: (actor, task) => (services.get(actor) as LiveService).run(task),
    async stop() {
      await Promise.all([...services.values()].map((service) => service.stop()));
    },
  };
}

let live: Live;
beforeEach(() => {
  live = startLive();
});
afterEach(async () => {
  await live.stop();
  forgetBroker(URL);
});

const echo: Method = function* ({ args, context }) {
  yield* sleep(fromMs(5));
  return { got: args.x ?? null, by: context.request_id ?? null };
};

// biome-ignore lint/correctness/useYield: it only throws
const fail: Method = function* () {
  throw new CodedError('NoValidHost', 'No valid host was found. ');
};

/** Services `names` that answer, and `ping`, which asks: its transport is given. */
async function cloud(
  conf: ServiceConf,
  methods: { readonly [name: string]: (actor: string) => Method },
  names: readonly string[] = ['pong'],
): Promise<Transport> {
  const up = makeInbox<Transport>('up');
  for (const name of names) {
    const made = Object.fromEntries(Object.entries(methods).map(([method, make]) => [method, make(name)]));
    const main = function* (host: ServiceHost): Task {
      const transport = makeTransport(host, '/');
      yield* serve(transport, { topic: 'work', server: name }, [{ version: '1.0', methods: made }]);
      yield* post(up, transport);
    };
    await live.start(service(name, conf, main));
    await live.run(name, receive(up));
  }
  const main = (host: ServiceHost): Task => post(up, makeTransport(host, '/'));
  await live.start(service('ping', conf, main));
  return (await live.run('ping', receive(up))) as Transport;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await live.run('ping', sleep(fromMs(2)));
}

const kinds = (): readonly string[] => live.told.map(({ kind }) => kind);

describe('on promises, real timers and a broker behind amqplib', () => {
  it('a call has its reply, the second over the same reply queue', async () => {
    const ping = await cloud({}, { echo: () => echo });
    expect(await live.run('ping', call(ping, out('echo', { x: 1 }), MINUTE))).toEqual({
      got: 1,
      by: 'req-1',
    });
    expect(await live.run('ping', call(ping, out('echo', { x: 2 }), MINUTE))).toEqual({
      got: 2,
      by: 'req-1',
    });
    const { queues } = brokerAt(URL).inspect('/');
    expect(queues.filter(({ name }) => name.startsWith('reply_'))).toHaveLength(1);
    // a reply may be read before its confirm is: nothing orders the two programs' next steps
    await until(() => kinds().length === 6);
    expect(kinds().toSorted()).toEqual([
      ...['rpc.completed', 'rpc.completed', 'rpc.dispatched', 'rpc.dispatched'],
      ...['rpc.resolved', 'rpc.resolved'],
    ]);
    expect(live.written.filter((line) => / ERROR /.test(line))).toEqual([]);
  });

  it('what the worker raised is raised at the caller', async () => {
    const ping = await cloud({}, { fail: () => fail });
    await expect(live.run('ping', call(ping, out('fail'), MINUTE))).rejects.toMatchObject({
      name: 'RemoteError',
      code: 'NoValidHost',
    });
  });

  it('a cast is over before its work is, which is done by one worker; a fanout reaches each', async () => {
    const done = makeInbox<string>('done');
    const note = (actor: string): Method =>
      function* () {
        yield* post(done, actor);
        return null;
      };
    const ping = await cloud({}, { note }, ['pong1', 'pong2']);
    expect(await live.run('ping', cast(ping, out('note')))).toBeUndefined();
    expect(await live.run('ping', receive(done))).toMatch(/^pong[12]$/);
    expect(ping.replyQueue).toBeNull();
    await live.run('ping', fanout(ping, out('note')));
    const reached = [await live.run('ping', receive(done)), await live.run('ping', receive(done))];
    expect(reached.sort()).toEqual(['pong1', 'pong2']);
  });

  it('a call that nobody answers ends with MessagingTimeout, and the late reply is known as one', async () => {
    const go = makeInbox<true>('go');
    const slow = (): Method =>
      function* () {
        yield* receive(go);
        return 'too late';
      };
    const ping = await cloud({}, { slow, echo: () => echo });
    const ended = live.run('ping', call(ping, out('slow'), { timeout: 0.2, monitor: null }));
    await expect(ended).rejects.toMatchObject({ code: 'MessagingTimeout' });
    await live.run('ping', post(go, true));
    await until(() => kinds().length === 4);
    expect(kinds().slice(0, 2)).toEqual(['rpc.dispatched', 'rpc.resolved']);
    expect(kinds().slice(2).toSorted()).toEqual(['rpc.completed', 'rpc.late_reply']);
    expect(live.written.filter((line) => / ERROR /.test(line))).toEqual([]);
  });

  it('a service without a broker asks an address, and waits there too', async () => {
    const ping = await cloud({ wiring: 'direct' }, { echo: () => echo, fail: () => fail });
    expect(await live.run('ping', call(ping, out('echo', { x: 3 }), MINUTE))).toEqual({
      got: 3,
      by: 'req-1',
    });
    await expect(live.run('ping', cast(ping, out('fail')))).rejects.toMatchObject({ code: 'NoValidHost' });
    expect(brokerAt(URL).inspect('/').queues).toEqual([]);
  });
});
