/** Where the time of one request went: its shares, and its waterfall. */
import { useState } from 'react';
import { type RequestSeen, requestOf } from '../../core/report/requests.ts';
import { duration, rich, textsOf } from '../../i18n/index.ts';
import { factAt, traceOf } from '../../store/derived.ts';
import { reports } from '../../store/reports.ts';
import { useStore } from '../../store/use-store.ts';
import { Asked } from '../shared/Asked.tsx';
import { Code } from '../shared/Code.tsx';
import { RichText } from '../shared/RichText.tsx';
import { Input, Select } from '../shared/Select.tsx';
import { TimeShares } from './TimeShares.tsx';
import { Waterfall } from './Waterfall.tsx';

/** Requests that the list offers: the longest. All are found by their ids. */
const OFFERED = 100;

export function RequestTime() {
  const t = useStore((s) => textsOf(s.lang).report);
  const trace = useStore(traceOf);
  return (
    <Asked ask={() => reports.requests(trace)} t={t} className="px-5 py-4 phone:px-4">
      {(all) => <ChosenRequest all={all} />}
    </Asked>
  );
}

function ChosenRequest({ all }: { readonly all: readonly RequestSeen[] }) {
  const t = useStore((s) => textsOf(s.lang).report);
  const trace = useStore(traceOf);
  const fact = useStore(factAt);
  const [typed, type] = useState('');
  const [chosen, choose] = useState<string | null>(null);
  const requests = all.filter(({ spans }) => spans.length > 0);
  const offered = requests
    .toSorted((a, b) => b.spans.length - a.spans.length || a.fact - b.fact)
    .slice(0, OFFERED);
  const wanted = typed.trim();
  const found = wanted === '' ? null : requestOf(requests, wanted);
  const request = found ?? requests.find(({ id }) => id === chosen) ?? atCursor(offered, fact);
  const r = t.request;
  const lengthOf = ({ start, end }: RequestSeen): string => duration((end - start) / 1000);
  if (!request)
    return (
      <p className="px-5 py-4 text-ui text-ink-2 phone:px-4" data-request="">
        {r.none}
      </p>
    );
  const list = offered.includes(request) ? offered : [request, ...offered];
  return (
    <section
      className="min-h-0 flex-1 overflow-auto px-5 py-3 focus-visible:-outline-offset-2 phone:px-4"
      aria-label={t.views.request}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must be able to reach it
      tabIndex={0}
      data-request={request.id}
    >
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label={r.label}
          className="min-w-0 flex-1 basis-72"
          value={request.id}
          data-field="request"
          onChange={({ target }) => {
            type('');
            choose(target.value);
          }}
        >
          {list.map((one) => (
            <option key={one.id} value={one.id}>
              {r.option(one.what, one.from, lengthOf(one))}
            </option>
          ))}
        </Select>
        <Input
          aria-label={r.find}
          className="min-w-0 flex-1 basis-48"
          placeholder={r.findHint}
          value={typed}
          spellCheck={false}
          data-field="request-id"
          onChange={({ target }) => type(target.value)}
        />
      </div>
      {wanted !== '' && found === null ? (
        <p className="pt-1.5 text-ui text-error" role="status">
          <RichText parts={rich(r.notFound(wanted), () => false)} />
        </p>
      ) : null}
      <p className="pt-2 text-ui text-ink-2">
        <Code>{request.id}</Code> ·{' '}
        <span data-request-whole="">{r.whole(lengthOf(request), request.spans.length)}</span>
      </p>
      <Asked key={request.id} ask={() => reports.request(trace, request.id)} t={t}>
        {(told) =>
          told && (
            <>
              <TimeShares shares={told.shares} whole={request.end - request.start} t={t} />
              <Waterfall request={request} rows={told.rows} t={t} />
            </>
          )
        }
      </Asked>
    </section>
  );
}

/** The request that goes on at the cursor; else the one with the most parts. */
const atCursor = (offered: readonly RequestSeen[], fact: number): RequestSeen | undefined =>
  offered.find((one) => one.from === 'client' && one.fact <= fact) ?? offered[0];
