/** A playground: a broker and its clients, without Nova. What its trace declares, and who takes from what. */
import { merged } from '../../core/reading/facts-after.ts';
import { indexOf, type TraceIndex } from '../../core/reading/trace-index.ts';
import type { Fact } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';

interface Entity {
  readonly vhost: string;
  /** '' = the default exchange */
  readonly name: string;
}
export interface Entities {
  readonly exchanges: readonly Entity[];
  readonly queues: readonly (Entity & { readonly consumers: readonly string[] })[];
  /** clients on the consumers' side */
  readonly receivers: ReadonlySet<string>;
}

export const entitiesOf = (trace: Trace): Entities => indexOf(trace).once(entitiesIn);

/** Every exchange and queue of the trace in its order, the default exchange where it is used, before the others. */
function entitiesIn(index: TraceIndex): Entities {
  const { vhosts, services } = index.head.topology;
  const named = [...index.of('exchange.declared'), ...index.of('message.published')];
  const taken = index.of('consumer.added');
  const exchanges = vhosts.flatMap((vhost) =>
    namesHere(named, vhost, (fact) => fact.exchange)
      .toSorted((a, b) => Number(a !== '') - Number(b !== ''))
      .map((name) => ({ vhost, name })),
  );
  const queues = vhosts.flatMap((vhost) =>
    namesHere(index.of('queue.declared'), vhost, (fact) => fact.queue).map((name) => {
      const mine = taken.filter((fact) => fact.vhost === vhost && fact.queue === name);
      return { vhost, name, consumers: [...new Set(mine.map((fact) => fact.user))] };
    }),
  );
  const consumers = new Set(taken.map((fact) => fact.user));
  const publishers = new Set(index.of('message.published').map((fact) => fact.actor));
  const clients = services.map((place) => place.actor);
  const apart = clients.filter((actor) => publishers.has(actor) && !consumers.has(actor));
  const first = clients.find((actor) => !consumers.has(actor)) ?? clients[0] ?? '';
  const left = new Set(apart.length > 0 ? apart : [first]);
  return { exchanges, queues, receivers: new Set(clients.filter((actor) => !left.has(actor))) };
}

/** Each name once, in the order of the trace. */
function namesHere<F extends Fact & { readonly vhost: string }>(
  facts: readonly F[],
  vhost: string,
  nameOf: (fact: F) => string,
): readonly string[] {
  return [...new Set(merged([facts.filter((fact) => fact.vhost === vhost)]).map(nameOf))];
}
