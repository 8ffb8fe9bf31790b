/** The exchanges, bindings and queues of a vhost at the cursor as tables; the way of this step's message is lit. */
import { useRef } from 'react';
import { exchangeType, isBuiltIn } from '../../core/amqp/built-in.ts';
import type { MessageId, Published } from '../../core/trace/fact.ts';
import type { VhostState } from '../../core/trace/world.ts';
import type { Texts } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Code } from '../shared/Code.tsx';
import { GRID, GRID_BOX, GRID_CAPTION, GRID_CELL, GRID_HEAD } from '../shared/grid-look.ts';
import { keepInView } from '../shared/keep-in-view.ts';
import { Unknown } from '../shared/Unknown.tsx';
import { isLong, VirtualBody } from '../shared/VirtualBody.tsx';
import { Arguments, Flags, Lit } from './Flags.tsx';
import { QueueButton } from './QueueName.tsx';
import { QueueTable } from './QueueTable.tsx';
import { type ExchangeRoute, routesOf, throughDefault } from './routes.ts';

/** The way of the step's message. */
const LIT = 'data-lit:bg-call-tint';

interface VhostProps {
  readonly vhost: VhostState;
  readonly message: Published | null;
  readonly work: ReadonlyMap<string, readonly MessageId[]> | null;
  readonly texts: Texts;
}

/** The same as the picture, row by row, with every flag and argument. */
export function VhostTables({ vhost, message, work, texts }: VhostProps) {
  const lit = message?.vhost === vhost.vhost ? message.queues : [];
  return (
    <section
      className="flex flex-wrap gap-4 p-4 @max-[40rem]:p-3"
      aria-label={texts.panels.queues.vhost(vhost.vhost)}
      data-vhost={vhost.vhost}
    >
      <Routes vhost={vhost} message={message} texts={texts} />
      <QueueTable vhost={vhost} lit={lit} work={work} texts={texts} />
    </section>
  );
}

function Routes({ vhost, message, texts }: Omit<VhostProps, 'work'>) {
  const t = texts.panels.queues;
  const simulated = useStore((s) => traceOf(s).source === 'simulated');
  const routes = routesOf(vhost, message, simulated);
  const byDefault = throughDefault(vhost, message);
  const firstBound = routes.findIndex((route) => route.destination !== null);
  const scroll = useRef<HTMLElement>(null);
  // the default exchange, then the others
  const count = 1 + routes.length;
  return (
    <section
      ref={scroll}
      className={`${GRID_BOX} flex-1 basis-[34rem] ${isLong(count) ? 'max-h-[70vh]' : ''}`}
      aria-label={`${t.exchanges}, ${t.vhost(vhost.vhost)}`}
    >
      <table className={GRID}>
        <caption className={GRID_CAPTION}>{t.exchanges}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {t.exchange}
            </th>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {t.type}
            </th>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {texts.queues.flags.title}
            </th>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {t.routingKey}
            </th>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {texts.queues.destination}
            </th>
          </tr>
        </thead>
        <VirtualBody
          count={count}
          scroll={scroll}
          rowHeight={35}
          columns={5}
          show={routes.findIndex((route) => route.lit) + 1}
          roving
        >
          {(index, measure, isFirst) => {
            const route = routes[index - 1];
            if (!route)
              return <DefaultRow key="" lit={byDefault} index={index} measure={measure} texts={texts} />;
            return (
              <RouteRow
                key={`${route.exchange} ${route.routing_key} ${route.destination_type} ${route.destination} ${JSON.stringify(route.arguments)}`}
                route={route}
                vhost={vhost}
                index={index}
                measure={measure}
                first={index - 1 === firstBound || (isFirst && index - 1 > firstBound)}
                repeated={routes[index - 2]?.exchange === route.exchange}
                texts={texts}
              />
            );
          }}
        </VirtualBody>
      </table>
    </section>
  );
}

interface RoutePlace {
  readonly index: number;
  readonly measure: (row: HTMLTableRowElement | null) => void;
  readonly texts: Texts;
}

/** The exchange that has no name, and leads to every queue. */
function DefaultRow({ lit, index, measure, texts }: RoutePlace & { readonly lit: boolean }) {
  const t = texts.panels.queues;
  return (
    <tr
      className={LIT}
      data-lit={lit ? '' : undefined}
      data-index={index}
      ref={(row) => {
        measure(row);
        if (lit) keepInView(row);
      }}
    >
      <th scope="row" className={`${GRID_CELL} font-semibold`}>
        {texts.panels.common.defaultExchange}
      </th>
      <td className={`${GRID_CELL} font-sans`}>{t.types.direct}</td>
      <td className={`${GRID_CELL} font-sans`}>{texts.queues.flags.builtIn}</td>
      <td colSpan={2} className={`${GRID_CELL} font-sans`}>
        {t.everyQueue}
        {lit ? <Lit texts={texts} /> : null}
      </td>
    </tr>
  );
}

interface RowProps extends RoutePlace {
  readonly route: ExchangeRoute;
  readonly vhost: VhostState;
  /** the table's stop in the Tab order */
  readonly first: boolean;
  readonly repeated: boolean;
}

function RouteRow({ route, vhost, index, measure, first, repeated, texts }: RowProps) {
  const t = texts.panels.queues;
  const simulated = useStore((s) => traceOf(s).source === 'simulated');
  const type = exchangeType(vhost, route.exchange);
  return (
    <tr
      className={LIT}
      data-lit={route.lit ? '' : undefined}
      data-repeated={repeated ? '' : undefined}
      data-exchange={route.exchange}
      data-index={index}
      ref={(row) => {
        measure(row);
        if (route.lit) keepInView(row);
      }}
    >
      <th
        scope="row"
        className={`${GRID_CELL} font-semibold in-data-repeated:font-normal in-data-repeated:text-ink-3`}
      >
        <Code>{route.exchange}</Code>
      </th>
      <td className={`${GRID_CELL} font-sans`}>{type ? t.types[type] : <Unknown texts={texts} />}</td>
      <td className={`${GRID_CELL} font-sans`}>
        {repeated ? null : <ExchangeFlags vhost={vhost} name={route.exchange} texts={texts} />}
      </td>
      {route.destination === null ? (
        <td colSpan={2} className={`${GRID_CELL} font-sans`}>
          {simulated || route.lit ? t.noBinding : <Unknown texts={texts} />}
          {route.lit ? <Lit texts={texts} /> : null}
        </td>
      ) : (
        <>
          <td className={`${GRID_CELL} font-sans`}>
            <BindingKey value={route.routing_key} texts={texts} />
            {route.arguments ? <Arguments table={route.arguments} /> : null}
          </td>
          <td className={`${GRID_CELL} font-sans`}>
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
