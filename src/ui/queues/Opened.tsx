/** The opened queue, message by message: what waits, next to go first; what is handed out; what is acked and in work. */
import { RotateCw, Timer } from 'lucide-react';
import { indexOf } from '../../core/reading/trace-index.ts';
import { stepOfFact } from '../../core/story/cursor.ts';
import { nextFact } from '../../core/story/run-until.ts';
import type { MessageId, Published } from '../../core/trace/fact.ts';
import type { QueueState } from '../../core/trace/world.ts';
import { methodOf } from '../../core/words/methods.ts';
import { duration, rich, type Texts } from '../../i18n/index.ts';
import { factAt, stepsOf, traceOf, worldOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { kindOf } from '../shared/kind-of.ts';
import { RichText } from '../shared/RichText.tsx';
import { Flags } from './Flags.tsx';
import { holderOf } from './lanes.ts';
import { QueueName } from './QueueName.tsx';

interface Props {
  readonly queue: QueueState;
  /** null = unknown */
  readonly inWork: readonly MessageId[] | null;
  readonly texts: Texts;
}

export function Opened({ queue, inWork, texts }: Props) {
  const t = texts.queues.picture;
  const trace = useStore(traceOf);
  const world = useStore(worldOf);
  const consumers = inWork === null ? null : queue.consumers.length;
  const holder = (id: MessageId): string => {
    const actor = holderOf(trace, world, queue, id);
    return actor === null ? '' : t.inMemoryOf(actor);
  };
  return (
    <section
      className="mx-auto max-w-[74rem] px-4 pb-3 @max-[46rem]:px-3"
      aria-label={t.open(queue.queue).replace(/[‹›]/g, '')}
      data-opened={queue.queue}
    >
      <div className="rounded-l border border-line-2 bg-paper shadow-2">
        <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2">
          <h3 className="text-body font-semibold">
            <QueueName name={queue.queue} />
          </h3>
          <p className="text-ui text-ink-2">
            {t.counts(queue.ready.length, queue.unacked?.length ?? null, consumers).join(' · ')}
            {queue.declared ? (
              <>
                {' · '}
                <Flags flags={queue.declared} table={queue.declared.arguments} texts={texts} />
              </>
            ) : null}
          </p>
          <RunHere queue={queue} texts={texts} />
        </header>
        <Messages
          ids={queue.ready}
          told={(_, i) => (i === 0 ? t.first : t.nth(i + 1))}
          isReady
          texts={texts}
        />
        <Messages ids={queue.unacked ?? []} told={() => texts.panels.queues.unacked} texts={texts} />
        <Messages ids={inWork ?? []} told={holder} texts={texts} />
        {queue.ready.length + (queue.unacked?.length ?? 0) + (inWork?.length ?? 0) === 0 ? (
          <p className="px-4 py-3 text-ui text-ink-2">{texts.panels.queues.noMessage}</p>
        ) : null}
      </div>
    </section>
  );
}

function RunHere({ queue, texts }: { queue: QueueState; texts: Texts }) {
  const t = texts.queues.picture;
  const trace = useStore(traceOf);
  const steps = useStore(stepsOf);
  const at = useStore(factAt);
  const { seek } = useActions();
  const next = nextFact(trace, at, { what: 'queue', vhost: queue.vhost, queue: queue.queue });
  if (!next) return <span className="ml-auto text-cap text-ink-2">{t.runNone}</span>;
  const n = stepOfFact(steps, next.index);
  return (
    <Button className="ml-auto whitespace-normal" data-run-here={n} onClick={() => seek(n)}>
      <RotateCw size={16} strokeWidth={1.9} className="shrink-0" aria-hidden="true" />
      {t.runHere}
    </Button>
  );
}

interface MessagesProps {
  readonly ids: readonly MessageId[];
  /** what is said of the nth */
  readonly told: (id: MessageId, i: number) => string;
  readonly isReady?: boolean;
  readonly texts: Texts;
}

const MOST = 12;

/** In a row as in the pipe: the next to go stands at the right. */
function Messages({ ids, told, isReady = false, texts }: MessagesProps) {
  const trace = useStore(traceOf);
  if (ids.length === 0) return null;
  const more = ids.length - MOST;
  return (
    <ol className="flex flex-row-reverse gap-2 overflow-x-auto px-4 py-3 not-first-of-type:border-t not-first-of-type:border-line @max-[46rem]:flex-col @max-[46rem]:px-3">
      {ids.slice(0, MOST).map((id, i) => {
        const published = indexOf(trace).messages.get(id)?.published;
        if (!published) return null;
        return (
          <Message
            key={id}
            published={published}
            told={told(id, i)}
            isHead={isReady && i === 0}
            isReady={isReady}
            texts={texts}
          />
        );
      })}
      {more > 0 ? (
        <li className="grid min-w-20 flex-1 place-items-center rounded-m border border-dashed border-line-2 py-2 text-ui font-semibold text-ink-2">
          {texts.queues.picture.others(more)}
        </li>
      ) : null}
    </ol>
  );
}

interface MessageProps {
  readonly published: Published;
  readonly told: string;
  readonly isHead: boolean;
  readonly isReady: boolean;
  readonly texts: Texts;
}

function Message({ published, told, isHead, isReady, texts }: MessageProps) {
  const t = texts.queues.picture;
  const now = useStore((s) => worldOf(s).at);
  const { select } = useActions();
  const kind = kindOf(published);
  const name = methodOf(published.rpc) || published.body.slice(0, 24) || texts.queues.way.plain;
  return (
    <li className={`kind-${kind} flex shrink-0`}>
      <button
        type="button"
        data-head={isHead || undefined}
        className="flex w-full min-w-44 flex-col gap-1.5 rounded-m border border-line-2/70 bg-paper p-2.5 text-left shadow-1 hover:border-ink data-head:min-w-56 data-head:border-2 data-head:border-(--kind-fill)"
        data-message={published.message}
        onClick={() => select({ kind: 'message', fact: published.index })}
      >
        <span className="flex items-center gap-2 text-cap font-semibold text-ink-2">
          <KindGlyph kind={kind} size={isHead ? 28 : 24} />
          <RichText parts={rich(told, () => false)} />
        </span>
        <code className="text-cap font-semibold wrap-anywhere text-(--kind)" lang="en">
          {name}
        </code>
        <span className="flex items-center gap-1.5 text-cap whitespace-nowrap text-ink-2">
          <Timer size={16} strokeWidth={1.9} aria-hidden="true" />
          {isReady ? t.waits : t.since}{' '}
          <b className="font-semibold text-ink tabular-nums">{duration((now - published.at) / 1000)}</b>
        </span>
      </button>
    </li>
  );
}
