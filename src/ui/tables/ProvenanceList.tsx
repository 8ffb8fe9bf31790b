/** For each table that the step wrote: whose connection it was, which database, and because of what. */
import { useState } from 'react';
import type { Trace } from '../../core/trace/trace.ts';
import type { Texts } from '../../i18n/index.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { whyOf } from '../shared/origin-text.ts';
import { groupsOf, type ProvenanceGroup, provenanceOf } from './provenance.ts';

interface Props {
  readonly trace: Trace;
  readonly rows: readonly number[];
  /** `database.table`: the one that is shown, told first and in one line */
  readonly shown: string;
  readonly onChoose: (table: string) => void;
  readonly texts: Texts;
}

/** Of the table that is shown: `nova-conductor-cell1 → nova_cell1: UPDATE instances, 1 row, because of call ...`. */
export function ProvenanceOfTable({ trace, rows, shown, onChoose, texts }: Props) {
  const t = texts.panels.tables;
  const lines = provenanceOf(trace, rows).filter((line) => `${line.database}.${line.table}` === shown);
  if (rows.length === 0) {
    const known = trace.source === 'simulated';
    return <p className="quiet">{known ? t.noChange : texts.panels.common.unknownWhy}</p>;
  }
  if (lines.length === 0) return null;
  return (
    <ul className="provenance" aria-label={t.provenance}>
      {groupsOf(lines).map((group) => (
        <li key={group.lines[0]?.facts[0]} data-actor={group.actor} data-database={group.database}>
          <Group group={group} onChoose={onChoose} texts={texts} />
        </li>
      ))}
    </ul>
  );
}

/** Everything that the step wrote, by connection and reason. */
export function ProvenanceList({ trace, rows, onChoose, texts }: Omit<Props, 'shown'>) {
  const t = texts.panels.tables;
  const lines = provenanceOf(trace, rows);
  if (lines.length < 2) return null;
  return (
    <section className="provenance-all" aria-label={t.provenance}>
      <h3 className="provenance-title">{t.provenance}</h3>
      <ul className="provenance">
        {groupsOf(lines).map((group) => (
          <li key={group.lines[0]?.facts[0]} data-actor={group.actor} data-database={group.database}>
            <Group group={group} onChoose={onChoose} texts={texts} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const MOST_LINES = 5;

/** `nova-conductor-cell1 → nova_cell1`, each statement with the number of rows, and why. */
function Group({
  group,
  onChoose,
  texts,
}: {
  group: ProvenanceGroup;
  onChoose: Props['onChoose'];
  texts: Texts;
}) {
  const select = useStore((s) => s.select);
  const [all, setAll] = useState(false);
  const t = texts.panels.tables;
  const { origin } = group;
  const foldable = group.lines.length > MOST_LINES;
  const shown = foldable && !all ? group.lines.slice(0, MOST_LINES - 1) : group.lines;
  return (
    <p className="provenance-line">
      <span lang="en">
        <strong>{group.actor}</strong> → <strong>{group.database}</strong>
      </span>
      {shown.map((line) => (
        <Button
          key={line.facts[0]}
          look="quiet"
          className="provenance-link"
          data-verb={line.verb}
          onClick={() => onChoose(`${line.database}.${line.table}`)}
        >
          <Code>{`${line.verb} ${line.table}`}</Code>
          <span>{t.rows(line.rows)}</span>
        </Button>
      ))}
      {foldable ? (
        <Button look="quiet" className="provenance-link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? texts.panels.common.less : `${texts.panels.common.more} (${group.lines.length})`}
        </Button>
      ) : null}
      <span className="provenance-why">{whyOf(origin, texts)}</span>
      {origin.kind === 'message' || origin.kind === 'request' ? (
        <Button
          look="quiet"
          className="provenance-link provenance-message"
          onClick={() => select({ kind: 'message', fact: origin.fact.index })}
        >
          {t.showMessage}
        </Button>
      ) : null}
    </p>
  );
}
