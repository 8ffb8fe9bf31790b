/** A vhost is made with a stand-in for the broker: it answers some time after it is there. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { brokerAddress } from './address.ts';
import { prepareVhosts } from './prepare-vhosts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const BROKER = brokerAddress('amqp://127.0.0.1/lab');
const NOT_THERE = 'Expected ConnectionOpenOk; got <ConnectionClose channel:0>';

/** `refusals` = how often it does not let in before it does. */
function standIn(refusals: number) {
  let tries = 0;
  const connect = async () => {
    tries += 1;
    if (tries <= refusals) throw new Error(NOT_THERE);
    return Object.assign(new EventEmitter(), { close: async () => undefined });
  };
  const typed: string[] = [];
  const ctl = async (...words: readonly string[]) => {
    typed.push(words.join(' '));
    return words[0] === 'status' ? '{"listeners": [{"port": 5672}]}' : '/\n';
  };
  return { connect: connect as never, ctl, typed, tries: () => tries };
}

test('a vhost that starts slowly is waited for', async () => {
  const { connect, ctl, typed, tries } = standIn(4);
  const made: string[] = [];
  const prepared = prepareVhosts(connect, BROKER, ['lab'], made, ctl);
  await vi.advanceTimersByTimeAsync(1000);
  await prepared;
  expect(made).toEqual(['lab']);
  expect(typed).toContain('add_vhost lab');
  expect(tries()).toBe(5);
});

test('one that never lets in is said to be made, and why it is of no use', async () => {
  const { connect, ctl } = standIn(Number.POSITIVE_INFINITY);
  const made: string[] = [];
  const refused = expect(prepareVhosts(connect, BROKER, ['lab'], made, ctl)).rejects.toMatchObject({
    code: 'misuse',
    message: `The vhost lab was made, and yet RabbitMQ does not let us in: ${NOT_THERE}.`,
  });
  await vi.advanceTimersByTimeAsync(20_000);
  await refused;
  // so it can be taken away again
  expect(made).toEqual(['lab']);
});
