/** Where a message would go at this step, which binding takes it, and why the others do not. Nothing is published. */
import { useId, useState } from 'react';
import { exchangeNames, previewRoute, type RoutePreview } from '../../core/amqp/route-preview.ts';
import { rich, type Texts } from '../../i18n/index.ts';
import { traceOf, worldOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Code } from '../shared/Code.tsx';
import { RichText } from '../shared/RichText.tsx';
import { Input, Select } from '../shared/Select.tsx';
import { Unknown } from '../shared/Unknown.tsx';
import { messageHere } from './message-here.ts';
import { QueueName } from './QueueName.tsx';
import { TableField } from './TableField.tsx';
import { readTable } from './table-text.ts';
import { VisitView } from './VisitView.tsx';

const FIELD = 'grid max-w-full min-w-0 gap-1 text-cap font-medium text-ink-2';

interface Props {
  readonly vhost: string;
  readonly texts: Texts;
}

export function Preview({ vhost, texts }: Props) {
  const id = useId();
  const t = texts.queues.preview;
  const world = useStore(worldOf);
  const recorded = useStore((s) => traceOf(s).source !== 'simulated');
  const state = world.vhosts.get(vhost);
  const names = state ? exchangeNames(state) : [];
  const [asked, setAsked] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [headers, setHeaders] = useState('');
  const message = useStore(messageHere);
  const here = message?.vhost === vhost ? message : null;
  const first = here?.exchange ?? names.find((name) => name !== '' && !name.startsWith('amq.')) ?? '';
  const exchange = asked !== null && names.includes(asked) ? asked : first;
  const key = typed ?? here?.routing_key ?? '';
  const read = readTable(headers);
  const preview =
    state && read.ok ? previewRoute(state, { exchange, routing_key: key, headers: read.table }) : null;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className={FIELD}>
          <label htmlFor={`${id}-exchange`}>{t.exchange}</label>
          <Select
            id={`${id}-exchange`}
            value={exchange}
            data-field="exchange"
            onChange={(event) => setAsked(event.target.value)}
          >
            {names.map((name) => (
              <option key={name} value={name} lang={name === '' ? undefined : 'en'}>
                {name === '' ? texts.panels.common.defaultExchange : name}
              </option>
            ))}
          </Select>
        </div>
        <div className={FIELD}>
          <label htmlFor={`${id}-key`}>{t.key}</label>
          <Input
            id={`${id}-key`}
            className="w-44 font-mono"
            lang="en"
            value={key}
            data-field="routing_key"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <TableField label={t.headers} name="headers" value={headers} onChange={setHeaders} texts={texts} />
      </div>
      <div className="grid gap-3" aria-live="polite" data-preview="">
        {recorded ? (
          <p>
            <Unknown texts={texts} />: {t.unknown}
          </p>
        ) : preview ? (
          <Result preview={preview} texts={texts} />
        ) : null}
      </div>
      <p className="text-cap text-ink-2">{t.about}</p>
    </div>
  );
}

function Result({ preview, texts }: { preview: RoutePreview; texts: Texts }) {
  const t = texts.queues.preview;
  if (preview.refused !== null) {
    return (
      <p data-refused="">
        {t.refused} <Code>{preview.refused}</Code>
      </p>
    );
  }
  return (
    <>
      <p className="flex flex-wrap gap-x-3">
        <strong className="font-semibold">{t.goes(preview.queues.length)}</strong>
        {preview.queues.map((queue) => (
          <span key={queue} data-goes={queue}>
            <QueueName name={queue} />
          </span>
        ))}
      </p>
      {preview.visits.map((visit) => (
        <section key={visit.exchange} data-visit={visit.exchange}>
          <p>
            <RichText parts={rich(wayHere(visit, texts), () => false)} />
          </p>
          <VisitView visit={visit} texts={texts} />
        </section>
      ))}
    </>
  );
}

function wayHere({ by, exchange, from }: RoutePreview['visits'][number], texts: Texts): string {
  const name = exchange === '' ? texts.panels.common.defaultExchange : exchange;
  const before = from === '' ? texts.panels.common.defaultExchange : (from ?? '');
  return texts.queues.preview.by[by](name, before);
}
