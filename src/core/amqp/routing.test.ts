import { expect, test } from 'vitest';
import type { Channel } from './broker.ts';
import { makeTestBroker, refusal } from './test-broker.ts';

function withQueues(...names: string[]): Channel {
  const ch = makeTestBroker().channel();
  for (const queue of names) ch.queueDeclare({ queue });
  return ch;
}
const to = (ch: Channel, exchange: string, routingKey: string, headers = {}): readonly string[] =>
  ch.basicPublish({ exchange, routingKey, body: '', properties: { headers } }).routed;

test('the default exchange routes by the name of the queue', () => {
  const ch = withQueues('a', 'b');
  expect(to(ch, '', 'b')).toEqual(['b']);
  expect(to(ch, '', 'c')).toEqual([]);
});

test('a direct exchange asks for an equal key, a fanout for none', () => {
  const ch = withQueues('a', 'b');
  ch.exchangeDeclare({ exchange: 'd', type: 'direct' });
  ch.exchangeDeclare({ exchange: 'f', type: 'fanout' });
  for (const queue of ['a', 'b']) {
    ch.queueBind({ queue, exchange: 'd', routingKey: queue });
    ch.queueBind({ queue, exchange: 'f', routingKey: 'ignored' });
  }
  expect(to(ch, 'd', 'a')).toEqual(['a']);
  expect(to(ch, 'f', 'whatever')).toEqual(['a', 'b']);
});

test('a queue gets one copy however many of its bindings match', () => {
  const ch = withQueues('a');
  for (const routingKey of ['#', 'a.*', 'a.b'])
    ch.queueBind({ queue: 'a', exchange: 'amq.topic', routingKey });
  expect(to(ch, 'amq.topic', 'a.b')).toEqual(['a']);
});

test('a binding is identified by its arguments too; unbinding another one leaves it', () => {
  const ch = withQueues('a');
  const bind = { queue: 'a', exchange: 'amq.headers', arguments: { k: 1 } };
  ch.queueBind(bind);
  ch.queueUnbind({ ...bind, arguments: { k: 2 } });
  expect(to(ch, 'amq.headers', '', { k: 1 })).toEqual(['a']);
  ch.queueUnbind(bind);
  expect(to(ch, 'amq.headers', '', { k: 1 })).toEqual([]);
});

test('an unknown x-match is refused at the bind', () => {
  const ch = withQueues('a');
  const bind = { queue: 'a', exchange: 'amq.headers', arguments: { 'x-match': 'sometimes' } };
  expect(refusal(() => ch.queueBind(bind))).toBe(
    '406 PRECONDITION_FAILED - Invalid x-match field value <<"sometimes">>; expected all, any, all-with-x, or any-with-x',
  );
});

test('a circle of exchanges ends, and every queue on the way gets its copy', () => {
  const ch = withQueues('a', 'b');
  for (const exchange of ['x', 'y']) ch.exchangeDeclare({ exchange, type: 'fanout' });
  ch.exchangeBind({ source: 'x', destination: 'y' });
  ch.exchangeBind({ source: 'y', destination: 'x' });
  ch.queueBind({ queue: 'a', exchange: 'x' });
  ch.queueBind({ queue: 'b', exchange: 'y' });
  expect(to(ch, 'x', '')).toEqual(['a', 'b']);
});

test('an alternate exchange takes what finds no binding, and only that', () => {
  const ch = withQueues('a', 'other');
  ch.exchangeDeclare({ exchange: 'x', type: 'direct', arguments: { 'alternate-exchange': 'amq.fanout' } });
  ch.queueBind({ queue: 'a', exchange: 'x', routingKey: 'a' });
  ch.queueBind({ queue: 'other', exchange: 'amq.fanout' });
  expect(to(ch, 'x', 'a')).toEqual(['a']);
  expect(to(ch, 'x', 'b')).toEqual(['other']);
});

test('CC and BCC are further keys; BCC is gone when the message arrives', () => {
  const ch = withQueues('a', 'b', 'c');
  expect(to(ch, '', 'a', { CC: ['b'], BCC: ['c'] })).toEqual(['a', 'b', 'c']);
  const got = ch.basicGet({ queue: 'c' });
  expect([got?.routingKey, got?.properties.headers]).toEqual(['a', { CC: ['b'] }]);
});

test('nobody publishes to an internal exchange', () => {
  const ch = withQueues();
  ch.exchangeDeclare({ exchange: 'x', internal: true });
  expect(refusal(() => to(ch, 'x', ''))).toBe(
    "403 ACCESS_REFUSED - cannot publish to internal exchange 'x' in vhost '/'",
  );
});

test('vhosts share nothing but the broker', () => {
  const { broker, connect } = makeTestBroker();
  broker.addVhost('cell1');
  const [root, cell] = [connect().openChannel(), connect('guest', 'cell1').openChannel()];
  root.queueDeclare({ queue: 'q' });
  expect(to(cell, '', 'q')).toEqual([]);
  expect(refusal(() => connect('guest', 'none'))).toBe('530 NOT_ALLOWED - vhost none not found');
});

test('an auto-delete exchange goes with its last binding as a source, not before it had one', () => {
  const { channel, broker, of } = makeTestBroker();
  const ch = channel();
  ch.exchangeDeclare({ exchange: 'compute_fanout', type: 'fanout', autoDelete: true });
  for (const queue of ['a', 'b']) {
    ch.queueDeclare({ queue });
    ch.queueBind({ queue, exchange: 'compute_fanout' });
  }
  ch.queueUnbind({ queue: 'a', exchange: 'compute_fanout' });
  expect(broker.inspect('/').exchanges.some(({ name }) => name === 'compute_fanout')).toBe(true);
  ch.queueDelete({ queue: 'b' });
  expect(of('exchange.deleted')).toMatchObject([{ exchange: 'compute_fanout', reason: 'auto_delete' }]);
});
