/** A broker's definitions as an experiment of the playground: declared one by one, then anybody may publish, bind and consume. */
import type { Command, Experiment } from '../trace/trace.ts';
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
}

const isOwn = (name: string): boolean => name !== '' && !name.startsWith('amq.');

export function brokerExperiment({ exchanges, queues, bindings }: BrokerSnapshot): BrokerPlayed {
  const orders: Omit<Command, 'at_us'>[] = [];
  const own = exchanges.filter(({ name }) => isOwn(name));
  const shared = queues.filter(({ exclusive, name }) => !exclusive && name !== '');
  const joined = bindings.filter(({ source }) => source !== '');
  for (const { name: exchange, internal, ...one } of own)
    orders.push({ name: 'declare_exchange', args: { client: CLIENT, exchange, internal, ...one } });
  for (const { name: queue, exclusive: _exclusive, ...one } of shared)
    orders.push({ name: 'declare_queue', args: { client: CLIENT, queue, ...one } });
  for (const one of joined) orders.push({ name: 'bind', args: { client: CLIENT, ...one } });
  const kept = orders.slice(0, MOST);
  const commands = kept.map((order, i): Command => ({ at_us: 10_000 * (i + 1), ...order }));
  return {
    experiment: { v: 1, deployment: { playground: [CLIENT, 'consumer'] }, commands },
    exchanges: own.length,
    queues: shared.length,
    bindings: joined.length,
    left: queues.length - shared.length + orders.length - kept.length,
  };
}
