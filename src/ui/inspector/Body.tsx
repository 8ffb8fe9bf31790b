/** The body of a message: readable as a tree, or raw as it is on the wire; the request context stands apart, folded. */
import { useState } from 'react';
import type { Json } from '../../core/base/json.ts';
import { parseJson } from '../../core/base/json.ts';
import type { Texts } from '../../i18n/index.ts';
import { CopyButton } from '../shared/CopyButton.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { Segments } from '../shared/Segments.tsx';
import { Tree } from './Tree.tsx';
import { type MessageWire, readWire } from './wire.ts';

type Look = 'pretty' | 'raw';

export function MessageBody({ body, texts }: { body: string; texts: Texts }) {
  const t = texts.panels.inspector;
  const wire = readWire(body);
  return (
    <Switched body={body} texts={texts}>
      {wire.json ? <Parts wire={wire} texts={texts} /> : <p>{t.noJson}</p>}
    </Switched>
  );
}

/** A REST body: any JSON, or none. */
export function PlainBody({ body, texts }: { body: string | null; texts: Texts }) {
  const t = texts.panels.inspector;
  if (body === null || body === '') return <p className="text-ui text-ink-2">{t.noBody}</p>;
  const json = parseJson(body);
  return (
    <Switched body={body} texts={texts}>
      {json === undefined ? <p>{t.noJson}</p> : <Tree name={null} value={json} open texts={texts} />}
    </Switched>
  );
}

function Switched({ body, texts, children }: { body: string; texts: Texts; children: React.ReactNode }) {
  const [look, setLook] = useState<Look>('pretty');
  const t = texts.panels.inspector;
  return (
    <>
      <div className="body-looks flex flex-wrap items-center gap-1">
        <Segments
          label={t.body}
          items={(['pretty', 'raw'] as const).map((id) => ({ id, label: t[id] }))}
          value={look}
          onChange={setLook}
        />
        <CopyButton text={body} texts={texts} />
      </div>
      {look === 'pretty' ? (
        <div className="tree text-ui wrap-anywhere">{children}</div>
      ) : (
        <pre
          className="body-raw rounded-m border border-line bg-canvas p-2.5 font-mono text-cap wrap-anywhere whitespace-pre-wrap"
          lang="en"
          data-raw=""
        >
          {body}
        </pre>
      )}
    </>
  );
}

function Parts({ wire, texts }: { wire: MessageWire; texts: Texts }) {
  const t = texts.panels.inspector;
  const rest: readonly (readonly [string, Json])[] = [
    ...Object.entries(wire.protocol),
    ...Object.entries(wire.outer),
  ];
  const keys = Object.keys(wire.context).length;
  return (
    <>
      {Object.entries(wire.content).map(([key, value]) => (
        <Tree key={key} name={key} value={value} open={key === 'args' || key === 'result'} texts={texts} />
      ))}
      {rest.map(([key, value]) => (
        <Tree key={key} name={key} value={value} texts={texts} />
      ))}
      {keys > 0 ? (
        <Disclosure summary={t.context(keys)}>
          {Object.entries(wire.context).map(([key, value]) => (
            <Tree key={key} name={key} value={value} texts={texts} />
          ))}
        </Disclosure>
      ) : null}
    </>
  );
}
