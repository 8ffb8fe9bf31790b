/** A row's history: each version with what it changed, and a jump to the step that wrote it. */
import { stepOfFact } from '../../core/player/cursor.ts';
import type { Version } from '../../core/player/versions.ts';
import type { Cell } from '../../core/trace/fact.ts';
import type { Texts } from '../../i18n/index.ts';
import { factAt, stepsOf, versionsOf } from '../../store/derived.ts';
import type { Selection } from '../../store/state.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { differences } from './history.ts';

type RowSelection = Extract<Selection, { kind: 'row' }>;

export function RowView({ row, texts }: { row: RowSelection; texts: Texts }) {
  const versions = useStore(versionsOf).history(row.database, row.table, row.key);
  const upTo = useStore(factAt);
  const t = texts.panels.inspector;
  return (
    <article className="inspector" data-row={row.key.join(' ')}>
      <h3 className="inspector-title">
        <Code>{`${row.database}.${row.table} ${row.key.map(String).join(', ')}`}</Code>
      </h3>
      <h4 className="inspector-part">{t.row.history}</h4>
      <ol className="history">
        {versions.map((version, i) => (
          <li key={version.index} data-time={version.index > upTo ? 'later' : 'past'}>
            <Entry version={version} before={versions[i - 1]?.row ?? null} texts={texts} />
          </li>
        ))}
      </ol>
    </article>
  );
}

function Entry({ version, before, texts }: { version: Version; before: Version['row']; texts: Texts }) {
  const steps = useStore(stepsOf);
  const seek = useStore((s) => s.seek);
  const t = texts.panels.inspector;
  const word = texts.panels.tables;
  const n = version.index < 0 ? 0 : stepOfFact(steps, version.index);
  const what = version.row === null ? word.deleted : before === null ? word.inserted : word.updated;
  if (version.index < 0) return <p className="quiet">{t.beforeTrace}</p>;
  return (
    <>
      <p>
        <Button look="quiet" className="inspector-link" onClick={() => seek(n)}>
          {t.toStep(n)}
        </Button>{' '}
        {what}
      </p>
      {before && version.row ? (
        <ul className="history-columns">
          {differences(before, version.row).map(({ column, old, now }) => (
            <li key={column}>
              <Code>{column}</Code>: <Value cell={old} /> → <Value cell={now} />
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Value({ cell }: { cell: Cell }) {
  if (cell === null) return <em className="null">NULL</em>;
  const text = String(cell);
  return <code lang="en">{text.length > 120 ? `${text.slice(0, 120)}…` : text === '' ? "''" : text}</code>;
}
