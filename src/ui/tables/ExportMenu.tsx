/** The way out: rows as CSV, databases as SQLite files, schemas as SQL. What is written is what stands at this step. */
import { Download } from 'lucide-react';
import { memo, type ReactNode, useRef, useState } from 'react';
import { VERSION } from '../../core/base/version.ts';
import { layoutOfTrace } from '../../core/databases/layouts.ts';
import { databaseScript } from '../../core/databases/mysql/ddl.ts';
import { createSql } from '../../core/databases/sqlite-ddl.ts';
import { toCsv } from '../../core/databases/table-out.ts';
import { copyAt } from '../../core/reading/copy-at.ts';
import type { DataTexts } from '../../i18n/index.ts';
import { exportFiles } from '../../store/console.ts';
import { factAt, scenarioOf, traceOf, versionsOf } from '../../store/derived.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { download, MIME } from '../shared/download.ts';
import { definitionOf, schemaTables } from './catalogue.ts';

const ICON = <Download size={17} strokeWidth={1.9} aria-hidden="true" />;

interface LineProps {
  readonly out: string;
  readonly isOff: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Line({ out, isOff, onClick, children }: LineProps) {
  return (
    <button
      type="button"
      className="min-h-9 rounded-m px-3 py-1 text-left text-ui enabled:hover:bg-sunken disabled:text-ink-3 touch:min-h-[44px]"
      data-out={out}
      disabled={isOff}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

export const ExportMenu = memo(function ExportMenu({ shown, t }: { shown: string; t: DataTexts }) {
  const page = usePageStore();
  const isOff = useStore((s) => s.engine.state === 'off');
  const menu = useRef<HTMLDetailsElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [database = '', table = ''] = shown.split('.');
  const trace = useStore(traceOf);
  const hasTables = schemaTables(trace, database).length > 0;
  const close = (act: () => void | Promise<void>) => async (): Promise<void> => {
    setProblem(null);
    if (menu.current) menu.current.open = false;
    try {
      await act();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const prefix = (): string => `novascope-${scenarioOf(page.getState())}-step${page.getState().step}`;
  const csv = (): void => {
    const state = page.getState();
    const rows = versionsOf(state).rowsAt(database, table, factAt(state));
    const definition = definitionOf(traceOf(state), database, table);
    const columns = definition?.columns.map((column) => column.name) ?? Object.keys(rows[0] ?? {});
    const values = rows.map((row) => columns.map((column) => row[column] ?? null));
    download(`${prefix()}-${shown}.csv`, toCsv({ columns, rows: values }), MIME.csv);
  };
  const files = async (databases: readonly string[]): Promise<void> => {
    const state = page.getState();
    const layout = layoutOfTrace(traceOf(state));
    const { rows, cells } = copyAt(traceOf(state), versionsOf(state), factAt(state), {
      script: null,
      layout,
    });
    const file = await exportFiles({ layout, cells, databases, rows, prefix: prefix() });
    download(file.name, file.bytes, databases.length === 1 ? MIME.sqlite : MIME.zip);
  };
  const schema = (dialect: 'sqlite' | 'mysql'): void => {
    const state = page.getState();
    const tables = schemaTables(traceOf(state), database);
    const head = [
      `Schema of ${database}, written by Novascope ${VERSION}: the models of Nova and of its peers.`,
      `Scenario ${scenarioOf(state)}, ${traceOf(state).source}.`,
    ];
    const text =
      dialect === 'mysql'
        ? databaseScript(database, tables, head)
        : [
            ...head.map((line) => `-- ${line}`),
            ...createSql('main', tables).map((line) => `${line};`),
            '',
          ].join('\n');
    download(`novascope-${database}-${dialect}.sql`, text, MIME.sql);
  };
  return (
    <>
      <details className="relative" ref={menu} data-export="">
        <summary
          className="grid size-9 cursor-pointer list-none place-items-center rounded-m text-ink-2 hover:bg-sunken hover:text-ink touch:size-11 [&::-webkit-details-marker]:hidden"
          aria-label={t.tables.export}
          title={t.tables.export}
        >
          {ICON}
        </summary>
        <div className="absolute right-0 z-6 flex w-max max-w-[min(26rem,90vw)] flex-col items-stretch rounded-l border border-line bg-paper p-1 shadow-3">
          <Line out="csv" isOff={table === ''} onClick={close(csv)}>
            {t.tables.exportCsv(shown)}
          </Line>
          <Line out="sqlite" isOff={isOff || !hasTables} onClick={close(() => files([database]))}>
            {t.tables.exportSqlite(database)}
          </Line>
          <Line
            out="all"
            isOff={isOff}
            onClick={close(() => files(traceOf(page.getState()).topology.databases))}
          >
            {t.tables.exportAll}
          </Line>
          <Line out="schema-sqlite" isOff={!hasTables} onClick={close(() => schema('sqlite'))}>
            {t.tables.exportSchemaSqlite(database)}
          </Line>
          <Line out="schema-mysql" isOff={!hasTables} onClick={close(() => schema('mysql'))}>
            {t.tables.exportSchemaMysql(database)}
          </Line>
        </div>
      </details>
      {problem === null ? null : (
        <span className="text-ui text-error" role="alert">
          {t.tables.exportFailed(problem)}
        </span>
      )}
    </>
  );
});
