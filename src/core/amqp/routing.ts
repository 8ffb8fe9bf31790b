/**
 * From an exchange to the set of queues: exchanges are walked, each once, so circles end; a queue gets one copy however
 * many ways lead to it.
 */
import type { JsonTable } from '../trace/fact.ts';
import { alternateOf } from './exchange.ts';
import type { Exchange, Queue } from './state.ts';

/** The queues that get a copy, in the order in which the walk finds them. */
export function route(from: Exchange, routingKeys: readonly string[], headers: JsonTable): Queue[] {
  const queues = new Set<Queue>();
  const seen = new Set<Exchange>([from]);
  for (const exchange of seen) {
    for (const next of step(exchange, routingKeys, headers, queues)) seen.add(next);
  }
  return [...queues];
}

/** One exchange: adds the queues it finds, returns the exchanges it leads to. */
function step(
  exchange: Exchange,
  routingKeys: readonly string[],
  headers: JsonTable,
  queues: Set<Queue>,
): readonly Exchange[] {
  const next: Exchange[] = [];
  let matched = false;
  for (const key of routingKeys) {
    const byName = exchange.name === '' ? exchange.vhost.queues.get(key) : undefined;
    if (byName) {
      queues.add(byName);
      matched = true;
    }
    exchange.table.match(key, headers, (binding) => {
      matched = true;
      if ('bindings' in binding.destination) queues.add(binding.destination);
      else next.push(binding.destination);
    });
  }
  const alternate = matched ? undefined : alternateOf(exchange);
  return alternate ? [alternate] : next;
}
