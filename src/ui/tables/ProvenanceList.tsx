/** For each table that the step wrote: whose connection it was, which database, and because of what. */
import type { Trace } from '../../core/trace/trace.ts';
import type { Texts } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { type Origin, type Provenance, provenanceOf } from './provenance.ts';

interface Props {
  readonly trace: Trace;
  readonly rows: readonly number[];
  readonly onChoose: (table: string) => void;
  readonly texts: Texts;
}

export function ProvenanceList({ trace, rows, onChoose, texts }: Props) {
  const t = texts.panels.tables;
  const lines = provenanceOf(trace, rows);
  if (lines.length === 0) return <p className="provenance-none quiet">{t.noChange}</p>;
  return (
    <section className="provenance" aria-label={t.provenance}>
      <h3 className="provenance-title">{t.provenance}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line.facts.join(' ')} data-verb={line.verb}>
            <Line line={line} onChoose={onChoose} texts={texts} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ line, onChoose, texts }: { line: Provenance; onChoose: Props['onChoose']; texts: Texts }) {
  const select = useStore((s) => s.select);
  const t = texts.panels.tables;
  const { origin } = line;
  const name = `${line.database}.${line.table}`;
  return (
    <>
      <span className="provenance-through" lang="en">
        <strong>{line.actor}</strong> → <strong>{line.database}</strong>
      </span>{' '}
      <Button look="quiet" className="provenance-table" onClick={() => onChoose(name)}>
        <Code>{`${line.verb} ${line.table}`}</Code>
      </Button>{' '}
      <span>{t.rows(line.rows)}</span> <span className="provenance-why">{whyOf(origin, texts)}</span>{' '}
      {'fact' in origin ? (
        <Button look="quiet" onClick={() => select({ kind: 'message', fact: origin.fact })}>
          {t.showMessage}
        </Button>
      ) : null}
    </>
  );
}

function whyOf(origin: Origin, texts: Texts): string {
  const t = texts.panels.tables.why;
  switch (origin.kind) {
    case 'call':
    case 'cast':
      return t[origin.kind](origin.method, origin.from);
    case 'http':
      return t.http(origin.request, origin.from);
    case 'command':
      return t.command(origin.name);
    case 'own':
      return t.own;
  }
}
