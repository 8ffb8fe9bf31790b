/** A table's definition: columns, types, keys, where they lead; who owns it and who writes it. */

import type { Join } from '../../core/databases/joins.ts';
import { ownLayoutOf, recordedName } from '../../core/databases/layouts.ts';
import { allKeys, createTable, keyMark } from '../../core/databases/mysql/ddl.ts';
import { ownerOf } from '../../core/databases/owners.ts';
import type { Column, Table } from '../../core/databases/schema.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { GRID, GRID_BOX, GRID_CELL, GRID_HEAD } from '../shared/grid-look.ts';
import { definitionOf } from './catalogue.ts';

interface Props {
  readonly database: string;
  readonly table: string;
  readonly joins: readonly Join[];
  /** opens `database.table` */
  readonly onOpen: (name: string) => void;
  readonly t: DataTexts;
  readonly texts: Texts;
}

export function SchemaView({ database, table, joins, onOpen, t, texts }: Props) {
  const trace = useStore(traceOf);
  const definition = definitionOf(trace, database, table);
  if (!definition) {
    return (
      <div className="grid gap-2 px-4 py-2 text-ui text-ink-2">
        <p>{databaseSentence(database, t)}</p>
        <p>{t.tables.noTable}</p>
      </div>
    );
  }
  return (
    <div
      className="flex min-h-0 flex-1 flex-col items-start gap-3 overflow-auto px-4 pt-1 pb-4 text-ui"
      data-schema={`${database}.${table}`}
    >
      <Owner trace={trace} database={database} table={table} t={t} texts={texts} />
      <div className={`${GRID_BOX} shrink-0`}>
        <table className={GRID}>
          <thead>
            <tr>
              {[
                t.schema.column,
                t.schema.type,
                t.schema.nullable,
                t.schema.key,
                t.schema.default,
                t.schema.refers,
                t.schema.source,
              ].map((head) => (
                <th key={head} scope="col" className={`${GRID_HEAD} font-sans`}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {definition.columns.map((column) => (
              <ColumnLine
                key={column.name}
                column={column}
                table={definition}
                joins={joins.filter(
                  ({ from }) =>
                    from.database === database && from.table === table && from.column === column.name,
                )}
                onOpen={onOpen}
                t={t}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Disclosure summary={t.schema.keys} open>
        <Keys table={definition} t={t} />
      </Disclosure>
      <Disclosure summary={t.schema.create}>
        <pre className="overflow-auto rounded-l border border-line bg-paper p-3 font-mono text-cap" lang="en">
          {`${createTable(definition)};`}
        </pre>
      </Disclosure>
    </div>
  );
}

interface LineProps {
  readonly column: Column;
  readonly table: Table;
  readonly joins: readonly Join[];
  readonly onOpen: (name: string) => void;
  readonly t: DataTexts;
}

function ColumnLine({ column, table, joins, onOpen, t }: LineProps) {
  const mark = keyMark(table, column);
  return (
    <tr data-column={column.name}>
      <th scope="row" className={`${GRID_CELL} font-semibold`} lang="en">
        {column.name}
      </th>
      <td className={GRID_CELL} lang="en">
        {column.mysql}
      </td>
      <td className={`${GRID_CELL} font-sans`}>{column.nullable ? t.schema.yes : t.schema.no}</td>
      <td className={`${GRID_CELL} font-sans`}>{t.schema.keyWords[mark]}</td>
      <td className={GRID_CELL}>
        {column.auto_increment ? t.schema.auto : column.default === null ? '' : column.default}
        {column.default !== null && !column.server_default ? (
          <span className="font-sans text-ink-2"> {t.schema.byModel}</span>
        ) : null}
      </td>
      <td className={GRID_CELL}>
        {joins.map(({ to, isForeignKey }) => (
          <span key={`${to.database}.${to.table}`} className="block">
            <Button look="link" onClick={() => onOpen(`${to.database}.${to.table}`)}>
              <Code>{`${to.database}.${to.table}.${to.column}`}</Code>
            </Button>
            {isForeignKey ? null : <span className="font-sans text-ink-2"> {t.schema.sameValue}</span>}
          </span>
        ))}
      </td>
      <td className={`${GRID_CELL} font-sans text-ink-2`}>{t.schema.sources[column.source]}</td>
    </tr>
  );
}

function Keys({ table, t }: { table: Table; t: DataTexts }) {
  return (
    <ul className="grid gap-1 wrap-anywhere">
      <li>
        {t.schema.primary}: <Code>{table.primary_key.join(', ')}</Code>
      </li>
      {allKeys(table).map((key) => (
        <li key={key.name}>
          {key.unique ? t.schema.unique : t.schema.index} <Code>{key.name}</Code>:{' '}
          <Code>
            {key.columns
              .map(({ name, length }) => (length === null ? name : `${name}(${length})`))
              .join(', ')}
          </Code>
        </li>
      ))}
    </ul>
  );
}

function Owner({ trace, database, table, t, texts }: Omit<Props, 'joins' | 'onOpen'> & { trace: Trace }) {
  const layout = ownLayoutOf(trace);
  const [home = '', name = ''] = recordedName(layout, `${database}.${table}`).split('.');
  const owner = ownerOf(home, name);
  const here = writersHere(trace, database, table);
  const list = (names: readonly string[]): string => names.join(texts.words.separator);
  return (
    <section className="grid max-w-[60rem] gap-1" aria-label={t.schema.owner}>
      <p>{databaseSentence(database, t)}</p>
      {owner ? (
        <p>
          {owner.unused ? t.schema.ownerUnused : t.schema.ownerWriters(list(owner.writers))}{' '}
          {owner.forCompute ? `${t.schema.ownerForCompute} ` : ''}
          {owner.unused ? '' : owner.basis === 'recorded' ? t.schema.ownerRecorded : t.schema.ownerSource}
        </p>
      ) : null}
      {trace.source === 'simulated' ? (
        <p data-writers={here.join(' ')}>
          {here.length > 0 ? t.schema.ownerHere(list(here)) : t.schema.ownerNotHere}
        </p>
      ) : null}
    </section>
  );
}

function databaseSentence(database: string, t: DataTexts): string {
  const known: { readonly [name: string]: string } = t.schema.databases;
  return known[database] ?? (database.startsWith('nova_cell') ? t.schema.databases.nova_cell : '');
}

/** Services that wrote the table in the trace, in the order of their first write. */
function writersHere(trace: Trace, database: string, table: string): readonly string[] {
  const changes = indexOf(trace).versions.changesOfTable(database, table);
  return [...new Set(changes.flatMap((change) => trace.facts[change]?.actor ?? []))];
}
