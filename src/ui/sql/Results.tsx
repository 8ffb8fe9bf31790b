/** The answers to what was asked last, one under the other. */
import { useRef } from 'react';
import { VERSION } from '../../core/base/version.ts';
import { printError } from '../../core/databases/mysql/errors.ts';
import { okLine } from '../../core/databases/mysql/grid.ts';
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
import { GRID, GRID_BOX, GRID_CELL, GRID_HEAD } from '../shared/grid-look.ts';
import { VirtualBody } from '../shared/VirtualBody.tsx';
import type { ScriptPlace } from './editor.ts';
import { MOST_ROWS_SHOWN } from './terminal-text.ts';
import { useConsole } from './use-console.ts';

export const PROBLEM = 'rounded-m bg-error-tint px-3 py-2 text-ui wrap-anywhere text-ink';
const CELL = `${GRID_CELL} data-numeric:text-right data-numeric:tabular-nums`;
const BOX = `${GRID_BOX} max-h-96`;

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
      className="min-h-0 min-w-0 space-y-3 overflow-auto px-4 py-2 @max-[44rem]:overflow-visible"
      aria-label={t.sql.results}
      aria-live="polite"
      data-end={entry === null ? 'none' : endOf(entry)}
    >
      {entry === null ? <p className="text-ui text-ink-2">{t.sql.noAnswer}</p> : null}
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
      return (
        <p className="flex min-h-9 flex-wrap items-center gap-x-3 text-ui">{t.sql.used(answer.database)}</p>
      );
    case 'client':
      return answer.say === 'help' || answer.say === 'status' ? (
        <pre className="font-mono text-cap whitespace-pre-wrap">
          {(answer.say === 'help'
            ? t.sql.help
            : t.sql.status(t.layouts[entry.layout], entry.step, entry.database ?? '')
          ).join('\n')}
        </pre>
      ) : null;
    case 'ok':
      return (
        <p className="flex min-h-9 flex-wrap items-center gap-x-3 text-ui" lang="en">
          {okLine(answer.warnings)}
        </p>
      );
    case 'not modelled':
      return (
        <p className={PROBLEM} data-answer="not modelled">
          {t.sql.notModelled(answer.what)}
          {answer.isWrite ? <span> {t.sql.readOnly}</span> : null}
        </p>
      );
    case 'error':
      return <ErrorTold answer={answer} entry={entry} t={t} onPlace={onPlace} />;
  }
}

interface ErrorProps {
  readonly answer: Extract<ConsoleAnswer, { kind: 'error' }>;
  readonly entry: ConsoleEntry;
  readonly t: DataTexts;
  readonly onPlace: (place: ScriptPlace) => void;
}

function ErrorTold({ answer, entry, t, onPlace }: ErrorProps) {
  const draft = useStore((s) => s.draft);
  const { place } = answer;
  const before = place ? entry.script.slice(0, place.at).split('\n') : [];
  // what was run may be a marked part of the text
  const base = draft.indexOf(entry.script);
  return (
    <p className={PROBLEM} data-answer="error">
      <code lang="en">{printError(answer.error)}</code>
      {place ? (
        <>
          {' '}
          {t.sql.atPlace(before.length, (before.at(-1)?.length ?? 0) + 1)}{' '}
          {base < 0 ? null : (
            <Button
              look="link"
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
    <div data-answer="rows" data-rows={answer.rows.length}>
      <p className="flex min-h-9 flex-wrap items-center gap-x-3 text-ui">
        <strong className="font-semibold">{t.sql.rows(answer.rows.length)}</strong>
        {entry.ms === null ? null : <span className="text-ink-2">{t.sql.took(Math.round(entry.ms))}</span>}
        <span className="text-ink-2">{t.sql.atStep(entry.step)}</span>
        {rows.length < answer.rows.length ? (
          <span className="text-ink-2">{t.sql.rowsShown(rows.length, answer.rows.length)}</span>
        ) : null}
        {answer.cut === 'rows' ? <span>{t.sql.cutRows(answer.rows.length)}</span> : null}
        {answer.cut === 'bytes' ? <span>{t.sql.cutBytes}</span> : null}
        <Out n={n} answer={answer} entry={entry} t={t} texts={texts} />
      </p>
      {rows.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is scrolled by keys
        <section className={BOX} aria-label={t.sql.answer(n)} tabIndex={0} ref={scroll}>
          <table className={GRID} aria-rowcount={rows.length + 1}>
            <thead>
              <tr>
                {columns.map(({ name }, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two columns of an answer may have one name
                  <th key={`${i} ${name}`} scope="col" className={GRID_HEAD} lang="en">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <VirtualBody count={rows.length} scroll={scroll} rowHeight={35} columns={columns.length}>
              {(index, measure) => (
                <tr
                  key={index}
                  className="hover:bg-canvas"
                  data-index={index}
                  aria-rowindex={index + 2}
                  ref={measure}
                >
                  {rows[index]?.map((value, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place alone
                    <td key={i} className={CELL} data-numeric={columns[i]?.numeric || undefined}>
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
    <span className="ml-auto inline-flex flex-wrap">
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
  if (end === null)
    return <p className="flex min-h-9 flex-wrap items-center gap-x-3 text-ui">{t.sql.running} …</p>;
  const failed = ['error', 'not modelled'].includes(answers.at(-1)?.kind ?? '');
  const left = statementsOf(script).length - answers.length;
  if (end === 'done')
    return failed && left > 0 ? <p className="text-ui text-ink-2">{t.sql.notRun(left)}</p> : null;
  const sentence =
    end === 'stopped'
      ? t.sql.stopped
      : end === 'too_long'
        ? t.sql.tooLong(LONGEST_MS / 1000)
        : t.sql.failed(end.failed);
  return <p className={PROBLEM}>{sentence}</p>;
}
