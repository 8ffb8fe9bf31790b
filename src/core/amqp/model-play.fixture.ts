/**
 * Plays operations on the broker and on the model and compares after each: what the method answered or refused,
 * what each consumer got in its order, returns, confirms, and what stands in the queues. Throws at the first difference.
 */
import { assert, defined } from '../base/assert.ts';
import type { ChannelOptions } from './api.ts';
import { makeModel, outstandingOf } from './model.fixture.ts';
import { type Action, actionOf, aimed, type Log, type ModelTable, note } from './model-actions.fixture.ts';
import { endChannels, endConnection, openChannel, pass, restart } from './model-channel.fixture.ts';
import { CONNECTION_OF, type Operation } from './model-ops.fixture.ts';
import { makeTestBroker } from './test-broker.ts';

const hears = (log: Log, slot: number): ChannelOptions => ({
  onConfirm: ({ sequence, ack }) => note(log, `${slot}`, `confirm ${sequence} ${ack}`),
  onReturn: ({ replyCode, body, exchange, routingKey }) =>
    note(log, `${slot}`, `return ${replyCode} ${body} ${exchange} ${routingKey}`),
});

function openSlot(table: ModelTable, slot: number): void {
  const connection = defined(table.connections[CONNECTION_OF[slot] ?? 0], 'connection');
  table.channels[slot] = connection.openChannel(hears(table.real, slot));
  table.modelled[slot] = openChannel(table.model, CONNECTION_OF[slot] ?? 0, hears(table.ideal, slot));
  table.spent[slot] = [];
  table.consumers[slot] = [];
}

function openConnection(table: ModelTable, connection: number): void {
  table.connections[connection] = table.world.connect(`user${connection}`);
  for (const [slot, of] of CONNECTION_OF.entries()) if (of === connection) openSlot(table, slot);
}

function setTable(): ModelTable {
  const log = (): Log => ({ heard: {}, tags: {} });
  const sides = { world: makeTestBroker(), model: makeModel(), real: log(), ideal: log() };
  const table: ModelTable = {
    ...sides,
    connections: [],
    channels: [],
    modelled: [],
    spent: [],
    consumers: [],
    named: 0,
  };
  openConnection(table, 0);
  openConnection(table, 1);
  return table;
}

/** `[code, scope]` of a refusal by either side; anything else that is thrown is a failure of its own. */
function outcome(run: () => unknown): { answer: unknown } | { refused: readonly [number, string] } {
  try {
    return { answer: run() ?? null };
  } catch (error) {
    if (!(error instanceof Error && 'replyCode' in error && 'scope' in error)) throw error;
    return { refused: [Number(error.replyCode), String(error.scope)] };
  }
}

function same(what: string, broker: unknown, model: unknown): void {
  const [is, should] = [JSON.stringify(broker), JSON.stringify(model)];
  assert(is === should, `${what}: the broker has ${is}, the model ${should}`);
}

function perform(table: ModelTable, slot: number, action: Action): void {
  const modelled = defined(table.modelled[slot], 'channel');
  const is = outcome(() => action(defined(table.channels[slot], 'channel'), table.real));
  table.model.preferredOrder = 'answer' in is && Array.isArray(is.answer) ? is.answer : [];
  const should = outcome(() => action(modelled.methods, table.ideal));
  same('outcome', is, should);
  if (!('refused' in is)) return;
  if (is.refused[1] === 'channel') {
    endChannels(table.model, [modelled.state]);
    table.world.settle();
    openSlot(table, slot);
    return;
  }
  endConnection(table.model, modelled.state.connection);
  table.world.settle();
  openConnection(table, modelled.state.connection);
}

function doBoth(table: ModelTable, op: Operation, body: string): void {
  if (op.op === 'wait') {
    for (let ms = 0; ms < op.milliseconds; ms += 1) {
      table.world.advance(1);
      pass(table.model, 1);
    }
  } else if (op.op === 'restart') {
    table.world.broker.stop('restart');
    table.world.broker.start('restart');
    restart(table.model);
    openConnection(table, 0);
    openConnection(table, 1);
  } else if (op.op === 'lose') {
    defined(table.connections[op.connection], 'connection').lose();
    endConnection(table.model, op.connection);
    table.world.settle();
    openConnection(table, op.connection);
  } else if (op.op === 'close') {
    defined(table.channels[op.channel], 'channel').close();
    endChannels(table.model, [defined(table.modelled[op.channel], 'channel').state]);
    table.world.settle();
    openSlot(table, op.channel);
  } else {
    const aim = aimed(table, op);
    const action = aim && actionOf(table, aim, body);
    if (action && 'channel' in aim) perform(table, aim.channel, action);
  }
  table.world.settle();
}

/** Delivery tags that one operation gave out: the same numbers on a channel, shared out as the broker did it. */
function renumber(table: ModelTable): void {
  for (const [where, tags] of Object.entries(table.real.tags)) {
    const ideal = defined(table.ideal.tags[where], where);
    const { state } = defined(table.modelled[Number(where.split('/')[0])], where);
    const renamed = state.held.filter(
      ({ consumer, tag }) => where.endsWith(`/${consumer?.tag}`) && ideal.includes(tag),
    );
    for (const held of renamed) held.tag = defined(tags[ideal.indexOf(held.tag)], 'tag');
  }
  for (const { state } of table.modelled) {
    state.held.sort((a, b) => a.tag - b.tag);
    assert(
      new Set(state.held.map(({ tag }) => tag)).size === state.held.length,
      'delivery tags were not one count',
    );
  }
  for (const log of [table.real, table.ideal]) {
    log.heard = {};
    log.tags = {};
  }
}

const inOrder = (heard: Readonly<Record<string, string[]>>) =>
  Object.entries(heard).toSorted(([a], [b]) => (a < b ? -1 : 1));

const byName = (a: readonly unknown[], b: readonly unknown[]): number =>
  String(a[0]) < String(b[0]) ? -1 : 1;

function compare(table: ModelTable): void {
  const { model, world, real, ideal } = table;
  same('deliveries, returns, confirms', inOrder(real.heard), inOrder(ideal.heard));
  const view = world.broker.inspect('/');
  const rows = view.queues.map(({ name, ready, unacked, consumers }) => [
    name,
    ready.length,
    unacked.length,
    consumers.length,
  ]);
  const wanted = model.queues.map((queue) => [
    queue.name,
    queue.ready.length,
    outstandingOf(model, queue),
    queue.consumers.length,
  ]);
  same('queues (ready, unacked, consumers)', rows.sort(byName), wanted.sort(byName));
  const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name).sort();
  same('exchanges', names(view.exchanges), names(model.exchanges));
  same('number of bindings', view.bindings.length, model.bindings.length);
}

/** Throws at the first difference, with the operation and the answers of both. */
export function play(operations: readonly Operation[]): void {
  const table = setTable();
  let at = 0;
  const run = (op: Operation): void => {
    try {
      doBoth(table, op, `m${at}`);
      compare(table);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw new Error(`operation ${at} ${JSON.stringify(op)}: ${error.message}`, { cause: error });
    }
    renumber(table);
    at += 1;
  };
  for (const op of operations) run(op);
  // what is held comes back and every queue is read to its end: what the counts hid, the order shows
  run({ op: 'lose', connection: 0 });
  run({ op: 'lose', connection: 1 });
  for (const queue of [...table.model.queues]) {
    const { length } = queue.ready;
    for (let n = 0; n <= length; n += 1) {
      run({ op: 'get', channel: 0, queue: queue.name, noAck: true, bold: false });
    }
  }
}
