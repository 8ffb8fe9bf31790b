/** The nodes of the map. No buttons inside: pressing a node opens its details. */
import './nodes.css';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { Fragment, use } from 'react';
import { defined } from '../../core/base/assert.ts';
import { textsOf } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import type { MapFlowNode } from './flow.ts';
import { roleOf } from './flow.ts';
import { MapContext } from './map-context.ts';
import { cellsOf, countsOf, type QueueRow, queueRows } from './queue-rows.ts';
import { StateLine } from './StateLine.tsx';
import { useMarks, useShownWorld } from './show-state.ts';

const useTexts = () => useStore((s) => textsOf(s.lang).page).map;

function Anchors() {
  return (
    <>
      <Handle type="source" position={Position.Right} isConnectable={false} />
      <Handle type="target" position={Position.Left} isConnectable={false} />
    </>
  );
}

function Machine({ data: { node } }: NodeProps<MapFlowNode>) {
  const texts = useTexts();
  if (node.kind !== 'machine') return null;
  return (
    <div className="machine">
      <span className="machine-name" lang={node.main && node.machine === 'controller' ? undefined : 'en'}>
        {node.main && node.machine === 'controller' ? texts.controller : node.machine}
      </span>
    </div>
  );
}

/** May be broken after a hyphen where the node is narrow. */
function breakable(name: string) {
  return name.split(/(?<=-)/).map((part) => (
    <Fragment key={part}>
      {part}
      <wbr />
    </Fragment>
  ));
}

function Service({ data: { node } }: NodeProps<MapFlowNode>) {
  const world = useShownWorld();
  const marks = useMarks();
  const map = defined(use(MapContext), 'MapContext');
  if (node.kind !== 'service') return null;
  const { actor } = node.place;
  const state = world.services.get(actor);
  const touched = marks.touched.has(actor);
  return (
    <div
      className="service"
      data-state={state?.state ?? 'idle'}
      data-touched={touched || undefined}
      data-actor={actor}
    >
      <span className="service-name" lang="en" translate="no">
        {map.preset === 'bar' ? breakable(actor) : actor}
      </span>
      <StateLine actor={actor} />
      <Anchors />
    </div>
  );
}

function Peer({ data: { node } }: NodeProps<MapFlowNode>) {
  const texts = useTexts();
  const marks = useMarks();
  if (node.kind !== 'peer') return null;
  return (
    <div className="peer" data-touched={marks.touched.has(node.place.actor) || undefined}>
      <span lang="en" translate="no" title={roleOf(node.place, texts)}>
        {node.place.actor.replace(/-(server|api)$/, '')}
      </span>
    </div>
  );
}

function Database({ data: { node } }: NodeProps<MapFlowNode>) {
  const marks = useMarks();
  if (node.kind !== 'database') return null;
  const rows = marks.databases.get(node.database) ?? 0;
  return (
    <div className="database" data-touched={rows > 0 || undefined}>
      <span lang="en" translate="no">
        {node.database}
      </span>
      {rows > 0 ? <b className="database-rows">{rows}</b> : null}
    </div>
  );
}

function Queue({ data: { node } }: NodeProps<MapFlowNode>) {
  const texts = useTexts();
  const map = defined(use(MapContext), 'MapContext');
  const trace = useStore((s) => s.trace);
  const rows = queueRows(trace);
  if (node.kind !== 'queue') return null;
  const cells = cellsOf(map.preset, node, rows);
  return (
    <div className="queue">
      <div className="queue-inner">
        <span className="queue-title">
          {texts.queue} <small lang="en">{texts.queueSub}</small>
        </span>
        {map.preset === 'mini' ? <LitRow rows={rows} /> : null}
        {[...cells.heads].map(([vhost, { x, y, width, height }]) => (
          <span key={vhost} className="queue-vhost" style={{ left: x, top: y, width, height }} lang="en">
            vhost <b>{vhost}</b>
          </span>
        ))}
        {rows.map((row) => {
          const box = cells.rows.get(row.key);
          if (!box) return null;
          const { x, y, width, height } = box;
          return (
            <span key={row.key} className="queue-row" style={{ left: x, top: y, width, height }}>
              <Row row={row} />
            </span>
          );
        })}
      </div>
      <Anchors />
    </div>
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

export const nodeTypes = { machine: Machine, service: Service, peer: Peer, database: Database, queue: Queue };
