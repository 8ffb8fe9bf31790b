import { useRef } from 'react';
import { indexOf } from '../../core/reading/trace-index.ts';
import { DROP_REASONS, type MessageId } from '../../core/trace/fact.ts';
import type { ConsumerState, QueueState, VhostState } from '../../core/trace/world.ts';
import { methodOf } from '../../core/words/methods.ts';
import { rich, type Texts } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { GRID, GRID_BOX, GRID_CAPTION, GRID_CELL, GRID_HEAD } from '../shared/grid-look.ts';
import { keepInView } from '../shared/keep-in-view.ts';
import { RichText } from '../shared/RichText.tsx';
import { Unknown } from '../shared/Unknown.tsx';
import { isLong, VirtualBody } from '../shared/VirtualBody.tsx';
import { Arguments, Flags, Lit } from './Flags.tsx';
import { QueueButton } from './QueueName.tsx';
import { queuesOf } from './routes.ts';

interface Props {
  readonly vhost: VhostState;
  /** queues that the step's message was put into */
  readonly lit: readonly string[];
  /** by `vhost\nqueue`; null = unknown */
  readonly work: ReadonlyMap<string, readonly MessageId[]> | null;
  readonly texts: Texts;
}

/** Queues of a vhost with what is in each: ready, unacked, and acked but still in the worker's memory. */
export function QueueTable({ vhost, lit, work, texts }: Props) {
  const t = texts.panels.queues;
  const groups = queuesOf(vhost);
  const queues = [...groups.topic, ...groups.fanout, ...groups.reply];
  const selection = useStore((s) => s.selection);
  const chosen =
    selection?.kind === 'queue' && selection.vhost === vhost.vhost
      ? queues.findIndex((one) => one.queue === selection.queue)
      : -1;
  // what lies in the chosen one stands below it, as a row of its own
  const rows = queues.toSpliced(chosen + 1, 0, ...queues.slice(chosen, chosen + 1));
  const scroll = useRef<HTMLElement>(null);
  const workOf = (queue: QueueState) =>
    work === null ? null : (work.get(`${queue.vhost}\n${queue.queue}`) ?? []);
  return (
    <section
      ref={scroll}
      className={`${GRID_BOX} flex-1 basis-[34rem] ${isLong(rows.length) ? 'max-h-[70vh]' : ''}`}
      aria-label={`${t.queuesTable}, ${t.vhost(vhost.vhost)}`}
    >
      <table className={GRID}>
        <caption className={GRID_CAPTION}>{t.queuesTable}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {t.queue}
            </th>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {texts.queues.flags.title}
            </th>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {t.ready}
            </th>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {t.unacked}
            </th>
            <th
              scope="col"
              className={`${GRID_HEAD} font-sans`}
              title={texts.panels.inspector.queue.inMemoryWhy}
            >
              {t.inMemory}
            </th>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {t.consumers}
            </th>
            <th scope="col" className={`${GRID_HEAD} font-sans`}>
              {texts.queues.droppedCopies}
            </th>
          </tr>
        </thead>
        <VirtualBody
          count={rows.length}
          scroll={scroll}
          rowHeight={35}
          columns={7}
          show={chosen < 0 ? queues.findIndex((one) => lit.includes(one.queue)) : chosen}
          roving
        >
          {(index, measure, isFirst) => {
            const queue = rows[index] as QueueState;
            const at = { queue, vhost, index, measure, texts };
            return index > 0 && index === chosen + 1 ? (
              <QueueContents key={`in ${queue.queue}`} {...at} inWork={workOf(queue) ?? []} />
            ) : (
              <QueueRow
                key={queue.queue}
                {...at}
                first={isFirst}
                lit={lit.includes(queue.queue)}
                chosen={index === chosen}
                inWork={workOf(queue)}
              />
            );
          }}
        </VirtualBody>
      </table>
    </section>
  );
}

interface QueuePlace {
  readonly queue: QueueState;
  readonly vhost: VhostState;
  readonly index: number;
  readonly measure: (row: HTMLTableRowElement | null) => void;
  readonly texts: Texts;
}
interface RowProps extends QueuePlace {
  /** the table's stop in the Tab order */
  readonly first: boolean;
  readonly lit: boolean;
  readonly chosen: boolean;
  readonly inWork: readonly MessageId[] | null;
}

function QueueRow({ queue, index, measure, first, lit, chosen, inWork, texts }: RowProps) {
  // a recording does not show who consumes
  const nobody = inWork === null ? <Unknown texts={texts} /> : '0';
  return (
    <tr
      className="group data-chosen:bg-sunken data-lit:bg-call-tint"
      data-lit={lit ? '' : undefined}
      data-chosen={chosen ? '' : undefined}
      data-queue={queue.queue}
      data-index={index}
      ref={(row) => {
        measure(row);
        if (chosen) keepInView(row);
      }}
    >
      <th scope="row" className={`${GRID_CELL} font-normal group-data-chosen:font-semibold`}>
        <QueueButton vhost={queue.vhost} queue={queue.queue} first={first} />
        {lit ? <Lit texts={texts} /> : null}
      </th>
      <td className={`${GRID_CELL} font-sans`}>
        {queue.declared ? (
          <Flags flags={queue.declared} table={queue.declared.arguments} texts={texts} />
        ) : (
          <Unknown texts={texts} />
        )}
      </td>
      <Count value={queue.ready.length} name="ready" texts={texts} />
      <Count value={queue.unacked?.length ?? null} name="unacked" texts={texts} />
      <Count value={inWork?.length ?? null} name="in_memory" texts={texts} />
      <td className={`${GRID_CELL} font-sans`}>
        {queue.consumers.length === 0
          ? nobody
          : queue.consumers.map((one) => (
              <Consumer key={`${one.connection} ${one.consumer}`} consumer={one} texts={texts} />
            ))}
      </td>
      <td className={`${GRID_CELL} font-sans`} data-count="dropped">
        <Dropped queue={queue} unknown={inWork === null} texts={texts} />
      </td>
    </tr>
  );
}

function Consumer({ consumer, texts }: { consumer: ConsumerState; texts: Texts }) {
  const t = texts.queues;
  const more = [
    t.prefetch(consumer.prefetch),
    ...(consumer.no_ack ? [t.noAck] : []),
    ...(consumer.paused ? [t.paused] : []),
  ];
  return (
    <span className="block" data-paused={consumer.paused ? '' : undefined}>
      <span lang="en">{consumer.user}</span>{' '}
      <span className="font-sans text-ink-2">{more.join(texts.panels.common.comma)}</span>
      <Arguments table={consumer.arguments} />
    </span>
  );
}

/** Copies that left without an ack, by reason. A recording sees none of them. */
function Dropped({ queue, unknown, texts }: { queue: QueueState; unknown: boolean; texts: Texts }) {
  const reasons = DROP_REASONS.filter((reason) => (queue.dropped[reason] ?? 0) > 0);
  if (reasons.length === 0) return unknown ? <Unknown texts={texts} /> : '0';
  return reasons.map((reason) => (
    <span className="block" key={reason} title={texts.words.drops[reason]}>
      {queue.dropped[reason]} {texts.queues.dropped[reason]}
    </span>
  ));
}

/** Below the pressed queue: which bindings lead to it, and each message in it, by where it is. */
interface ContentsProps extends QueuePlace {
  readonly inWork: readonly MessageId[];
}

function QueueContents({ queue, vhost, index, measure, inWork, texts }: ContentsProps) {
  const t = texts.panels.queues;
  const places = [
    [t.ready, queue.ready],
    [t.unacked, queue.unacked ?? []],
    [t.inMemory, inWork],
  ] as const;
  const bindings = vhost.bindings.filter(
    (one) => one.destination_type === 'queue' && one.destination === queue.queue,
  );
  const filled = places.filter(([, ids]) => ids.length > 0);
  return (
    <tr data-contents={queue.queue} data-index={index} ref={measure}>
      <td colSpan={7} className={`${GRID_CELL} bg-canvas font-sans whitespace-normal!`}>
        <p className="flex flex-wrap items-center gap-x-2" data-bindings="">
          <span className="font-sans text-ink-2">{texts.queues.boundBy}</span>
          <span>{texts.panels.common.defaultExchange}</span>
          {bindings.map((one) => (
            <span key={`${one.source} ${one.routing_key} ${JSON.stringify(one.arguments)}`}>
              <RichText parts={rich(texts.queues.binding(one.source, one.routing_key), () => false)} />
              <Arguments table={one.arguments} />
            </span>
          ))}
        </p>
        {filled.length === 0 ? <span className="font-sans text-ink-2">{t.noMessage}</span> : null}
        {filled.map(([place, ids]) => (
          <p key={place} className="flex flex-wrap items-center gap-x-2">
            <span className="font-sans text-ink-2">{place}</span>
            {ids.slice(0, MOST_MESSAGES).map((id) => (
              <MessageButton key={id} id={id} />
            ))}
            {ids.length > MOST_MESSAGES ? <span className="font-sans text-ink-2">… {ids.length}</span> : null}
          </p>
        ))}
      </td>
    </tr>
  );
}

const MOST_MESSAGES = 20;

function MessageButton({ id }: { id: MessageId }) {
  const trace = useStore(traceOf);
  const { select } = useActions();
  const published = indexOf(trace).messages.get(id)?.published;
  if (!published) return null;
  return (
    <Button look="link" onClick={() => select({ kind: 'message', fact: published.index })}>
      <Code>{methodOf(published.rpc) || published.rpc.type}</Code>
    </Button>
  );
}

function Count({ value, name, texts }: { value: number | null; name: string; texts: Texts }) {
  return (
    <td
      className={`${GRID_CELL} tabular-nums data-some:font-semibold`}
      data-count={name}
      data-some={value ? '' : undefined}
    >
      {value === null ? <Unknown texts={texts} /> : value}
    </td>
  );
}
