/** The requests of a recording, as a list that is walked with the arrows: Enter goes to where one begins. */
import { useRef, useState } from 'react';
import { type RequestSeen, requestsLike } from '../../core/report/requests.ts';
import { type Texts, textsOf } from '../../i18n/index.ts';
import { recordings } from '../../store/recordings.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { onRovingKey } from '../shared/roving.ts';
import { Input } from '../shared/Select.tsx';
import { VirtualBody } from '../shared/VirtualBody.tsx';

const CELL = 'px-2 py-1 text-left align-middle font-normal';

export function RequestList({ requests }: { requests: readonly RequestSeen[] }) {
  const page = usePageStore();
  const t = useStore((s) => textsOf(s.lang).recording);
  const [asked, setAsked] = useState('');
  const [periodic, setPeriodic] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const all = periodic ? requests : requests.filter((one) => !one.periodic);
  const found = requestsLike(asked.trim() === '' ? all : requests, asked);
  const { pick } = recordings.getState();
  return (
    <section className="grid gap-2" aria-label={t.requests(found.length, requests.length)}>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <label className="grid flex-1 basis-56 gap-1 text-ui">
          {t.find}
          <Input
            type="search"
            className="w-full"
            value={asked}
            data-recording-find=""
            onChange={(event) => setAsked(event.target.value)}
            onKeyDown={(event) => {
              const [first] = found;
              if (event.key === 'Enter' && first) pick(page, first);
            }}
          />
        </label>
        <label className="flex min-h-9 items-center gap-2 text-ui">
          <input type="checkbox" checked={periodic} onChange={(event) => setPeriodic(event.target.checked)} />
          {t.periodic}
        </label>
      </div>
      <p className="text-cap text-ink-2" role="status" data-recording-count={found.length}>
        {found.length === 0 ? t.noRequest : t.requests(found.length, requests.length)}
      </p>
      <div
        ref={box}
        className="max-h-72 overflow-auto rounded-m border border-line"
        hidden={found.length === 0}
      >
        <table className="w-full border-collapse text-ui" data-roving-root="">
          <thead className="sticky top-0 bg-sunken text-cap text-ink-2">
            <tr>
              {(['at', 'what', 'servers', 'messages', 'end', 'id'] as const).map((column) => (
                <th key={column} scope="col" className={`${CELL} whitespace-nowrap`}>
                  {t.columns[column]}
                </th>
              ))}
            </tr>
          </thead>
          <VirtualBody count={found.length} scroll={box} rowHeight={38} columns={6} roving>
            {(index, measure, isFirst) => {
              const one = found[index];
              return one ? (
                <tr
                  key={one.id}
                  ref={measure}
                  data-index={index}
                  className="border-t border-line"
                  data-request={one.id}
                >
                  <td className={`${CELL} whitespace-nowrap tabular-nums`}>{t.seconds(one.start)}</td>
                  <td className={`${CELL} whitespace-nowrap`}>
                    <Button
                      look="link"
                      data-roving=""
                      tabIndex={isFirst ? 0 : -1}
                      onKeyDown={onRovingKey}
                      onClick={() => pick(page, one)}
                    >
                      {one.what}
                    </Button>
                  </td>
                  <td className={`${CELL} min-w-40 font-mono text-cap wrap-anywhere`}>
                    {one.servers.join(' ')}
                  </td>
                  <td className={`${CELL} tabular-nums`}>{one.messages}</td>
                  <td className={`${CELL} whitespace-nowrap`}>{endOf(one, t)}</td>
                  <td className={`${CELL} min-w-40 font-mono text-cap wrap-anywhere`}>{one.id}</td>
                </tr>
              ) : null;
            }}
          </VirtualBody>
        </table>
      </div>
    </section>
  );
}

function endOf({ outcome }: RequestSeen, t: Texts['recording']): string {
  if (outcome.kind === 'answered') return String(outcome.status);
  return outcome.kind === 'failed' ? outcome.failure : t.ends[outcome.kind];
}
