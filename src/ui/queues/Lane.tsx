/** One queue, from its binding to its consumers. The numbers are the same as in the tables: they are read from the World. */
import { Ban } from 'lucide-react';
import type { StepKind } from '../../core/story/step.ts';
import type { MessageId } from '../../core/trace/fact.ts';
import type { ConsumerState, QueueState } from '../../core/trace/world.ts';
import type { Texts } from '../../i18n/index.ts';
import { traceOf, worldOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { keepInView } from '../shared/keep-in-view.ts';
import { ServiceIcon } from '../shared/ServiceIcon.tsx';
import { Unknown } from '../shared/Unknown.tsx';
import { Arguments } from './Flags.tsx';
import { holderOf, lastConsumer, type QueueLane } from './lanes.ts';
import { Pipe } from './Pipe.tsx';
import { QueueButton, QueueName } from './QueueName.tsx';
import { useKinds } from './use-kinds.ts';

interface Props {
  readonly lane: QueueLane;
  /** of the step's message, where it came this way */
  readonly kind: StepKind | null;
  readonly isOpen: boolean;
  /** null = unknown */
  readonly inWork: readonly MessageId[] | null;
  readonly first: boolean;
  readonly texts: Texts;
}

export function Lane(props: Props) {
  const { lane, kind, isOpen, inWork, texts } = props;
  const { queue } = lane;
  return (
    <article
      className={`group/lane col-span-4 col-start-2 grid grid-cols-subgrid rounded-m @max-[46rem]:block ${kind ? `kind-${kind}` : ''}`}
      data-lane={queue.queue}
      data-lit={lane.isLit ? '' : undefined}
      data-open={isOpen ? '' : undefined}
      data-ready={queue.ready.length}
      data-unacked={queue.unacked?.length}
      data-in-work={inWork?.length}
      {...(lane.isLit ? { ref: keepInView } : {})}
    >
      <Keys lane={lane} kind={kind} texts={texts} />
      <Body {...props} />
      <Unacked ids={queue.unacked} isShut={queue.consumers.length === 0} texts={texts} />
      <Consumers queue={queue} inWork={inWork} texts={texts} />
    </article>
  );
}

/** Below the name of the queue every part of a lane is centred on its pipe. */
const AXIS = 'mt-6 min-h-14 @max-[46rem]:mt-0 @max-[46rem]:min-h-0';

function Keys({ lane, kind, texts }: Pick<Props, 'lane' | 'kind' | 'texts'>) {
  const line = kind
    ? 'before:border-t-3 before:border-(--kind-fill)'
    : 'before:border-t before:border-line-2';
  return (
    <div
      className={`${AXIS} relative flex h-14 flex-col items-center justify-center gap-0.5 self-start px-3 before:absolute before:inset-x-0 before:top-1/2 before:-translate-y-1/2 @max-[46rem]:h-auto @max-[46rem]:items-start @max-[46rem]:px-0 @max-[46rem]:pb-1 @max-[46rem]:before:hidden ${line}`}
    >
      {lane.keys.map(({ source, key, arguments: table }) => (
        <span
          key={`${source} ${key} ${JSON.stringify(table)}`}
          className={`relative rounded-s px-1.5 font-mono text-cap whitespace-nowrap ${kind ? 'bg-(--kind-tint) font-semibold text-(--kind)' : 'bg-canvas text-ink-2'}`}
        >
          {source === null ? null : (
            <span lang="en">{source === '' ? texts.panels.common.defaultExchange : source} </span>
          )}
          {key === null ? (
            <Unknown texts={texts} />
          ) : key === '' ? (
            texts.panels.common.emptyText
          ) : (
            <QueueName name={key} />
          )}
          {table ? <Arguments table={table} /> : null}
        </span>
      ))}
    </div>
  );
}

/** The pipe, and in it the letters that wait, the next one to go at its mouth. */
function Body({ lane, kind, isOpen, inWork, first, texts }: Props) {
  const t = texts.queues.picture;
  const { queue } = lane;
  const kinds = useKinds(queue.ready);
  const isShut = inWork === null ? null : queue.consumers.length === 0;
  return (
    <div className="relative min-w-0">
      <div className="flex h-6 items-start gap-2 pr-4 pl-3 leading-none">
        <QueueButton vhost={queue.vhost} queue={queue.queue} first={first} isLit={kind !== null} />
        {queue.ready.length > 0 ? (
          <span className="ml-auto text-ui whitespace-nowrap text-ink">{t.ready(queue.ready.length)}</span>
        ) : null}
      </div>
      <div className="relative h-14">
        <span
          className={`pointer-events-none absolute -inset-1 -top-0.5 rounded-l ${isOpen ? 'ring-1 ring-ink' : 'group-hover/lane:ring-1 group-hover/lane:ring-line-2'}`}
        />
        <Pipe isLit={kind !== null} isShut={isShut} />
        <span className="absolute inset-y-0 right-8 left-5 flex flex-row-reverse flex-wrap content-start items-center gap-x-1.5 overflow-hidden">
          {kinds.slice(0, MOST_LETTERS).map(([id, one], i) => (
            <span key={id} className="grid h-14 place-items-center drop-shadow-sm">
              <KindGlyph kind={one} size={i === 0 ? 38 : 28} />
            </span>
          ))}
          {kinds.length === 0 ? (
            <span className="grid h-14 place-items-center text-cap text-ink-2">{t.noMessage}</span>
          ) : null}
        </span>
      </div>
    </div>
  );
}

/** More are told by their number. */
const MOST_LETTERS = 24;
const MOST_OUT = 2;

/** Handed out and not acknowledged: still the broker's, in a dashed rim on the way to the consumer. */
function Unacked({
  ids,
  isShut,
  texts,
}: {
  ids: readonly MessageId[] | null;
  isShut: boolean;
  texts: Texts;
}) {
  const kinds = useKinds(ids ?? []);
  const line = isShut
    ? 'before:border-t-2 before:border-dotted before:border-line-2'
    : 'before:border-t before:border-line-2 after:absolute after:top-1/2 after:right-0.5 after:size-2 after:-translate-y-1/2 after:rotate-45 after:border-t after:border-r after:border-line-2';
  return (
    <div
      className={`${AXIS} relative flex h-14 min-w-14 items-center gap-2 self-start px-3 before:absolute before:inset-x-0 before:top-1/2 @max-[46rem]:h-auto @max-[46rem]:py-1 @max-[46rem]:before:hidden @max-[46rem]:after:hidden ${line}`}
    >
      {ids === null ? (
        <span className="relative bg-canvas px-1 text-cap">
          <Unknown texts={texts} />
        </span>
      ) : null}
      {kinds.slice(0, MOST_OUT).map(([id, kind]) => (
        <span
          key={id}
          className={`kind-${kind} relative rounded-m bg-canvas outline-2 outline-offset-2 outline-(--kind) outline-dashed`}
          title={texts.panels.queues.unacked}
        >
          <KindGlyph kind={kind} size={30} />
        </span>
      ))}
      {kinds.length > MOST_OUT ? (
        <b className="relative bg-canvas px-1 text-ui font-semibold tabular-nums">{kinds.length}</b>
      ) : null}
    </div>
  );
}

const MOST_CONSUMERS = 3;

function Consumers({
  queue,
  inWork,
  texts,
}: {
  queue: QueueState;
  inWork: readonly MessageId[] | null;
  texts: Texts;
}) {
  const more = queue.consumers.length - MOST_CONSUMERS;
  return (
    <div className={`${AXIS} flex flex-col justify-center gap-1.5`}>
      {queue.consumers.slice(0, MOST_CONSUMERS).map((one) => (
        <Consumer
          key={`${one.connection} ${one.consumer}`}
          consumer={one}
          queue={queue}
          inWork={inWork}
          texts={texts}
        />
      ))}
      {more > 0 ? (
        <span className="text-cap text-ink-2">
          {texts.panels.queues.consumers} +{more}
        </span>
      ) : null}
      {queue.consumers.length === 0 ? (
        <NoConsumer queue={queue} isUnknown={inWork === null} texts={texts} />
      ) : null}
    </div>
  );
}

const CARD = 'flex w-full min-w-0 flex-col gap-0.5 rounded-l border px-3 py-1.5 text-left';

interface ConsumerProps {
  readonly consumer: ConsumerState;
  readonly queue: QueueState;
  readonly inWork: readonly MessageId[] | null;
  readonly texts: Texts;
}

function Consumer({ consumer, queue, inWork, texts }: ConsumerProps) {
  const t = texts.queues;
  const trace = useStore(traceOf);
  const world = useStore(worldOf);
  const { select } = useActions();
  const { user, prefetch, no_ack, paused } = consumer;
  const own = (inWork ?? []).filter((id) => holderOf(trace, world, queue, id) === user);
  const kinds = useKinds(own).map(([, kind]) => kind);
  const rules = [
    ...(prefetch > 0 ? [t.prefetch(prefetch)] : []),
    ...(no_ack ? [t.noAck] : []),
    ...(paused ? [t.paused] : []),
  ];
  return (
    <button
      type="button"
      className={`${CARD} border-line-2 bg-paper shadow-1 hover:border-ink`}
      data-consumer={user}
      onClick={() => select({ kind: 'service', actor: user })}
    >
      <span className="flex items-center gap-1.5 text-ui font-semibold wrap-anywhere" lang="en">
        <ServiceIcon name={user} />
        {user}
      </span>
      <span className="flex flex-wrap items-center gap-x-1.5 text-cap text-ink-2">
        {inWork === null ? <Unknown texts={texts} /> : null}
        {[...new Set(kinds)].map((kind) => (
          <span key={kind} className="inline-flex items-center gap-1">
            <KindGlyph kind={kind} size={18} />
            <b className="font-semibold text-ink tabular-nums">
              {kinds.filter((one) => one === kind).length}
            </b>
          </span>
        ))}
        {inWork === null ? null : kinds.length > 0 ? t.picture.inWork : t.picture.nothingInMemory}
      </span>
      {rules.length > 0 ? (
        <span className="text-cap text-ink-2">{rules.join(texts.panels.common.comma)}</span>
      ) : null}
    </button>
  );
}

/** Whoever took from it before is gone; that is why its messages wait. */
function NoConsumer({ queue, isUnknown, texts }: { queue: QueueState; isUnknown: boolean; texts: Texts }) {
  const t = texts.queues.picture;
  const trace = useStore(traceOf);
  const world = useStore(worldOf);
  if (isUnknown) {
    return (
      <span className={`${CARD} border-dashed border-line-2`}>
        <Unknown texts={texts} />
      </span>
    );
  }
  const last = lastConsumer(trace, world, queue);
  const isStopped = last !== null && world.services.get(last)?.running === false;
  return (
    <span className={`${CARD} border-dashed border-line-2`} data-no-consumer="">
      {last === null ? null : (
        <span className="flex items-center gap-1.5 text-ui font-semibold text-ink-3 wrap-anywhere" lang="en">
          <ServiceIcon name={last} />
          {last}
        </span>
      )}
      <span className="flex items-center gap-1 text-cap font-semibold text-error">
        <Ban size={14} strokeWidth={2.4} className="shrink-0" aria-hidden="true" />
        {isStopped ? t.stopped : t.noConsumer}
      </span>
    </span>
  );
}
