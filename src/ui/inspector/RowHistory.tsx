/** The versions of a row, each with the step that made it. */
import type { Version } from '../../core/reading/versions.ts';
import { stepOfFact } from '../../core/story/cursor.ts';
import { changedColumns } from '../../core/trace/cells.ts';
import type { Cell } from '../../core/trace/fact.ts';
import type { Texts } from '../../i18n/index.ts';
import { beginning } from '../../i18n/rich.ts';
import { stepsOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';

export function History({
  versions,
  upTo,
  texts,
}: {
  versions: readonly Version[];
  upTo: number;
  texts: Texts;
}) {
  return (
    <ol className="history flex flex-col gap-1 text-ui [&>[data-time=later]]:text-ink-2">
      {versions.map((version, i) => (
        <li key={version.index} data-time={version.index > upTo ? 'later' : 'past'}>
          <Entry version={version} before={versions[i - 1]?.row ?? null} texts={texts} />
        </li>
      ))}
    </ol>
  );
}

export function StepLink({ index, texts }: { index: number; texts: Texts }) {
  const steps = useStore(stepsOf);
  const { seek } = useActions();
  const t = texts.panels.inspector;
  if (index < 0) return <span className="text-ink-2">{t.beforeTrace}</span>;
  const n = stepOfFact(steps, index);
  return (
    <Button look="link" className="inspector-link" data-to-step={n} onClick={() => seek(n)}>
      {t.toStep(n)}
    </Button>
  );
}

function Entry({ version, before, texts }: { version: Version; before: Version['row']; texts: Texts }) {
  const t = texts.panels.inspector;
  const word = texts.panels.tables;
  const what = version.row === null ? word.deleted : before === null ? word.inserted : word.updated;
  if (version.index < 0) return <p className="text-ink-2">{t.beforeTrace}</p>;
  return (
    <>
      <p>
        <StepLink index={version.index} texts={texts} /> {what}
      </p>
      {before && version.row ? (
        <ul className="history-columns pl-4 wrap-anywhere">
          {changedColumns(before, version.row).map((column) => (
            <li key={column}>
              <Code>{column}</Code>: <Value cell={before[column] ?? null} /> →{' '}
              <Value cell={version.row?.[column] ?? null} />
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

const MOST = 120;

export function Value({ cell }: { cell: Cell }) {
  if (cell === null) return <em className="null text-ink-2 italic">NULL</em>;
  const text = String(cell);
  return <code lang="en">{text === '' ? "''" : beginning(text, MOST)}</code>;
}
