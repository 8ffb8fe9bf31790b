/** Hand-made traces for the tests of this room: small, but with calls, casts, drops, rows and periodic work. */
import { micros } from '../base/time.ts';
import type { Actor, FactBody, Group, Row, RpcSummary } from './fact.ts';
import { makeFactLog } from './log.ts';
import type { ServicePlace, Trace } from './trace.ts';

const place = (actor: Actor, program: string, machine: string): ServicePlace => ({
  actor,
  program,
  host: machine,
  machine,
  kind: 'nova',
  vhosts: ['/'],
  databases: [],
});

const TOPOLOGY = {
  vhosts: ['/'],
  databases: ['nova_cell1'],
  services: [
    place('nova-api', 'nova-api', 'controller'),
    place('nova-conductor-cell1', 'nova-conductor', 'controller'),
    place('nova-compute-cpu1', 'nova-compute', 'cpu1'),
  ],
};

const QUEUES: { readonly [queue: string]: Actor } = {
  conductor: 'nova-conductor-cell1',
  'compute.cpu1': 'nova-compute-cpu1',
  reply_1: 'nova-compute-cpu1',
};

function instanceRow(state: Row): Row {
  return { id: 1, uuid: 'u-1', deleted: 0, vm_state: 'building', task_state: null, host: null, ...state };
}

/** Writes facts 1 ms apart, each caused by the one that it is told of. */
export function makeScript(): {
  readonly trace: (seed?: Trace['seed']) => Trace;
  readonly fact: (actor: Actor, cause: number | null, body: FactBody, group?: Group) => number;
  readonly send: (
    actor: Actor,
    cause: number | null,
    queue: string,
    rpc: RpcSummary,
    group?: Group,
    body?: string,
  ) => number;
} {
  const log = makeFactLog();
  let messages = 0;
  const fact = (actor: Actor, cause: number | null, body: FactBody, group: Group = 'scenario'): number =>
    log.add(micros(log.facts.length * 1000), actor, cause, group, body);
  return {
    fact,
    trace: (seed = {}) => ({
      v: 1,
      source: 'simulated',
      experiment: null,
      epoch_ms: 1_000_000,
      topology: TOPOLOGY,
      seed,
      facts: log.facts,
      error: null,
    }),
    /** Publishes, and has it delivered and acked where the queue is known. Gives the index of the last fact. */
    send(actor, cause, queue, rpc, group = 'scenario', body = '{}') {
      messages += 1;
      const message = messages;
      const receiver = QUEUES[queue];
      const exchange = rpc.type === 'reply' ? '' : rpc.type === 'fanout' ? queue : 'nova';
      const published = fact(
        actor,
        cause,
        {
          kind: 'message.published',
          message,
          vhost: '/',
          exchange,
          routing_key: queue,
          properties: rpc.type === 'call' ? { expiration: '60000' } : {},
          mandatory: false,
          connection: `${actor}:1`,
          queues: receiver ? [queue] : [],
          body,
          rpc,
        },
        group,
      );
      if (!receiver) {
        return fact(
          'rabbitmq',
          published,
          { kind: 'message.dropped', message, vhost: '/', queue: null, reason: 'unroutable' },
          group,
        );
      }
      const delivery = { message, vhost: '/', queue };
      const delivered = fact(
        receiver,
        published,
        {
          kind: 'message.delivered',
          ...delivery,
          consumer: '1',
          connection: `${receiver}:1`,
          redelivered: false,
        },
        group,
      );
      const acked = fact(receiver, delivered, { kind: 'message.acked', ...delivery }, group);
      if (rpc.type === 'reply') {
        const resolved = {
          kind: 'rpc.resolved',
          msg_id: rpc.msg_id ?? '',
          resolution: 'result',
          failure: null,
        } as const;
        return fact(receiver, acked, resolved, group);
      }
      return fact(receiver, acked, { kind: 'rpc.dispatched', message, method: rpc.method ?? '' }, group);
    },
  };
}

/** The body of an Instance.save that changes `changes` to what `data` holds. */
function saveBody(data: { readonly [column: string]: string | null }): string {
  const objinst = {
    'nova_object.name': 'Instance',
    'nova_object.data': { vm_state: 'building', task_state: null, host: null, ...data },
    'nova_object.changes': Object.keys(data),
  };
  const message = { method: 'object_action', args: { objinst, objmethod: 'save' } };
  return JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': JSON.stringify(message) });
}

/** Start-up, a boot cut short (POST, cast, 202, three saves), a fanout to nobody, and a heartbeat of periodic work. */
export function smallBoot(): Trace {
  const { fact, send, trace } = makeScript();
  for (const { actor, host, program } of TOPOLOGY.services) {
    fact(actor, null, { kind: 'service.started', host, program }, 'periodic');
  }
  const command = fact('client', null, { kind: 'command.given', name: 'boot', args: {} });
  const request = {
    exchange_id: 1,
    to: 'nova-api',
    method: 'POST',
    path: '/v2.1/servers',
    microversion: '',
    global_request_id: null,
    body: null,
  };
  const posted = fact('client', command, { kind: 'http.requested', ...request });
  const cast = send('nova-api', posted, 'compute.cpu1', {
    type: 'cast',
    method: 'build_and_run_instance',
    unique_id: '1',
  });
  fact('nova-api', cast, {
    kind: 'http.answered',
    exchange_id: 1,
    to: 'client',
    status: 202,
    request_id: 'req-1',
    body: null,
  });
  let before: Row = instanceRow({ task_state: 'scheduling' });
  let cause = cast;
  const save = (change: { [column: string]: string | null }, id: string): void => {
    const call: RpcSummary = {
      type: 'call',
      method: 'object_action',
      detail: 'Instance.save',
      msg_id: id,
      reply_q: 'reply_1',
      unique_id: `c${id}`,
    };
    const dispatched = send('nova-compute-cpu1', cause, 'conductor', call, 'scenario', saveBody(change));
    const after = { ...before, ...change };
    const written = fact('nova-conductor-cell1', dispatched, {
      kind: 'row.changed',
      database: 'nova_cell1',
      table: 'instances',
      key: [1],
      before,
      after,
    });
    before = after;
    const reply: RpcSummary = {
      type: 'reply',
      msg_id: id,
      unique_id: `r${id}`,
      ending: true,
      in_reply_to: 'object_action Instance.save',
    };
    cause = send('nova-conductor-cell1', written, 'reply_1', reply);
  };
  save({ host: 'cpu1' }, '1');
  save({ task_state: 'networking' }, '2');
  const heartbeat: RpcSummary = {
    type: 'call',
    method: 'object_action',
    detail: 'Service.save',
    msg_id: 'h',
    reply_q: 'reply_1',
    unique_id: 'h',
  };
  send('nova-compute-cpu1', null, 'conductor', heartbeat, 'periodic');
  save({ vm_state: 'active', task_state: null }, '3');
  send('nova-compute-cpu1', cause, 'scheduler_fanout', {
    type: 'fanout',
    method: 'update_instance_info',
    unique_id: 'f',
  });
  return trace({ 'nova_cell1.instances': [instanceRow({ task_state: 'scheduling' })] });
}
