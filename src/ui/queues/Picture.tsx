/** A vhost as a picture: exchange, binding key, pipe, what is handed out, and who has it in memory. */
import { Fragment, useMemo, useState } from 'react';
import type { MessageId, Published } from '../../core/trace/fact.ts';
import type { VhostState } from '../../core/trace/world.ts';
import { rich, type Texts } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { kindOf } from '../shared/kind-of.ts';
import { RichText } from '../shared/RichText.tsx';
import { Unknown } from '../shared/Unknown.tsx';
import { Lane } from './Lane.tsx';
import { groupsOf, type LaneGroup, usedQueues } from './lanes.ts';

interface Props {
  readonly vhost: VhostState;
  readonly message: Published | null;
  readonly work: ReadonlyMap<string, readonly MessageId[]> | null;
  /** the queue that is opened below */
  readonly opened: string | null;
  readonly texts: Texts;
}

/** Lanes that are shown at once where more are asked for: of a thousand hosts there are two thousand. */
const MORE = 60;

export function Picture({ vhost, message, work, opened, texts }: Props) {
  const t = texts.queues.picture;
  const trace = useStore(traceOf);
  // lanes beyond those that the story uses
  const [more, setMore] = useState(0);
  const simulated = trace.source === 'simulated';
  const used = usedQueues(trace, vhost);
  const groups = useMemo(() => {
    let left = more;
    const isMore = (): boolean => left-- > 0;
    return groupsOf(
      vhost,
      message,
      simulated,
      (queue) =>
        used.has(`${vhost.vhost}\n${queue.queue}`) ||
        queue.ready.length > 0 ||
        queue.queue === opened ||
        isMore(),
    );
  }, [vhost, message, simulated, used, more, opened]);
  const shown = groups.reduce((sum, group) => sum + group.lanes.length, 0);
  const hidden = vhost.queues.size - shown;
  const kind = message ? kindOf(message) : null;
  return (
    <section
      className="p-4 @max-[46rem]:p-3"
      aria-label={texts.panels.queues.vhost(vhost.vhost)}
      data-vhost={vhost.vhost}
    >
      <div
        className="mx-auto grid max-w-[72rem] grid-cols-[minmax(7.5rem,8.5rem)_auto_minmax(12rem,1fr)_auto_minmax(11rem,14rem)] gap-y-4 @max-[46rem]:block @max-[46rem]:space-y-4"
        data-roving-root=""
      >
        <Heads texts={texts} />
        {groups.map((group) => (
          <Group
            key={group.exchange}
            group={group}
            kind={kind}
            opened={opened}
            work={work}
            first={groups.find((one) => one.lanes.length > 0) === group}
            texts={texts}
          />
        ))}
      </div>
      {hidden > 0 || more > 0 ? (
        <p className="mx-auto flex max-w-[72rem] gap-4 pt-2">
          {hidden > 0 ? (
            <Button
              look="link"
              className="text-ui"
              aria-expanded={more > 0}
              onClick={() => setMore(more + MORE)}
            >
              {t.more(hidden)}
            </Button>
          ) : null}
          {more > 0 ? (
            <Button look="link" className="text-ui" aria-expanded={true} onClick={() => setMore(0)}>
              {t.fewer}
            </Button>
          ) : null}
        </p>
      ) : null}
    </section>
  );
}

function Heads({ texts }: { texts: Texts }) {
  const { heads } = texts.queues.picture;
  return (
    <div
      className="col-span-full grid grid-cols-subgrid text-cap text-ink-3 @max-[46rem]:hidden"
      aria-hidden="true"
    >
      <span>{heads.exchange}</span>
      <span className="px-3">{heads.key}</span>
      <span className="pl-3">
        {heads.queue} <b className="font-semibold text-ink-2">{heads.ready}</b>
      </span>
      <b className="px-3 font-semibold text-ink-2">{heads.unacked}</b>
      <span>{heads.memory}</span>
    </div>
  );
}

interface GroupProps extends Pick<Props, 'opened' | 'work' | 'texts'> {
  readonly group: LaneGroup;
  readonly kind: ReturnType<typeof kindOf> | null;
  /** it has the picture's stop in the Tab order */
  readonly first: boolean;
}

function Group({ group, kind, opened, work, first, texts }: GroupProps) {
  const rows = Math.max(1, group.lanes.length);
  return (
    <section
      className={`col-span-full grid grid-cols-subgrid gap-y-2 @max-[46rem]:block @max-[46rem]:space-y-3 ${group.isLit && kind ? `kind-${kind}` : ''}`}
      data-group={group.exchange ?? ''}
      data-lit={group.isLit ? '' : undefined}
    >
      <Exchange group={group} rows={rows} texts={texts} />
      {group.lanes.length === 0 ? <Nowhere group={group} texts={texts} /> : null}
      {group.lanes.map((lane, i) => (
        <Lane
          key={lane.queue.queue}
          lane={lane}
          kind={lane.isLit ? kind : null}
          isOpen={lane.queue.queue === opened}
          inWork={work === null ? null : (work.get(`${lane.queue.vhost}\n${lane.queue.queue}`) ?? [])}
          first={first && i === 0}
          texts={texts}
        />
      ))}
    </section>
  );
}

/** As high as its lanes, so that each leaves it straight: it is what sorts them. */
function Exchange({ group, rows, texts }: { group: LaneGroup; rows: number; texts: Texts }) {
  const { rules } = texts.queues.picture;
  const { exchange, type } = group;
  const types = texts.panels.queues.types;
  const isDefault = exchange === '';
  return (
    <div
      className={`mt-6 flex min-w-0 flex-col justify-center self-stretch rounded-l border bg-paper px-3 py-2 shadow-1 @max-[46rem]:mt-0 ${group.isLit ? 'border-2 border-(--kind-fill)' : 'border-line-2'}`}
      style={{ gridRow: `1 / span ${rows}`, gridColumn: 1 }}
    >
      {exchange === null ? (
        <Unknown texts={texts} />
      ) : (
        <span className="font-mono text-ui font-semibold wrap-anywhere" lang={isDefault ? undefined : 'en'}>
          {isDefault ? texts.panels.common.defaultExchange : exchange}
        </span>
      )}
      {exchange === null ? null : (
        <>
          <span className="text-cap text-ink-2">
            {isDefault ? types.direct : type ? types[type] : <Unknown texts={texts} />}
          </span>
          <span className="text-cap leading-tight text-ink-3">
            {isDefault ? rules.default : type ? rules[type] : null}
          </span>
        </>
      )}
      {group.exchanges.map((name) => (
        <span key={name} className="pt-1 text-cap text-ink-2">
          <RichText parts={rich(texts.queues.picture.andExchange(name), () => false)} />
        </span>
      ))}
    </div>
  );
}

/** The step's message stops here. */
function Nowhere({ group, texts }: { group: LaneGroup; texts: Texts }) {
  if (group.exchanges.length > 0) return <Fragment />;
  return (
    <p
      className={`col-span-3 flex min-h-14 items-center gap-2 pt-6 pl-3 text-ui @max-[46rem]:pt-0 ${group.isLit ? 'font-semibold text-error' : 'text-ink-2'}`}
    >
      {texts.queues.picture.noBinding}
    </p>
  );
}
