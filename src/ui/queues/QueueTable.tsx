import type { MessageId } from '../../core/trace/fact.ts';
import type { QueueState, VhostState } from '../../core/trace/world.ts';
import type { Texts } from '../../i18n/index.ts';
import { rpcKey } from '../../i18n/keys.ts';
import { lookupOf } from '../../i18n/lookup.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { Unknown } from '../shared/Unknown.tsx';
import { keepInView } from './keep-in-view.ts';
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
  return (
    <section className="queues-scroll" aria-label={`${t.queuesTable}, ${t.vhost(vhost.vhost)}`}>
      <table className="routes">
        <caption>{t.queuesTable}</caption>
        <thead>
          <tr>
            <th scope="col">{t.queue}</th>
            <th scope="col">{t.ready}</th>
            <th scope="col">{t.unacked}</th>
            <th scope="col" title={texts.panels.inspector.queue.inMemoryWhy}>
              {t.inMemory}
            </th>
            <th scope="col">{t.consumers}</th>
          </tr>
        </thead>
        <tbody data-roving-root="">
          {queues.map((queue, i) => (
            <QueueRow
              key={queue.queue}
              queue={queue}
              first={i === 0}
              lit={lit.includes(queue.queue)}
              inWork={work === null ? null : (work.get(`${queue.vhost}\n${queue.queue}`) ?? [])}
              texts={texts}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly queue: QueueState;
  readonly first: boolean;
  readonly lit: boolean;
  readonly inWork: readonly MessageId[] | null;
  readonly texts: Texts;
}

function QueueRow({ queue, first, lit, inWork, texts }: RowProps) {
  const selection = useStore((s) => s.selection);
  const chosen =
    selection?.kind === 'queue' && selection.vhost === queue.vhost && selection.queue === queue.queue;
  const consumers = [...new Set(queue.consumers.map((one) => one.user))];
  // a recording does not show who consumes
  const nobody = inWork === null ? <Unknown texts={texts} /> : '0';
  const row = (
    <tr
      data-lit={lit ? '' : undefined}
      data-chosen={chosen ? '' : undefined}
      data-queue={queue.queue}
      {...(chosen ? { ref: keepInView } : {})}
    >
      <th scope="row">
        <QueueButton vhost={queue.vhost} queue={queue.queue} first={first} />
        {lit ? <strong className="queues-lit"> ◀ {texts.panels.queues.thisStep}</strong> : null}
      </th>
      <Count value={queue.ready.length} name="ready" texts={texts} />
      <Count value={queue.unacked?.length ?? null} name="unacked" texts={texts} />
      <Count value={inWork?.length ?? null} name="in_memory" texts={texts} />
      <td lang="en">
        {consumers.length === 0
          ? nobody
          : consumers.map((user) => (
              <span className="queues-consumer" key={user}>
                {user}
              </span>
            ))}
      </td>
    </tr>
  );
  if (!chosen) return row;
  return (
    <>
      {row}
      <QueueContents queue={queue} inWork={inWork ?? []} texts={texts} />
    </>
  );
}

/** Below the pressed queue: each message in it, by where it is, as a way to its details. */
function QueueContents({
  queue,
  inWork,
  texts,
}: {
  queue: QueueState;
  inWork: readonly MessageId[];
  texts: Texts;
}) {
  const t = texts.panels.queues;
  const places = [
    [t.ready, queue.ready],
    [t.unacked, queue.unacked ?? []],
    [t.inMemory, inWork],
  ] as const;
  const filled = places.filter(([, ids]) => ids.length > 0);
  return (
    <tr data-contents={queue.queue}>
      <td colSpan={5}>
        {filled.length === 0 ? <span className="quiet">{t.noMessage}</span> : null}
        {filled.map(([place, ids]) => (
          <p key={place} className="queues-contents">
            <span className="quiet">{place}</span>
            {ids.slice(0, MOST_MESSAGES).map((id) => (
              <MessageButton key={id} id={id} />
            ))}
            {ids.length > MOST_MESSAGES ? <span className="quiet">… {ids.length}</span> : null}
          </p>
        ))}
      </td>
    </tr>
  );
}

const MOST_MESSAGES = 20;

function MessageButton({ id }: { id: MessageId }) {
  const trace = useStore((s) => s.trace);
  const select = useStore((s) => s.select);
  const published = lookupOf(trace).messages.get(id)?.published;
  if (!published) return null;
  return (
    <Button look="quiet" onClick={() => select({ kind: 'message', fact: published.index })}>
      <Code>{rpcKey(published) || published.rpc.type}</Code>
    </Button>
  );
}

function Count({ value, name, texts }: { value: number | null; name: string; texts: Texts }) {
  return (
    <td className="queues-count" data-count={name} data-some={value ? '' : undefined}>
      {value === null ? <Unknown texts={texts} /> : value}
    </td>
  );
}
