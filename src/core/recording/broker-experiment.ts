/** A broker's definitions as an experiment of the playground: declared one by one, then anybody may publish, bind and consume. */

import type { JsonTable } from '../trace/fact.ts';
import type { Command, Experiment } from '../trace/trace.ts';
import type { PoliciesRead } from './readers/policies.ts';
import type { BrokerSnapshot } from './readers/records.ts';

/** Entities that are declared; more than a page can show of one broker are left out. */
const MOST = 600;
const CLIENT = 'publisher';

export interface BrokerPlayed {
  readonly experiment: Experiment;
  readonly exchanges: number;
  readonly queues: number;
  readonly bindings: number;
  /** what is left out: exclusive queues, and more than `MOST` */
  readonly left: number;
  readonly policies: PoliciesPlayed | null;
}

/** What policies do here; null = there are none, and no parameters. */
export interface PoliciesPlayed extends Omit<PoliciesRead, 'applied'> {
  readonly applied: readonly (PoliciesRead['applied'][number] & {
    /** keys that the playground obeys, and those that it does not: federation, mirrors, lazy queues ... */
    readonly obeyed: readonly string[];
    readonly ignored: readonly string[];
  })[];
}

const isOwn = (name: string): boolean => name !== '' && !name.startsWith('amq.');

export function brokerExperiment({ exchanges, queues, bindings, policies }: BrokerSnapshot): BrokerPlayed {
  const orders: Omit<Command, 'at_us'>[] = [];
  const own = exchanges.filter(({ name }) => isOwn(name));
  const shared = queues.filter(({ exclusive, name }) => !exclusive && name !== '');
  const joined = bindings.filter(({ source }) => source !== '');
  const setBy = new Map(
    policies.applied.map(({ kind, vhost, name, sets }) => [`${kind} ${vhost} ${name}`, sets]),
  );
  for (const { name: exchange, internal, ...one } of own) {
    const given = withPolicy('exchange', one.arguments, setBy.get(`exchange ${one.vhost} ${exchange}`) ?? {});
    orders.push({
      name: 'declare_exchange',
      args: { client: CLIENT, exchange, internal, ...one, arguments: given },
    });
  }
  for (const { name: queue, exclusive: _exclusive, ...one } of shared) {
    const given = withPolicy('queue', one.arguments, setBy.get(`queue ${one.vhost} ${queue}`) ?? {});
    orders.push({ name: 'declare_queue', args: { client: CLIENT, queue, ...one, arguments: given } });
  }
  for (const one of joined) orders.push({ name: 'bind', args: { client: CLIENT, ...one } });
  const kept = orders.slice(0, MOST);
  const commands = kept.map((order, i): Command => ({ at_us: 10_000 * (i + 1), ...order }));
  return {
    experiment: { v: 1, deployment: { playground: [CLIENT, 'consumer'] }, commands },
    exchanges: own.length,
    queues: shared.length,
    bindings: joined.length,
    left: queues.length - shared.length + orders.length - kept.length,
    policies: played(policies),
  };
}

function played(policies: PoliciesRead): PoliciesPlayed | null {
  const { applied, idle, untried, parameters } = policies;
  if (applied.length + idle.length + untried.length + Object.keys(parameters).length === 0) return null;
  return {
    ...policies,
    applied: applied.map((one) => {
      const keys = Object.keys(one.sets);
      const isObeyed = (key: string): boolean => isValid(one.kind, key, one.sets[key]);
      return { ...one, obeyed: keys.filter(isObeyed), ignored: keys.filter((key) => !isObeyed(key)) };
    }),
  };
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isText = (value: unknown): boolean => typeof value === 'string';
const OVERFLOWS: readonly unknown[] = ['drop-head', 'reject-publish', 'reject-publish-dlx'];

/** What the playground's broker does of a policy's definition, each with the values that it takes. */
const OBEYED: {
  readonly [K in 'queue' | 'exchange']: { readonly [key: string]: (value: unknown) => boolean };
} = {
  queue: {
    'message-ttl': isCount,
    expires: (value) => isCount(value) && value !== 0,
    'max-length': isCount,
    'max-length-bytes': isCount,
    overflow: (value) => OVERFLOWS.includes(value),
    'dead-letter-exchange': isText,
    'dead-letter-routing-key': isText,
  },
  exchange: { 'alternate-exchange': isText },
};

const isValid = (kind: 'queue' | 'exchange', key: string, value: unknown): boolean =>
  OBEYED[kind][key]?.(value) ?? false;

/**
 * The playground has no policies: what one sets is declared as arguments. Of numbers the smaller holds, of all else the
 * argument (`rabbit_amqqueue_process.erl: process_args_policy`).
 */
function withPolicy(kind: 'queue' | 'exchange', given: JsonTable, sets: JsonTable): JsonTable {
  const all = new Map(Object.entries(given));
  for (const [key, value] of Object.entries(sets)) {
    if (!isValid(kind, key, value)) continue;
    const name = kind === 'queue' ? `x-${key}` : key;
    const own = all.get(name);
    if (own === undefined) all.set(name, value);
    else if (typeof own === 'number' && typeof value === 'number') all.set(name, Math.min(own, value));
  }
  // a key for dead letters means nothing without their exchange
  if (!all.has('x-dead-letter-exchange')) all.delete('x-dead-letter-routing-key');
  return Object.fromEntries(all);
}
