/** Tiny traces made by hand: one small cloud with two services, and what happens in it fact by fact. */
import { micros } from '../base/time.ts';
import type { Actor, FactBody, MessageProperties, Row, RpcSummary } from '../trace/fact.ts';
import { makeFactLog } from '../trace/log.ts';
import type { Rows, ServicePlace, Trace } from '../trace/trace.ts';

export interface Tiny {
  /** Adds a fact `ms` milliseconds after the start; its index. */
  add(ms: number, actor: Actor, body: FactBody, cause?: number | null): number;
  trace(): Trace;
}

function place(actor: Actor, program: string, databases: readonly string[]): ServicePlace {
  return { actor, program, host: 'h', machine: 'controller', kind: 'nova', vhosts: ['v'], databases };
}

const SERVICES = [
  place('api', 'nova-api', ['nova_api']),
  place('conductor', 'nova-conductor', ['nova_cell1']),
  place('placement', 'placement', ['placement']),
  place('cpu1', 'nova-compute', []),
];

export function makeTiny(seed: Rows = {}): Tiny {
  const log = makeFactLog();
  const databases = ['nova_api', 'nova_cell1', 'placement'];
  return {
    add: (ms, actor, body, cause = null) => log.add(micros(ms * 1000), actor, cause, 'scenario', body),
    trace: () => ({
      v: 1,
      source: 'simulated',
      experiment: { v: 1 },
      epoch_ms: 0,
      topology: { vhosts: ['v'], databases, services: SERVICES },
      seed,
      facts: log.facts,
      error: null,
    }),
  };
}

/** A queue `q` bound to the topic exchange `nova` by its name, with a consumer of the conductor's. */
export function withQueue(tiny: Tiny): Tiny {
  const made = { durable: false, auto_delete: false, arguments: {} };
  const nova = { vhost: 'v', exchange: 'nova', type: 'topic', internal: false, ...made } as const;
  tiny.add(0, 'conductor', { kind: 'exchange.declared', ...nova });
  tiny.add(0, 'conductor', { kind: 'queue.declared', vhost: 'v', queue: 'q', exclusive: false, ...made });
  const bound = { source: 'nova', destination: 'q', destination_type: 'queue', routing_key: 'q' } as const;
  tiny.add(0, 'conductor', { kind: 'binding.added', vhost: 'v', arguments: {}, ...bound });
  return tiny;
}

interface Publication {
  readonly actor?: Actor;
  readonly exchange?: string;
  readonly key?: string;
  readonly queues?: readonly string[];
  readonly properties?: MessageProperties;
  readonly rpc?: RpcSummary;
}

export function published(message: number, options: Publication = {}): FactBody {
  const { actor = 'api', exchange = 'nova', key = 'q', queues = ['q'], properties = {} } = options;
  const rpc = options.rpc ?? { type: 'cast', method: 'm' };
  const wire = { body: '{}', mandatory: false, connection: `${actor}-1`, properties, rpc };
  return { kind: 'message.published', message, vhost: 'v', exchange, routing_key: key, queues, ...wire };
}

export function delivered(
  message: number,
  options: { queue?: string; by?: Actor; again?: boolean } = {},
): FactBody {
  const { queue = 'q', by = 'conductor', again = false } = options;
  const held = { consumer: '1', connection: `${by}-1`, redelivered: again };
  return { kind: 'message.delivered', message, vhost: 'v', queue, ...held };
}

export function acked(message: number, queue = 'q'): FactBody {
  return { kind: 'message.acked', message, vhost: 'v', queue };
}

export function rowChanged(table: string, key: number, before: Row | null, after: Row | null): FactBody {
  const [database = '', name = ''] = table.split('.');
  return { kind: 'row.changed', database, table: name, key: [key], before, after };
}
