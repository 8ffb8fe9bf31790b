/** What stands in the broker at the cursor: a vhost as a picture of pipes, the opened queue below it; or all of it as tables. */
import { Table2 } from 'lucide-react';
import { useState } from 'react';
import type { Published } from '../../core/trace/fact.ts';
import type { QueueState, VhostState } from '../../core/trace/world.ts';
import type { Texts } from '../../i18n/index.ts';
import { traceOf, worldOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { messageHere } from './message-here.ts';
import { Opened } from './Opened.tsx';
import { Picture } from './Picture.tsx';
import { inWork } from './routes.ts';
import { VhostTables } from './VhostTables.tsx';

export function Inside({ vhost: name, texts }: { vhost: string; texts: Texts }) {
  const trace = useStore(traceOf);
  const world = useStore(worldOf);
  const message = useStore(messageHere);
  const selection = useStore((s) => s.selection);
  const [asTable, setAsTable] = useState(false);
  const vhost = world.vhosts.get(name);
  if (!vhost) return null;
  const work = inWork(trace, world);
  const asked = selection?.kind === 'queue' && selection.vhost === name ? selection.queue : null;
  const opened = openedOf(vhost, asked, message);
  return (
    <>
      {asTable ? (
        <VhostTables vhost={vhost} message={message} work={work} texts={texts} />
      ) : (
        <>
          <Picture vhost={vhost} message={message} work={work} opened={opened?.queue ?? null} texts={texts} />
          {opened ? (
            <Opened
              queue={opened}
              inWork={work === null ? null : (work.get(`${name}\n${opened.queue}`) ?? [])}
              texts={texts}
            />
          ) : null}
        </>
      )}
      <footer className="mx-auto flex max-w-[74rem] flex-wrap items-center gap-x-4 gap-y-1 px-4 pb-4 @max-[46rem]:px-3">
        <p className="min-w-0 flex-1 basis-72 text-cap text-ink-2">{texts.panels.queues.note}</p>
        <Button look="quiet" aria-pressed={asTable} data-as-table="" onClick={() => setAsTable(!asTable)}>
          <Table2 size={17} strokeWidth={1.9} aria-hidden="true" />
          {texts.queues.picture.asTable}
        </Button>
      </footer>
    </>
  );
}

/** The pressed one, or the first with messages that wait: of the step's message, or of any. */
function openedOf(vhost: VhostState, asked: string | null, message: Published | null): QueueState | null {
  const own = message?.vhost === vhost.vhost ? message.queues : [];
  const names = [...(asked === null ? [] : [asked]), ...own];
  const found = names.map((name) => vhost.queues.get(name));
  const isFull = (queue: QueueState | undefined): boolean => (queue?.ready.length ?? 0) > 0;
  return (
    (asked === null ? null : found[0]) ??
    found.find(isFull) ??
    [...vhost.queues.values()].find(isFull) ??
    null
  );
}
