/** Vhost by vhost the exchanges, bindings and queues at the cursor; the way of this step's message is lit. */
import { isBuiltIn } from '../../core/amqp/built-in.ts';
import { exchangeType } from '../../core/amqp/match.ts';
import type { MessageId, Published } from '../../core/trace/fact.ts';
import type { VhostState } from '../../core/trace/world.ts';
import type { Texts } from '../../i18n/index.ts';
import { traceOf, worldOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Code } from '../shared/Code.tsx';
import { keepInView } from '../shared/keep-in-view.ts';
import { Unknown } from '../shared/Unknown.tsx';
import { Arguments, Flags, Lit } from './Flags.tsx';
import { messageHere } from './message-here.ts';
import { QueueButton } from './QueueName.tsx';
import { QueueTable } from './QueueTable.tsx';
import { type ExchangeRoute, inWork, routesOf, throughDefault } from './routes.ts';

export function Inside({ texts }: { texts: Texts }) {
  const trace = useStore(traceOf);
  const world = useStore(worldOf);
  const message = useStore(messageHere);
  const work = inWork(trace, world);
  return (
    <>
      {[...world.vhosts.values()].map((vhost) => (
        <Vhost key={vhost.vhost} vhost={vhost} message={message} work={work} texts={texts} />
      ))}
      <p className="quiet">{texts.panels.queues.note}</p>
    </>
  );
}

interface VhostProps {
  readonly vhost: VhostState;
  readonly message: Published | null;
  readonly work: ReadonlyMap<string, readonly MessageId[]> | null;
  readonly texts: Texts;
}

function Vhost({ vhost, message, work, texts }: VhostProps) {
  const t = texts.panels.queues;
  const name = t.vhost(vhost.vhost);
  const lit = message?.vhost === vhost.vhost ? message.queues : [];
  return (
    <section className="queues-vhost" aria-label={name} data-vhost={vhost.vhost}>
      <h3 className="queues-title" lang="en">
        {name}
      </h3>
      <div className="queues-columns">
        <Routes vhost={vhost} message={message} texts={texts} />
        <QueueTable vhost={vhost} lit={lit} work={work} texts={texts} />
      </div>
    </section>
  );
}

function Routes({ vhost, message, texts }: Omit<VhostProps, 'work'>) {
  const t = texts.panels.queues;
  const simulated = useStore((s) => traceOf(s).source === 'simulated');
  const routes = routesOf(vhost, message, simulated);
  const byDefault = throughDefault(vhost, message);
  const firstBound = routes.findIndex((route) => route.destination !== null);
  return (
    <section className="queues-scroll" aria-label={`${t.exchanges}, ${t.vhost(vhost.vhost)}`}>
      <table className="routes">
        <caption>{t.exchanges}</caption>
        <thead>
          <tr>
            <th scope="col">{t.exchange}</th>
            <th scope="col">{t.type}</th>
            <th scope="col">{texts.queues.flags.title}</th>
            <th scope="col">{t.routingKey}</th>
            <th scope="col">{texts.queues.destination}</th>
          </tr>
        </thead>
        <tbody data-roving-root="">
          <tr data-lit={byDefault ? '' : undefined} {...(byDefault ? { ref: keepInView } : {})}>
            <th scope="row">{texts.panels.common.defaultExchange}</th>
            <td>{t.types.direct}</td>
            <td>{texts.queues.flags.builtIn}</td>
            <td colSpan={2}>
              {t.everyQueue}
              {byDefault ? <Lit texts={texts} /> : null}
            </td>
          </tr>
          {routes.map((route, i) => (
            <RouteRow
              key={`${route.exchange} ${route.routing_key} ${route.destination_type} ${route.destination} ${JSON.stringify(route.arguments)}`}
              route={route}
              vhost={vhost}
              first={i === firstBound}
              repeated={routes[i - 1]?.exchange === route.exchange}
              texts={texts}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly route: ExchangeRoute;
  readonly vhost: VhostState;
  /** the table's stop in the Tab order */
  readonly first: boolean;
  readonly repeated: boolean;
  readonly texts: Texts;
}

function RouteRow({ route, vhost, first, repeated, texts }: RowProps) {
  const t = texts.panels.queues;
  const simulated = useStore((s) => traceOf(s).source === 'simulated');
  const type = exchangeType(vhost, route.exchange);
  return (
    <tr
      data-lit={route.lit ? '' : undefined}
      data-repeated={repeated ? '' : undefined}
      data-exchange={route.exchange}
      {...(route.lit ? { ref: keepInView } : {})}
    >
      <th scope="row">
        <Code>{route.exchange}</Code>
      </th>
      <td>{type ? t.types[type] : <Unknown texts={texts} />}</td>
      <td>{repeated ? null : <ExchangeFlags vhost={vhost} name={route.exchange} texts={texts} />}</td>
      {route.destination === null ? (
        <td colSpan={2}>
          {simulated || route.lit ? t.noBinding : <Unknown texts={texts} />}
          {route.lit ? <Lit texts={texts} /> : null}
        </td>
      ) : (
        <>
          <td>
            <BindingKey value={route.routing_key} texts={texts} />
            {route.arguments ? <Arguments table={route.arguments} /> : null}
          </td>
          <td>
            {route.destination_type === 'queue' ? (
              <QueueButton vhost={vhost.vhost} queue={route.destination} first={first} />
            ) : (
              <>
                {texts.queues.toExchange} <Code>{route.destination}</Code>
              </>
            )}
            {route.lit ? <Lit texts={texts} /> : null}
          </td>
        </>
      )}
    </tr>
  );
}

function ExchangeFlags({ vhost, name, texts }: { vhost: VhostState; name: string; texts: Texts }) {
  if (isBuiltIn(name)) return texts.queues.flags.builtIn;
  const state = vhost.exchanges.get(name);
  if (!state || state.durable === null) return <Unknown texts={texts} />;
  const { durable, auto_delete, internal } = state;
  return <Flags flags={{ durable, auto_delete, internal }} table={state.arguments ?? {}} texts={texts} />;
}

function BindingKey({ value, texts }: { value: string | null; texts: Texts }) {
  if (value === null) return <Unknown texts={texts} />;
  return value === '' ? texts.panels.common.emptyText : <Code>{value}</Code>;
}
