/** What a program written for amqplib finds on connections and channels: events, back-pressure, confirms, limits. */
import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { EventEmitter as BrowserEmitter } from './browser/emitter.ts';
import * as callbacks from './callback-module.ts';
import amqp, * as promises from './module.ts';
import { brokerAt, type ChannelModel, type ConfirmChannel, connect, forgetBroker } from './promise-api.ts';

const URL = 'amqp://client-test';
const VIRTUAL = { clock: 'virtual' } as const;
const A = Buffer.from('a');
const settle = () => brokerAt(URL, VIRTUAL).settle();
const opened = (more = ''): Promise<ChannelModel> => connect(URL + more, VIRTUAL);
afterEach(() => forgetBroker(URL));

describe('connections and channels', () => {
  it("are Node's own emitters, and a channel knows its connection", async () => {
    const model = await opened();
    const channel = await model.createChannel();
    for (const each of [model, model.connection, channel]) expect(each).toBeInstanceOf(EventEmitter);
    expect(channel.connection).toBe(model.connection);
    expect(channel).toBeInstanceOf(promises.Channel);
    expect(model.connection.serverProperties.version).toMatch(/^3\.10/);
    const closed: unknown[] = [];
    channel.connection.close((error) => closed.push(error));
    await settle();
    expect(closed).toEqual([null]);
    await expect(model.close()).rejects.toThrow('Connection closed (by client)');
    await expect(model.createChannel()).rejects.toThrow('Connection closed (by client)');
  });

  it('take a new secret, tell of it, and refuse one that is none', async () => {
    const model = await opened();
    const told: string[] = [];
    model.on('update-secret-ok', () => told.push('ok'));
    await model.updateSecret(Buffer.from('secret'), 'why');
    expect(told).toEqual(['ok']);
    await expect(model.updateSecret('secret' as never, 'why')).rejects.toThrow("Field 'newSecret'");
    await expect(model.updateSecret(A, undefined as never)).rejects.toThrow("mandatory field 'reason'");
  });

  it('count channels up to channelMax, 2047 without, and give the lowest free number', async () => {
    const model = await opened('?channelMax=2');
    const [first, second] = [await model.createChannel(), await model.createChannel()];
    expect([first.ch, second.ch]).toEqual([1, 2]);
    await expect(model.createChannel()).rejects.toThrow('No channels left to allocate');
    await first.close();
    expect((await model.createConfirmChannel()).ch).toBe(1);
    expect(((await opened()).connection as { readonly channelMax?: number }).channelMax).toBe(2047);
    await expect(opened('?channelMax=x')).rejects.toThrow("Field 'channelMax'");
  });

  it('tell an error that a channel has no listener for as the error of the connection, which ends', async () => {
    const model = await opened();
    const channel = await model.createChannel();
    const told: string[] = [];
    model.on('error', (error: Error) => told.push(error.message));
    model.on('close', () => told.push('close'));
    channel.on('close', () => told.push('channel close'));
    channel.publish('nowhere', '', A);
    await settle();
    expect(told).toEqual([expect.stringContaining('404'), 'channel close', 'close']);
    expect(brokerAt(URL).inspect().connections).toEqual([]);
  });

  it('hand what a listener throws to handler-error where somebody listens to it', async () => {
    const channel = await (await opened()).createChannel();
    const told: unknown[] = [];
    channel.on('handler-error', (error: Error, event: string) => told.push([error.message, event]));
    await channel.assertQueue('q');
    await channel.consume('q', () => {
      throw new Error('mine');
    });
    channel.sendToQueue('q', A);
    await settle();
    expect(told).toEqual([['mine', 'delivery']]);
    await expect(channel.checkQueue('q')).resolves.toMatchObject({ consumerCount: 1 });
  });
});

describe('back-pressure', () => {
  it.each([
    [undefined, 1, 2046],
    [undefined, 3000, 1023],
    [10, 1, 18],
    [10, 200_000, 6],
    [1, 1, 0],
  ])(
    'with a mark of %s and bodies of %s bytes comes after %s, then drain',
    async (highWaterMark, size, most) => {
      const channel = await (await opened()).createChannel({ highWaterMark });
      await channel.assertQueue('q');
      const body = Buffer.alloc(size);
      for (let turn = 0; turn < 2; turn += 1) {
        const drained = new Promise((resolve) => channel.once('drain', resolve));
        let taken = 0;
        while (channel.sendToQueue('q', body)) taken += 1;
        expect(taken).toBe(most);
        await drained;
      }
    },
  );
});

describe('confirms', () => {
  const answers = (channel: ConfirmChannel): string[] => {
    const told: string[] = [];
    for (const event of ['ack', 'nack', 'return']) {
      channel.on(event, (it: { deliveryTag?: number; multiple?: boolean }) =>
        told.push(`${event} ${it.deliveryTag ?? ''}${it.multiple ? '+' : ''}`),
      );
    }
    return told;
  };

  it('are joined where many are on their way, one alone is not, and a return comes before its own', async () => {
    const channel = await (await opened()).createConfirmChannel();
    const told = answers(channel);
    channel.publish('', 'nobody', A);
    await channel.waitForConfirms();
    const each: unknown[] = [];
    for (let i = 0; i < 3; i += 1) channel.publish('', 'nobody', A, {}, (error) => each.push(error));
    channel.publish('', 'nobody', A, { mandatory: true });
    await channel.waitForConfirms();
    expect(told).toEqual(['ack 1', 'return ', 'ack 5+']);
    expect(each).toEqual([null, null, null]);
  });

  it('tell a nack to whose it is, and an ack to the others', async () => {
    const channel = await (await opened()).createConfirmChannel();
    await channel.assertQueue('q', { maxLength: 1, overflow: 'reject-publish' });
    const told = answers(channel);
    const each: string[] = [];
    for (let i = 0; i < 3; i += 1)
      channel.sendToQueue('q', A, {}, (error) => each.push(error ? 'nack' : 'ack'));
    await expect(channel.waitForConfirms()).rejects.toThrow('message nacked');
    expect(each.toSorted()).toEqual(['ack', 'nack', 'nack']);
    expect(told.toSorted()).toEqual(['ack 1', 'nack 2', 'nack 3']);
    expect(channel.unconfirmed).toEqual([]);
  });
});

describe('what is not modelled', () => {
  it('is refused with a sentence that says so, and nothing is declared', async () => {
    const model = await opened();
    const channel = await model.createChannel();
    channel.on('error', () => {});
    const stream = { arguments: { 'x-queue-type': 'stream' } };
    await expect(channel.assertQueue('q', stream)).rejects.toThrow('streams are not modelled here');
    const other = await model.createChannel();
    await other.assertQueue('c');
    model.on('error', () => {});
    const ended = new Promise((resolve) => model.on('close', resolve));
    const credit = { arguments: { 'x-credit': { credit: 1, drain: false } } };
    await expect(other.consume('c', () => {}, credit)).rejects.toThrow();
    expect(String(await ended)).toContain('540 (NOT-IMPLEMENTED)');
    expect(String(await ended)).toContain('is not modelled here');
    expect(
      brokerAt(URL)
        .inspect()
        .queues.map(({ name }) => name),
    ).toEqual(['c']);
  });
});

describe('recovery', () => {
  const REAL = 'amqp://client-recovers';
  const quick = { initialDelay: 1, jitter: 0 };
  afterEach(() => forgetBroker(REAL));

  it('opens a lost connection anew, sets it up, and tells of it', async () => {
    const told: string[] = [];
    const setup = async (model: ChannelModel) => void (await (await model.createChannel()).assertQueue('q'));
    const model = await connect(REAL, { recovery: { ...quick, setup } });
    for (const event of ['disconnect', 'reconnect-scheduled', 'connect'])
      model.on(event, () => told.push(event));
    const again = new Promise((resolve) => model.once('connect', resolve));
    await brokerAt(REAL).restart();
    await again;
    expect(told).toEqual(['disconnect', 'reconnect-scheduled', 'connect']);
    await expect((await model.createChannel()).checkQueue('q')).resolves.toMatchObject({ queue: 'q' });
    await model.close();
    await expect(model.createChannel()).rejects.toThrow('Connection closed');
  });

  it('gives up after its retries, with the reason', async () => {
    const setup = () => Promise.reject(new Error('not today'));
    const recovery = { ...quick, maxRetries: 2, setup };
    await expect(connect(REAL, { recovery })).rejects.toThrow('not today');
    const odd = { ...recovery, calculateDelay: () => -1 };
    await expect(connect(REAL, { recovery: odd })).rejects.toThrow('calculateDelay must return');
  });

  it('serves callbacks too', async () => {
    const queue = await new Promise((resolve) => {
      const model = callbacks.connect(REAL, { recovery: quick }, (_, ready) => {
        ready.createChannel((_error, channel) => {
          channel.assertQueue('q', {}, (_none, ok) => model.close(() => resolve(ok.queue)));
        });
      });
    });
    expect(queue).toBe('q');
  });
});

describe('the two entries', () => {
  it('have default and named exports', () => {
    expect(amqp.connect).toBe(promises.connect);
    expect(callbacks.default.connect).toBe(callbacks.connect);
    expect(callbacks.IllegalOperationError).toBe(promises.IllegalOperationError);
  });
});

describe('the emitter for browsers', () => {
  /** What is heard, in order, while listeners come and go. */
  function heard(emitter: EventEmitter): unknown[] {
    const log: unknown[] = [];
    const note = (name: string) => (value: unknown) => log.push([name, value]);
    const [a, b] = [note('a'), note('b')];
    emitter.on('newListener', (event) => log.push(['new', event]));
    emitter.on('removeListener', (event) => log.push(['gone', event]));
    emitter.on('x', a).once('x', b).prependListener('x', note('first')).prependOnceListener('y', a);
    log.push(emitter.listenerCount('x'), emitter.listeners('x').length, emitter.eventNames().length);
    log.push(
      emitter.emit('x', 1),
      emitter.emit('x', 2),
      emitter.emit('z'),
      emitter.rawListeners('y')[0] === a,
    );
    emitter.off('x', a).removeListener('y', a).removeListener('x', a);
    log.push(emitter.emit('x', 3), emitter.emit('y', 4), emitter.getMaxListeners());
    emitter.setMaxListeners(3).on('s', () => emitter.on('s', note('later')));
    log.push(emitter.getMaxListeners(), emitter.emit('s'), emitter.listenerCount('s'));
    emitter.removeAllListeners('s').removeAllListeners();
    log.push(emitter.eventNames());
    for (const error of [new Error('mine'), 'text']) {
      try {
        emitter.emit('error', error);
      } catch (thrown) {
        log.push(thrown === error, thrown instanceof Error);
      }
    }
    try {
      emitter.on('x', 5 as never);
    } catch (thrown) {
      log.push((thrown as Error).name);
    }
    return log;
  }

  it("does as Node's own", () => {
    expect(heard(new BrowserEmitter() as unknown as EventEmitter)).toEqual(heard(new EventEmitter()));
  });
});
