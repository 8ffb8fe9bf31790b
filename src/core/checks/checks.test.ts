import { describe, expect, it } from 'vitest';
import type { Micros } from '../base/time.ts';
import type { DropReason, Fact } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { checkTrace } from './check-trace.ts';
import { lossLedger } from './requests.ts';
import { topicMatches } from './routing.ts';
import { acked, delivered, makeTiny, published, rowChanged, type Tiny, withQueue } from './tiny.fixture.ts';

const ids = (tiny: Tiny) => [...new Set(checkTrace(tiny.trace()).map((each) => each.id))];

/** A cast on its whole way: published, delivered, acked, run, done. */
function wholeCast(tiny = withQueue(makeTiny())): Tiny {
  tiny.add(1, 'api', published(1));
  tiny.add(2, 'conductor', delivered(1));
  tiny.add(2, 'conductor', acked(1));
  tiny.add(2, 'conductor', { kind: 'rpc.dispatched', message: 1, method: 'm' });
  tiny.add(3, 'conductor', { kind: 'rpc.completed', message: 1, method: 'm', failure: null });
  return tiny;
}

/** A call `m` of the api with a time-out of one second, its reply queue there; not answered yet. */
function openCall(): Tiny {
  const tiny = withQueue(makeTiny());
  const reply = { vhost: 'v', queue: 'reply_a', durable: false, auto_delete: false, exclusive: false };
  tiny.add(0, 'api', { kind: 'queue.declared', ...reply, arguments: {} });
  const rpc = { type: 'call', method: 'm', msg_id: 'id1', reply_q: 'reply_a' } as const;
  tiny.add(1, 'api', published(1, { rpc, properties: { expiration: '1000' } }));
  tiny.add(2, 'conductor', delivered(1));
  tiny.add(2, 'conductor', acked(1));
  tiny.add(2, 'conductor', { kind: 'rpc.dispatched', message: 1, method: 'm' });
  return tiny;
}

function answer(tiny: Tiny, from = 'conductor', to = 'api'): Tiny {
  const rpc = { type: 'reply', msg_id: 'id1', ending: true } as const;
  tiny.add(3, from, published(2, { actor: from, exchange: '', key: 'reply_a', queues: ['reply_a'], rpc }));
  tiny.add(4, to, delivered(2, { queue: 'reply_a', by: to }));
  tiny.add(4, to, acked(2, 'reply_a'));
  return tiny;
}

const resolvedAt = (
  tiny: Tiny,
  ms: number,
  resolution: 'result' | 'MessagingTimeout' = 'result',
  by = 'api',
) => {
  tiny.add(ms, by, { kind: 'rpc.resolved', msg_id: 'id1', resolution, failure: null });
  return tiny;
};

it('a cast and a call that go their whole way break no law', () => {
  expect(checkTrace(wholeCast().trace())).toEqual([]);
  const call = resolvedAt(answer(openCall()), 4);
  call.add(5, 'conductor', { kind: 'rpc.completed', message: 1, method: 'm', failure: null });
  expect(checkTrace(call.trace())).toEqual([]);
});

describe('laws of every trace', () => {
  const [first, second] = wholeCast().trace().facts.slice(3) as [Fact, Fact];
  const of = (...facts: Fact[]): Trace => ({ ...makeTiny().trace(), source: 'recorded', facts });
  const broken = (trace: Trace) => checkTrace(trace).map((each) => each.id);

  it('D1: an index that is not its place', () => {
    expect(broken(of({ ...first, index: 3 }))).toEqual(['D1']);
  });
  it('D2: a cause that does not come before its effect', () => {
    expect(broken(of({ ...first, index: 0, cause: 0 }))).toEqual(['D2']);
  });
  it('D3: time that falls', () => {
    expect(broken(of({ ...first, index: 0 }, { ...second, index: 1, at: 0 as Micros }))).toEqual(['D3']);
  });
  it('D4: a row that was not what the change says', () => {
    const seed = { 'nova_cell1.instances': [{ id: 1, uuid: 'a', vm_state: 'building' }] };
    const after = { id: 1, uuid: 'a', vm_state: 'active' };
    const change = (before: { id: number; uuid: string; vm_state: string } | null) => {
      const tiny = makeTiny(seed);
      tiny.add(1, 'conductor', rowChanged('nova_cell1.instances', 1, before, after));
      return ids(tiny);
    };
    expect(change({ id: 1, uuid: 'a', vm_state: 'building' })).toEqual([]);
    expect(change({ id: 1, uuid: 'a', vm_state: 'error' })).toEqual(['D4']);
    expect(change(null)).toEqual(['D4']);
  });
});

describe('the broker', () => {
  const lost = (reason: string, queue: string | null = 'q') =>
    ({ kind: 'message.dropped', message: 1, vhost: 'v', queue, reason: reason as DropReason }) as const;

  it('M1: a delivery of a copy that was never routed there', () => {
    const tiny = withQueue(makeTiny());
    tiny.add(1, 'conductor', delivered(7));
    expect(ids(tiny)).toEqual(['M1']);
  });
  it('M1: a drop for a reason outside the list', () => {
    const tiny = withQueue(makeTiny());
    tiny.add(1, 'api', published(1));
    tiny.add(2, 'rabbitmq', lost('bad luck'));
    expect(ids(tiny)).toEqual(['M1']);
  });
  it('M1: a copy forgotten with its deleted queue', () => {
    const tiny = withQueue(makeTiny());
    tiny.add(1, 'api', published(1));
    tiny.add(2, 'rabbitmq', { kind: 'queue.deleted', vhost: 'v', queue: 'q', reason: 'deleted' });
    expect(ids(tiny)).toEqual(['M1']);
    tiny.add(2, 'rabbitmq', lost('queue_deleted'));
    expect(ids(tiny)).toEqual([]);
  });
  it('M1: an unroutable message with no fact of its loss', () => {
    const tiny = withQueue(makeTiny());
    tiny.add(1, 'api', published(1, { key: 'nowhere', queues: [] }));
    expect(ids(tiny)).toEqual(['M1']);
    tiny.add(1, 'rabbitmq', lost('unroutable', null));
    expect(ids(tiny)).toEqual([]);
  });
  it('M2: a copy too few, a copy too many', () => {
    for (const queues of [[], ['q', 'q2']]) {
      const tiny = withQueue(makeTiny());
      tiny.add(1, 'api', published(1, { queues }));
      expect(ids(tiny)).toContain('M2');
    }
  });
  it('M3: a second end', () => {
    const tiny = wholeCast();
    tiny.add(4, 'rabbitmq', lost('purged'));
    expect(ids(tiny)).toEqual(['M3']);
  });
  it('M4: an overtaking on one queue', () => {
    const tiny = withQueue(makeTiny());
    tiny.add(1, 'api', published(1));
    tiny.add(1, 'api', published(2));
    tiny.add(2, 'conductor', delivered(2));
    tiny.add(2, 'conductor', delivered(1));
    expect(ids(tiny)).toEqual(['M4']);
  });
  it('M5: a copy that stays with a dead connection', () => {
    const tiny = withQueue(makeTiny());
    tiny.add(1, 'api', published(1));
    tiny.add(2, 'conductor', delivered(1));
    tiny.add(3, 'rabbitmq', { kind: 'connection.closed', connection: 'conductor-1', reason: 'lost' });
    expect(ids(tiny)).toEqual(['M5']);
    const where = { message: 1, vhost: 'v', queue: 'q' };
    tiny.add(3, 'rabbitmq', { kind: 'message.requeued', ...where, reason: 'connection_closed' });
    expect(ids(tiny)).toEqual([]);
    tiny.add(4, 'cpu1', delivered(1, { by: 'cpu1' }));
    expect(ids(tiny)).toEqual(['M5']);
  });
  it('M6: an ack by another, an ack twice', () => {
    const other = withQueue(makeTiny());
    other.add(1, 'api', published(1));
    other.add(2, 'conductor', delivered(1));
    other.add(2, 'cpu1', acked(1));
    expect(ids(other)).toEqual(['M6']);
    const twice = wholeCast();
    twice.add(4, 'conductor', acked(1));
    expect(ids(twice)).toEqual(['M6']);
  });
  it('M7: a delivery after the expiry, a drop before it', () => {
    const late = withQueue(makeTiny());
    late.add(1, 'api', published(1, { properties: { expiration: '10' } }));
    late.add(11, 'conductor', delivered(1));
    expect(ids(late)).toEqual(['M7']);
    const early = withQueue(makeTiny());
    early.add(1, 'api', published(1, { properties: { expiration: '10' } }));
    early.add(10, 'rabbitmq', lost('expired'));
    expect(ids(early)).toEqual(['M7']);
  });
  it.each([
    ['a.*', 'a.b', true],
    ['a.*', 'a', false],
    ['#', '', true],
    ['a.#.b', 'a.b', true],
    ['a.#.b', 'a.x.y.b', true],
    ['a.#.b', 'a.x.y', false],
    ['*.*', 'a', false],
  ])('topic %s takes %s: %s', (pattern, key, takes) => {
    expect(topicMatches(pattern, key)).toBe(takes);
  });
});

describe('remote procedure calls', () => {
  it('R1: a request that is run before its ack', () => {
    const tiny = withQueue(makeTiny());
    tiny.add(1, 'api', published(1));
    tiny.add(2, 'conductor', delivered(1));
    tiny.add(2, 'conductor', { kind: 'rpc.dispatched', message: 1, method: 'm' });
    expect(ids(tiny)).toContain('R1');
  });
  it('R3: a request that is acked and then forgotten; one whose server was killed has its reason', () => {
    const tiny = withQueue(makeTiny());
    tiny.add(1, 'api', published(1));
    tiny.add(2, 'conductor', delivered(1));
    tiny.add(2, 'conductor', acked(1));
    expect(lossLedger(tiny.trace()).map((line) => line.end)).toEqual(['in-progress']);
    tiny.add(5000, 'client', { kind: 'command.given', name: 'nothing', args: {} });
    expect(ids(tiny)).toEqual(['R3']);
    tiny.add(5000, 'conductor', { kind: 'service.stopped', how: 'kill' });
    expect(lossLedger(tiny.trace()).map((line) => line.end)).toEqual(['acked-then-killed']);
    expect(ids(tiny)).toEqual([]);
  });
  it('R4: a result that nobody sent who ran the call', () => {
    expect(ids(resolvedAt(openCall(), 4))).toEqual(['R4']);
    expect(ids(resolvedAt(answer(openCall(), 'cpu1'), 4))).toEqual(['R4']);
  });
  it('R4: a reply that reaches another caller', () => {
    expect(ids(answer(openCall(), 'conductor', 'cpu1'))).toEqual(['R4']);
  });
  it('R5: a call resolved twice, or never', () => {
    expect(ids(resolvedAt(resolvedAt(answer(openCall()), 4), 5))).toEqual(['R5']);
    const never = openCall();
    never.add(9000, 'client', { kind: 'command.given', name: 'nothing', args: {} });
    expect(ids(never)).toEqual(['R5']);
  });
  it('R6: a time-out before its time', () => {
    expect(ids(resolvedAt(openCall(), 1000, 'MessagingTimeout'))).toEqual(['R6']);
    expect(ids(resolvedAt(openCall(), 1001, 'MessagingTimeout'))).toEqual([]);
  });
});

describe('Nova', () => {
  it('N1: an instance that ends half built, with nothing that explains it', () => {
    const row = { id: 1, uuid: 'a', deleted: 0, vm_state: 'building', task_state: 'spawning' };
    const tiny = makeTiny();
    tiny.add(1, 'conductor', rowChanged('nova_cell1.instances', 1, null, row));
    expect(ids(tiny)).toEqual(['N1']);
    tiny.add(2, 'cpu1', { kind: 'service.stopped', how: 'kill' });
    expect(ids(tiny)).toEqual(['N1']);
    // who made it died before its cast: S4
    tiny.add(3, 'conductor', { kind: 'service.stopped', how: 'kill' });
    expect(ids(tiny)).toEqual([]);
  });
  it('N3: more allocated than there is, at any moment', () => {
    const what = { resource_provider_id: 1, resource_class_id: 0 };
    const inventory = { id: 1, ...what, total: 4, reserved: 1, allocation_ratio: 2 };
    const tiny = makeTiny({ 'placement.inventories': [inventory] });
    const first = { id: 1, ...what, consumer_id: 'a', used: 6 };
    tiny.add(1, 'placement', rowChanged('placement.allocations', 1, null, first));
    expect(ids(tiny)).toEqual([]);
    const second = { id: 2, ...what, consumer_id: 'b', used: 1 };
    tiny.add(2, 'placement', rowChanged('placement.allocations', 2, null, second));
    tiny.add(3, 'placement', rowChanged('placement.allocations', 2, second, null));
    expect(ids(tiny)).toEqual(['N3']);
  });
  it('N7: nova-compute runs SQL, or a service uses a database that it has no connection to', () => {
    const sql = (actor: string, database: string) => {
      const tiny = makeTiny();
      const statement = {
        verb: 'SELECT',
        table: 't',
        statement: '',
        parameters: [],
        rows: 0,
        keys: null,
      } as const;
      tiny.add(1, actor, { kind: 'sql.executed', database, ...statement });
      return ids(tiny);
    };
    expect(sql('conductor', 'nova_cell1')).toEqual([]);
    expect(sql('conductor', 'nova_api')).toEqual(['N7']);
    expect(sql('cpu1', 'nova_cell1')).toEqual(['N7']);
  });
});

it('a recording is held only to the laws whose facts it can have', () => {
  const tiny = withQueue(makeTiny());
  tiny.add(1, 'conductor', delivered(7));
  expect(checkTrace({ ...tiny.trace(), source: 'recorded' })).toEqual([]);
});
