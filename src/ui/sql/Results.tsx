/** The answers to what was asked last, one under the other. */
import { useRef } from 'react';
import { printError } from '../../core/databases/mysql/errors.ts';
import { statementsOf } from '../../core/databases/mysql/script.ts';
import { type TableOut, toCsv, toJson, toMarkdown } from '../../core/databases/table-out.ts';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { type ConsoleAnswer, type ConsoleEntry, LONGEST_MS } from '../../store/console.ts';
import { scenarioOf, traceOf } from '../../store/derived.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { CellView } from '../shared/CellView.tsx';
import { CopyButton } from '../shared/CopyButton.tsx';
import { download, MIME } from '../shared/download.ts';
import { VirtualBody } from '../shared/VirtualBody.tsx';
import { VERSION } from '../shared/version.ts';
import type { ScriptPlace } from './editor.ts';
import { MOST_ROWS_SHOWN } from './terminal-text.ts';
import { useConsole } from './use-console.ts';

interface Props {
  readonly t: DataTexts;
  readonly texts: Texts;
  /** shows a place of the text in the editor */
  readonly onPlace: (place: ScriptPlace) => void;
}

export function Results({ t, texts, onPlace }: Props) {
  const entry = useConsole((s) => s.entries.at(-1) ?? null);
  return (
    <section
      className="sql-results"
      aria-label={t.sql.results}
      aria-live="polite"
      data-end={entry === null ? 'none' : endOf(entry)}
    >
      {entry === null ? <p className="quiet">{t.sql.noAnswer}</p> : null}
      {entry?.answers.map((answer, i) => (
        <Answer
          key={`${entry.id} ${answer.start}`}
          n={i + 1}
          answer={answer}
          entry={entry}
          t={t}
          texts={texts}
          onPlace={onPlace}
        />
      ))}
      {entry ? <End entry={entry} t={t} /> : null}
    </section>
  );
}

interface AnswerProps extends Props {
  readonly n: number;
  readonly answer: ConsoleAnswer;
  readonly entry: ConsoleEntry;
}

function Answer({ n, answer, entry, t, texts, onPlace }: AnswerProps) {
  switch (answer.kind) {
    case 'rows':
      return <Rows n={n} answer={answer} entry={entry} t={t} texts={texts} />;
    case 'used':
      return <p className="sql-line">{t.sql.used(answer.database)}</p>;
    case 'client':
      return answer.say === 'help' || answer.say === 'status' ? (
        <pre className="sql-note">
          {(answer.say === 'help'
            ? t.sql.help
            : t.sql.status(t.layouts[entry.layout], entry.step, entry.database ?? '')
          ).join('\n')}
        </pre>
      ) : null;
    case 'not modelled':
      return (
        <p className="sql-problem" data-answer="not modelled">
          {t.sql.notModelled(answer.what)}
        </p>
      );
    case 'error':
      return (
        <p className="sql-problem" data-answer="error">
          <code lang="en">{printError(answer.error)}</code>
          {answer.error.code === 1290 ? <span> {t.sql.readOnly}</span> : null}
        </p>
      );
    case 'sqlite error':
      return <SqliteError answer={answer} entry={entry} t={t} onPlace={onPlace} />;
  }
}

interface ErrorProps {
  readonly answer: Extract<ConsoleAnswer, { kind: 'sqlite error' }>;
  readonly entry: ConsoleEntry;
  readonly t: DataTexts;
  readonly onPlace: (place: ScriptPlace) => void;
}

function SqliteError({ answer, entry, t, onPlace }: ErrorProps) {
  const draft = useStore((s) => s.draft);
  const { place } = answer;
  const before = place ? entry.script.slice(0, place.at).split('\n') : [];
  // what was run may be a marked part of the text
  const base = draft.indexOf(entry.script);
  return (
    <p className="sql-problem" data-answer="sqlite error">
      {t.sql.sqliteSays}: <code lang="en">{answer.message}</code>
      {place ? (
        <>
          {' '}
          {t.sql.atPlace(before.length, (before.at(-1)?.length ?? 0) + 1)}{' '}
          {base < 0 ? null : (
            <Button
              look="quiet"
              className="provenance-link"
              data-place={place.at}
              onClick={() => onPlace({ at: base + place.at, length: place.length })}
            >
              {t.sql.toPlace}
            </Button>
          )}
        </>
      ) : null}
    </p>
  );
}

type RowsAnswer = Extract<ConsoleAnswer, { kind: 'rows' }>;

function Rows({
  n,
  answer,
  entry,
  t,
  texts,
}: Omit<AnswerProps, 'onPlace'> & { readonly answer: RowsAnswer }) {
  const { columns } = answer;
  const scroll = useRef<HTMLElement>(null);
  const rows = answer.rows.slice(0, MOST_ROWS_SHOWN);
  return (
    <div className="sql-answer" data-answer="rows" data-rows={answer.rows.length}>
      <p className="sql-line">
        <strong>{t.sql.rows(answer.rows.length)}</strong>
        {entry.ms === null ? null : <span className="quiet">{t.sql.took(Math.round(entry.ms))}</span>}
        <span className="quiet">{t.sql.atStep(entry.step)}</span>
        {rows.length < answer.rows.length ? (
          <span className="quiet">{t.sql.rowsShown(rows.length, answer.rows.length)}</span>
        ) : null}
        {answer.cut === 'rows' ? <span>{t.sql.cutRows(answer.rows.length)}</span> : null}
        {answer.cut === 'bytes' ? <span>{t.sql.cutBytes}</span> : null}
        <Out n={n} answer={answer} entry={entry} t={t} texts={texts} />
      </p>
      {rows.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is scrolled by keys
        <section className="rows-scroll" aria-label={t.sql.answer(n)} tabIndex={0} ref={scroll}>
          <table className="rows" aria-rowcount={rows.length + 1}>
            <thead>
              <tr>
                {columns.map(({ name }, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two columns of an answer may have one name
                  <th key={`${i} ${name}`} scope="col" lang="en">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <VirtualBody count={rows.length} scroll={scroll} rowHeight={28} columns={columns.length}>
              {(index, measure) => (
                <tr key={index} data-index={index} aria-rowindex={index + 2} ref={measure}>
                  {rows[index]?.map((value, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place alone
                    <td key={i} data-numeric={columns[i]?.numeric || undefined}>
                      <CellView value={value} texts={texts} />
                    </td>
                  ))}
                </tr>
              )}
            </VirtualBody>
          </table>
        </section>
      )}
    </div>
  );
}

/** The whole answer as a file or in the clipboard. */
function Out({ n, answer, entry, t, texts }: Omit<AnswerProps, 'onPlace'> & { readonly answer: RowsAnswer }) {
  const page = usePageStore();
  const table: TableOut = { columns: answer.columns.map((column) => column.name), rows: answer.rows };
  const name = `novascope-${scenarioOf(page.getState())}-step${entry.step}-answer${n}`;
  const about = {
    novascope: VERSION,
    source: traceOf(page.getState()).source,
    scenario: scenarioOf(page.getState()),
    step: entry.step,
    layout: entry.layout,
    sql: entry.script,
  };
  return (
    <span className="sql-out">
      <Button look="quiet" data-out="csv" onClick={() => download(`${name}.csv`, toCsv(table), MIME.csv)}>
        {t.sql.csv}
      </Button>
      <Button
        look="quiet"
        data-out="json"
        onClick={() => download(`${name}.json`, toJson(table, about), MIME.json)}
      >
        {t.sql.json}
      </Button>
      <CopyButton text={() => toMarkdown(table)} label={t.sql.markdown} texts={texts} />
    </span>
  );
}

function endOf({ end }: ConsoleEntry): string {
  if (end === null) return 'running';
  return typeof end === 'string' ? end : 'failed';
}

function End({ entry, t }: { entry: ConsoleEntry; t: DataTexts }) {
  const { end, answers, script } = entry;
  if (end === null) return <p className="sql-line">{t.sql.running} …</p>;
  const failed = ['error', 'not modelled', 'sqlite error'].includes(answers.at(-1)?.kind ?? '');
  const left = statementsOf(script).length - answers.length;
  if (end === 'done') return failed && left > 0 ? <p className="quiet">{t.sql.notRun(left)}</p> : null;
  const sentence =
    end === 'stopped'
      ? t.sql.stopped
      : end === 'too_long'
        ? t.sql.tooLong(LONGEST_MS / 1000)
        : t.sql.failed(end.failed);
  return <p className="sql-problem">{sentence}</p>;
}
