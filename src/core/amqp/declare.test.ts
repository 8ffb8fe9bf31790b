import { expect, test } from 'vitest';
import { AmqpError } from './broker.ts';
import { makeTestBroker, refusal, send, take } from './test-broker.ts';

const queueOf = (options: object) => {
  const { channel } = makeTestBroker();
  const ch = channel();
  ch.queueDeclare({ queue: 'q', ...options });
  return { again: (other: object) => refusal(() => ch.queueDeclare({ queue: 'q', ...other })), ch, channel };
};

test('declaring a queue again as it is tells its ready messages and consumers', () => {
  const { channel, settle } = makeTestBroker();
  const ch = channel();
  expect(ch.queueDeclare({ queue: 'q' })).toEqual({ queue: 'q', messageCount: 0, consumerCount: 0 });
  send(ch, 'q', ['1', '2']);
  expect(ch.queueDeclare({ queue: 'q' }).messageCount).toBe(2);
  take(ch, 'q');
  settle();
  expect(ch.queueDeclare({ queue: 'q' })).toEqual({ queue: 'q', messageCount: 0, consumerCount: 1 });
});

test.each([
  [{}, { durable: true }, "'durable' for queue 'q' in vhost '/': received 'true' but current is 'false'"],
  [
    {},
    { autoDelete: true },
    "'auto_delete' for queue 'q' in vhost '/': received 'true' but current is 'false'",
  ],
  [
    { arguments: { 'x-message-ttl': 5000 } },
    { arguments: { 'x-message-ttl': 6000 } },
    "'x-message-ttl' for queue 'q' in vhost '/': received '6000' but current is '5000'",
  ],
  [
    { arguments: { 'x-expires': 60000 } },
    {},
    "'x-expires' for queue 'q' in vhost '/': received none but current is the value '60000' of type 'signedint'",
  ],
  [
    {},
    { arguments: { 'x-queue-type': 'quorum' } },
    "'x-queue-type' for queue 'q' in vhost '/': received the value 'quorum' of type 'longstr' but current is none",
  ],
])('a queue declared with %j is not equivalent to %j', (first, second, text) => {
  expect(queueOf(first).again(second)).toBe(`406 PRECONDITION_FAILED - inequivalent arg ${text}`);
});

test('an argument that the broker does not know is accepted and not compared', () => {
  expect(queueOf({ arguments: { mine: 1 } }).again({ arguments: { mine: 2 } })).toBe('no refusal');
});

test.each([
  [{ 'x-message-ttl': -1 }, 'x-message-ttl', '{value_negative,-1}'],
  [{ 'x-message-ttl': 'soon' }, 'x-message-ttl', '"expected integer, got longstr"'],
  [{ 'x-expires': 0 }, 'x-expires', '{value_zero,0}'],
  [{ 'x-dead-letter-routing-key': 'k' }, 'x-dead-letter-routing-key', 'routing_key_but_no_dlx_defined'],
  [{ 'x-overflow': 'spill' }, 'x-overflow', 'invalid_overflow'],
])('the queue argument %j is refused', (args, name, why) => {
  const { channel, broker, of } = makeTestBroker();
  const text = refusal(() => channel().queueDeclare({ queue: 'q', arguments: args }));
  expect(text).toBe(`406 PRECONDITION_FAILED - invalid arg '${name}' for queue 'q' in vhost '/': ${why}`);
  expect(broker.inspect('/').queues).toEqual([]);
  expect(of('queue.declared')).toEqual([]);
});

test('an exchange must be declared again with the same type, flags and alternate exchange', () => {
  const { channel } = makeTestBroker();
  const first = { exchange: 'nova', type: 'topic' };
  channel().exchangeDeclare(first);
  const again = (other: object) => refusal(() => channel().exchangeDeclare({ ...first, ...other }));
  const inequivalent = "406 PRECONDITION_FAILED - inequivalent arg '";
  expect(again({})).toBe('no refusal');
  expect(again({ type: 'direct' })).toBe(
    `${inequivalent}type' for exchange 'nova' in vhost '/': received 'direct' but current is 'topic'`,
  );
  expect(again({ durable: true })).toMatch(`${inequivalent}durable'`);
  expect(again({ internal: true })).toMatch(`${inequivalent}internal'`);
  expect(again({ arguments: { 'alternate-exchange': 'a' } })).toMatch(`${inequivalent}alternate-exchange'`);
});

test('an unknown exchange type closes the whole connection with 503', () => {
  const { connect } = makeTestBroker();
  const connection = connect();
  const other = connection.openChannel();
  const call = () => connection.openChannel().exchangeDeclare({ exchange: 'x', type: 'nonsuch' });
  expect(refusal(call)).toBe("503 COMMAND_INVALID - unknown exchange type 'nonsuch'");
  expect([connection.isOpen, other.isOpen]).toEqual([false, false]);
});

test('names beginning amq. are reserved, but a built-in exchange may be declared as it is', () => {
  const { channel } = makeTestBroker();
  expect(refusal(() => channel().queueDeclare({ queue: 'amq.mine' }))).toBe(
    "403 ACCESS_REFUSED - queue name 'amq.mine' contains reserved prefix 'amq.*'",
  );
  expect(refusal(() => channel().exchangeDeclare({ exchange: 'amq.mine' }))).toBe(
    "403 ACCESS_REFUSED - exchange name 'amq.mine' contains reserved prefix 'amq.*'",
  );
  const builtIn = { exchange: 'amq.topic', type: 'topic', durable: true };
  expect(refusal(() => channel().exchangeDeclare(builtIn))).toBe('no refusal');
});

test('the default exchange can be neither declared, bound, checked nor deleted', () => {
  const { channel } = makeTestBroker();
  channel().queueDeclare({ queue: 'q' });
  const calls = [
    () => channel().exchangeDeclare({ exchange: '' }),
    () => channel().exchangeDeclare({ exchange: '', passive: true }),
    () => channel().exchangeDelete({ exchange: '' }),
    () => channel().queueBind({ queue: 'q', exchange: '' }),
    () => channel().queueUnbind({ queue: 'q', exchange: '' }),
  ];
  for (const call of calls) {
    expect(refusal(call)).toBe('403 ACCESS_REFUSED - operation not permitted on the default exchange');
  }
  expect(refusal(() => channel().exchangeDelete({ exchange: 'amq.direct' }))).toBe(
    "403 ACCESS_REFUSED - deletion of system exchange 'amq.direct' in vhost '/' not allowed",
  );
});

test('what is missing is 404 with class and method of the refused call', () => {
  const { channel } = makeTestBroker();
  expect(refusal(() => channel().queueDeclare({ queue: 'q', passive: true }))).toBe(
    "404 NOT_FOUND - no queue 'q' in vhost '/'",
  );
  expect(refusal(() => channel().basicGet({ queue: '' }))).toBe(
    '404 NOT_FOUND - no previously declared queue',
  );
  const publish = () => channel().basicPublish({ exchange: 'x', routingKey: '', body: '' });
  expect(refusal(publish)).toBe("404 NOT_FOUND - no exchange 'x' in vhost '/'");
  expect(publish).toThrow(AmqpError);
  expect(publish).toThrow(
    expect.objectContaining({ code: 'NOT_FOUND', scope: 'channel', classId: 60, methodId: 40 }),
  );
});

test('a server-made name is unique, and an empty name then means the last declared queue', () => {
  const { channel } = makeTestBroker();
  const ch = channel();
  const { queue } = ch.queueDeclare({});
  expect(queue).toMatch(/^amq\.gen-[\w-]{22}$/);
  expect(ch.queueDeclare({}).queue).not.toBe(queue);
  send(ch, ch.queueDeclare({ queue: 'q' }).queue, ['1']);
  expect(ch.basicGet({ queue: '' })?.body).toBe('1');
});

test('a refusal closes its channel only; a call on the closed channel throws channel_closed', () => {
  const { connect } = makeTestBroker();
  const connection = connect();
  let told = '';
  const ch = connection.openChannel({ onClosed: (error) => (told = error.code) });
  const other = connection.openChannel();
  refusal(() => ch.queuePurge({ queue: 'none' }));
  expect([told, ch.isOpen, other.isOpen, connection.isOpen]).toEqual(['NOT_FOUND', false, true, true]);
  expect(() => ch.queueDeclare({ queue: 'q' })).toThrow(expect.objectContaining({ code: 'channel_closed' }));
});

test('deleting and unbinding what is not there is no error', () => {
  const { channel } = makeTestBroker();
  const ch = channel();
  expect(ch.queueDelete({ queue: 'none' })).toEqual({ messageCount: 0 });
  ch.exchangeDelete({ exchange: 'none' });
  ch.queueUnbind({ queue: 'none', exchange: 'none' });
  ch.basicCancel({ consumerTag: 'none' });
  ch.basicAck(0, true);
  expect(ch.isOpen).toBe(true);
});

test('delete with if-unused or if-empty is refused while it is used or not empty', () => {
  const { channel } = makeTestBroker();
  const ch = channel();
  ch.queueDeclare({ queue: 'q' });
  send(ch, 'q', ['1']);
  expect(refusal(() => channel().queueDelete({ queue: 'q', ifEmpty: true }))).toMatch('not empty');
  take(ch, 'q');
  expect(refusal(() => channel().queueDelete({ queue: 'q', ifUnused: true }))).toMatch('in use');
  ch.exchangeDeclare({ exchange: 'x', type: 'fanout' });
  ch.queueBind({ queue: 'q', exchange: 'x' });
  expect(refusal(() => channel().exchangeDelete({ exchange: 'x', ifUnused: true }))).toBe(
    "406 PRECONDITION_FAILED - exchange 'x' in vhost '/' in use",
  );
});
