/** The way out: rows as CSV, databases as SQLite files, schemas as SQL. What is written is what stands at this step. */
import { useRef, useState } from 'react';
import { layoutOfTrace } from '../../core/databases/layouts.ts';
import { databaseScript } from '../../core/databases/mysql/ddl.ts';
import { createSql } from '../../core/databases/sqlite-ddl.ts';
import { toCsv } from '../../core/databases/table-out.ts';
import { copyAt } from '../../core/reading/copy-at.ts';
import type { DataTexts } from '../../i18n/index.ts';
import { exportFiles } from '../../store/console.ts';
import { factAt, scenarioOf, traceOf, versionsOf } from '../../store/derived.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { download, MIME } from '../shared/download.ts';
import { VERSION } from '../shared/version.ts';
import { definitionOf, schemaTables } from './catalogue.ts';

export function ExportMenu({ shown, t }: { shown: string; t: DataTexts }) {
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
    const { rows } = copyAt(traceOf(state), versionsOf(state), factAt(state), { script: null, layout });
    const file = await exportFiles({ layout, databases, rows, prefix: prefix() });
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
      <details className="menu" ref={menu} data-export="">
        <summary className="button">{t.tables.export}</summary>
        <div className="menu-body">
          <Button look="quiet" data-out="csv" disabled={table === ''} onClick={close(csv)}>
            {t.tables.exportCsv(shown)}
          </Button>
          <Button
            look="quiet"
            data-out="sqlite"
            disabled={isOff || !hasTables}
            onClick={close(() => files([database]))}
          >
            {t.tables.exportSqlite(database)}
          </Button>
          <Button
            look="quiet"
            data-out="all"
            disabled={isOff}
            onClick={close(() => files(traceOf(page.getState()).topology.databases))}
          >
            {t.tables.exportAll}
          </Button>
          <Button
            look="quiet"
            data-out="schema-sqlite"
            disabled={!hasTables}
            onClick={close(() => schema('sqlite'))}
          >
            {t.tables.exportSchemaSqlite(database)}
          </Button>
          <Button
            look="quiet"
            data-out="schema-mysql"
            disabled={!hasTables}
            onClick={close(() => schema('mysql'))}
          >
            {t.tables.exportSchemaMysql(database)}
          </Button>
        </div>
      </details>
      {problem === null ? null : <span role="alert">{t.tables.exportFailed(problem)}</span>}
    </>
  );
}
