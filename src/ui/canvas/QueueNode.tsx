/** The message queue on the map: its queues with what lies in them, and the exchange that the step's message goes through. */
import type { NodeProps } from '@xyflow/react';
import { use } from 'react';
import { exchangeType } from '../../core/amqp/match.ts';
import { defined } from '../../core/base/assert.ts';
import type { DropReason } from '../../core/trace/fact.ts';
import { textsOf } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Anchors } from './Anchors.tsx';
import { bindingsInto, type ShownBinding } from './bindings.ts';
import type { MapFlowNode } from './flow.ts';
import { MapContext } from './map-context.ts';
import { cellsOf, countsOf, type QueueRow, queueRows } from './queue-rows.ts';
import { useMarks, useShownWorld } from './show-state.ts';

const useTexts = () => useStore((s) => textsOf(s.lang).page).map;

export function Queue({ data: { node } }: NodeProps<MapFlowNode>) {
  const texts = useTexts();
  const map = defined(use(MapContext), 'MapContext');
  const trace = useStore(traceOf);
  const rows = queueRows(trace);
  if (node.kind !== 'queue') return null;
  const cells = cellsOf(map, node, rows);
  return (
    <div className="queue" data-clients={map.clients || undefined}>
      <div className="queue-inner">
        <span className="queue-title">
          {texts.queue} <small lang="en">{texts.queueSub}</small>
        </span>
        {map.preset === 'mini' && !map.clients ? <LitRow rows={rows} /> : null}
        {[...cells.heads].map(([name, { x, y, width, height }]) => (
          <span key={name} className="queue-vhost" style={{ left: x, top: y, width, height }}>
            {map.clients ? <Heading name={name} /> : <Vhost name={name} />}
          </span>
        ))}
        {rows.map((row) => {
          const box = cells.rows.get(row.key);
          if (!box) return null;
          const { x, y, width, height } = box;
          return (
            <span key={row.key} className="queue-row" style={{ left: x, top: y, width, height }}>
              {map.clients ? <ClientRow row={row} /> : <Row row={row} />}
            </span>
          );
        })}
      </div>
      <Anchors />
    </div>
  );
}

function Heading({ name }: { name: string }) {
  const texts = useTexts();
  return name === 'exchanges' ? texts.exchanges : texts.queues;
}

/** A vhost's name; while a message of it is on its way, the type of the exchange that it goes through (its name on hover). */
function Vhost({ name }: { name: string }) {
  const texts = useTexts();
  const world = useShownWorld();
  const sent = useMarks().sent.findLast((fact) => fact.vhost === name);
  const type = sent && exchangeType(world.vhosts.get(name), sent.exchange);
  return (
    <>
      <span lang="en" className="queue-vhost-name">
        <span className="queue-vhost-word">vhost</span> <b>{name}</b>
      </span>
      {sent ? (
        <span className="queue-via" title={texts.via(sent.exchange, type ?? null)}>
          {sent.exchange === '' ? texts.defaultExchange : <span lang="en">{type ?? sent.exchange}</span>}
        </span>
      ) : null}
    </>
  );
}

/** On a phone there is room for one line: the queue that the step's message goes through. */
function LitRow({ rows }: { rows: readonly QueueRow[] }) {
  const marks = useMarks();
  const lit = rows.find((row) => marks.rows.has(row.key));
  return lit ? (
    <span className="queue-lit">
      <Row row={lit} />
    </span>
  ) : null;
}

function Row({ row }: { row: QueueRow }) {
  const texts = useTexts();
  const world = useShownWorld();
  const marks = useMarks();
  const counts = countsOf(world, row);
  const full = counts.ready > 0 || (counts.unacked ?? 0) > 0;
  const name = row.kind === 'named' ? row.name : texts.replyQueues(counts.queues);
  const unacked = counts.unacked === null ? '?' : counts.unacked;
  return (
    <span
      className="queue-line"
      data-lit={marks.rows.has(row.key) || undefined}
      data-full={full || undefined}
      title={texts.counts(counts.ready, counts.unacked ?? 0)}
    >
      <span className="queue-name" lang={row.kind === 'named' ? 'en' : undefined}>
        {name}
      </span>
      <span className="queue-counts">
        {counts.ready}/{unacked}
      </span>
    </span>
  );
}

/** A line of a playground's broker: an exchange with its type, or a queue with its counts; below it what is bound to it. */
function ClientRow({ row }: { row: QueueRow }) {
  const texts = useTexts();
  const world = useShownWorld();
  const marks = useMarks();
  const isSmall = defined(use(MapContext), 'MapContext').preset === 'mini';
  const vhost = world.vhosts.get(row.vhost);
  const isExchange = row.kind === 'exchange';
  const isThere = isExchange
    ? row.name === '' || vhost?.exchanges.get(row.name)?.type != null
    : vhost?.queues.has(row.name);
  if (!isThere) return null;
  const counts = countsOf(world, row);
  const full = counts.ready > 0 || (counts.unacked ?? 0) > 0;
  const lost = marks.lost.get(row.key);
  const bindings = bindingsInto(world, row, marks.sent);
  return (
    <span
      className="queue-line"
      data-lit={marks.rows.has(row.key) || undefined}
      data-full={full || undefined}
    >
      <span className="queue-line-head">
        <span className="queue-name" lang={row.name === '' ? undefined : 'en'}>
          {row.name === '' ? texts.defaultExchange : row.name}
        </span>
        <span className="queue-counts" lang={isExchange ? 'en' : undefined}>
          {isExchange
            ? exchangeType(world.vhosts.get(row.vhost), row.name)
            : isSmall
              ? `${counts.ready}/${counts.unacked ?? '?'}`
              : texts.counts(counts.ready, counts.unacked ?? 0)}
        </span>
      </span>
      {bindings.length === 0 && !lost ? null : <Bindings bindings={bindings} lost={lost ?? null} />}
    </span>
  );
}

function Bindings({ bindings, lost }: { bindings: readonly ShownBinding[]; lost: DropReason | null }) {
  const texts = useTexts();
  const drops = useStore((s) => textsOf(s.lang).words).drops;
  return (
    <span className="queue-bindings">
      {bindings.map(({ id, source, key, match }) => (
        <span key={id} className="queue-binding" lang="en" data-match={match ?? undefined}>
          <span aria-hidden="true">{match === 'yes' ? '✓' : match === 'no' ? '✕' : '←'}</span>
          {match === null ? null : (
            <span className="visually-hidden">{match === 'yes' ? texts.matched : texts.notMatched}</span>
          )}{' '}
          {source} {key === '' ? null : <code>{key}</code>}
        </span>
      ))}
      {lost ? (
        <span className="queue-lost">
          <span aria-hidden="true">✕</span> {lost === 'unroutable' ? texts.noQueue : drops[lost]}
        </span>
      ) : null}
    </span>
  );
}
