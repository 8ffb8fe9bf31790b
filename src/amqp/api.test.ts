/** The shape of both APIs: answers, errors, events, misuse, clocks. */
import { afterEach, describe, expect, it } from 'vitest';
import * as callbacks from './callback-api.ts';
import { bytesOf, textOf } from './content.ts';
import { type Channel, type ChannelModel, connect } from './promise-api.ts';
import { brokerAt, forgetBroker } from './steering.ts';

const URL = 'amqp://api-test';
const VIRTUAL = { clock: 'virtual' } as const;
afterEach(() => forgetBroker(URL));

/** What a channel tells, in order; without an `error` listener an error would be thrown. */
function told(emitter: Channel | ChannelModel): string[] {
  const events: string[] = [];
  emitter.on('error', (error: Error) => events.push(`error: ${error.message}`));
  emitter.on('close', () => events.push('close'));
  return events;
}

describe('the promise API', () => {
  it("rejects a refused call in amqplib's words, tells of it and closes the channel", async () => {
    const channel = await (await connect(URL, VIRTUAL)).createChannel();
    const events = told(channel);
    const text = `404 (NOT-FOUND) with message "NOT_FOUND - no queue 'none' in vhost '/'"`;
    await expect(channel.checkQueue('none')).rejects.toMatchObject({
      message: `Operation failed: QueueDeclare; ${text}`,
      code: 404,
      classId: 50,
      methodId: 10,
    });
    expect(events).toEqual([`error: Channel closed by server: ${text}`, 'close']);
    expect(() => channel.publish('', 'q', Buffer.from(''))).toThrow('Channel closed');
    await expect(channel.checkQueue('none')).rejects.toThrow('Channel closed');
  });

  it('names the argument of a misuse, sends nothing and keeps the channel', async () => {
    const channel = await (await connect(URL, VIRTUAL)).createChannel();
    await expect(channel.assertQueue(5 as never)).rejects.toThrow(/'queue'/);
    await expect(channel.bindQueue('q', 'x', {} as never)).rejects.toThrow(/'routingKey'/);
    await expect(channel.consume('q', undefined as never)).rejects.toThrow(/'onMessage'/);
    await expect(channel.prefetch(70_000)).rejects.toThrow(/'prefetchCount'/);
    expect(() => channel.publish('', 'q', 'text' as never)).toThrow('content is not a buffer');
    expect(() => channel.publish('', 'q', Buffer.from(''), { priority: 'x' as never })).toThrow(/'priority'/);
    expect(() => channel.ack({} as never)).toThrow(/'message'/);
    await expect(channel.assertQueue('q')).resolves.toMatchObject({ queue: 'q' });
  });

  it('shares one broker between all connections to a host, and none between hosts', async () => {
    const here = await (await connect(URL, VIRTUAL)).createChannel();
    await here.assertQueue('q');
    const again = await (await connect(`${URL}:5672/`)).createChannel();
    await expect(again.checkQueue('q')).resolves.toMatchObject({ messageCount: 0 });
    const vhost = await (await connect(`${URL}/other`)).createChannel();
    told(vhost);
    await expect(vhost.checkQueue('q')).rejects.toMatchObject({ code: 404 });
    await expect(connect('amqps://api-test', { clock: 'sundial' as never })).rejects.toThrow(/'clock'/);
  });

  it('keeps the book of unconfirmed publications', async () => {
    const channel = await (await connect(URL, VIRTUAL)).createConfirmChannel();
    const answers: unknown[] = [];
    channel.publish('', 'nobody', Buffer.from('a'), {}, (error) => answers.push(error));
    channel.publish('', 'nobody', Buffer.from('b'));
    expect(channel.unconfirmed).toHaveLength(2);
    await channel.waitForConfirms();
    expect(channel.unconfirmed).toHaveLength(0);
    expect(answers).toEqual([null]);
  });

  it('closes a channel whose consumer throws, with 541', async () => {
    const channel = await (await connect(URL, VIRTUAL)).createChannel();
    const events = told(channel);
    await channel.assertQueue('q');
    await channel.consume('q', () => {
      throw new Error('mine');
    });
    channel.sendToQueue('q', Buffer.from('a'));
    await brokerAt(URL).settle();
    expect(events).toEqual(['error: mine', 'close']);
  });

  it('lets time pass by itself on a real clock', async () => {
    const channel = await (await connect(URL)).createChannel();
    await channel.assertQueue('dead');
    await channel.assertQueue('q', { messageTtl: 20, deadLetterExchange: '', deadLetterRoutingKey: 'dead' });
    const dead = new Promise<string>((resolve) => {
      void channel.consume('dead', (message) =>
        resolve(String(message?.properties.headers?.['x-first-death-reason'])),
      );
    });
    channel.sendToQueue('q', Buffer.from('a'));
    await expect(dead).resolves.toBe('expired');
    await expect(brokerAt(URL).advance(1)).rejects.toThrow('real clock');
  });
});

describe('the callback API', () => {
  it('answers by callbacks on the same broker', async () => {
    const channel = await (await connect(URL, VIRTUAL)).createChannel();
    await channel.assertQueue('q');
    const bodies = await new Promise((resolve, reject) => {
      callbacks.connect(URL, (error, model) => {
        if (error || !model) return reject(error);
        const open = model.createChannel((_, ready) => {
          ready?.get('q', {}, (_none, got) => resolve(got && textOf(got.content)));
        });
        open.sendToQueue('q', Buffer.from('from a callback'));
      });
    });
    expect(bodies).toBe('from a callback');
  });

  it('throws a misuse at the call', async () => {
    const channel = await new Promise<callbacks.Channel>((resolve) => {
      callbacks.connect(URL, VIRTUAL, (_, model) => {
        model?.createChannel((_error, ready) => ready && resolve(ready));
      });
    });
    expect(() => channel.assertQueue(5 as never)).toThrow(/'queue'/);
    expect(() => channel.checkQueue('q', 'no function' as never)).toThrow(/'callback'/);
    expect(() => callbacks.connect(URL)).toThrow(/'callback'/);
  });
});

describe('bodies', () => {
  it('come out as they went in, text or not', () => {
    const all = Uint8Array.from({ length: 512 }, (_, i) => (i * 7) % 256);
    const mixed = Buffer.concat([
      Buffer.from('\ufeffa\u00e9\u{1f600}'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('z'),
    ]);
    for (const bytes of [all, mixed, new Uint8Array()]) {
      expect([...bytesOf(textOf(bytes))]).toEqual([...bytes]);
    }
  });
});
