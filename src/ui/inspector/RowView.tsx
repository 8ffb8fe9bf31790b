/** A row: its values at the cursor, where they lead, who refers to it, its history; of one cell also why it is so. */
import { useState } from 'react';
import type { Version } from '../../core/reading/versions.ts';
import type { Cell } from '../../core/trace/fact.ts';
import { hasCommandsOn } from '../../core/words/commands.ts';
import { type DataTexts, type Texts, textsOf } from '../../i18n/index.ts';
import { factAt, traceOf, versionsOf } from '../../store/derived.ts';
import type { Selection } from '../../store/state.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { CellView } from '../shared/CellView.tsx';
import { Code } from '../shared/Code.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { CauseView } from './CauseView.tsx';
import { CommandsFor } from './CommandsFor.tsx';
import { leadsFrom, leadsTo } from './leads.ts';
import { Part } from './Part.tsx';
import { History, StepLink, Value } from './RowHistory.tsx';
import { RunUntil } from './RunUntil.tsx';
import { View } from './View.tsx';

type RowSelection = Extract<Selection, { kind: 'row' }>;

export function RowView({ row, texts }: { row: RowSelection; texts: Texts }) {
  const t = useStore((s) => textsOf(s.lang).data);
  const versions = useStore(versionsOf).history(row.database, row.table, row.key);
  const upTo = useStore(factAt);
  const word = texts.panels.inspector.row;
  const { database, table, key, column } = row;
  const standing = versions.findLast((version) => version.index <= upTo)?.row ?? null;
  return (
    <View
      of={{ 'data-row': key.join(' ') }}
      title={<Code>{`${database}.${table} ${key.map(String).join(', ')}`}</Code>}
      head={
        <div className="flex flex-wrap items-center gap-2">
          <RunUntil
            until={{ what: 'row', database, table, key, column: null }}
            label={t.row.untilRow}
            none={t.row.untilNone}
          />
          {standing && isServer(row) ? (
            <CommandsFor target={{ kind: 'server', server: String(standing.display_name) }} />
          ) : null}
        </div>
      }
    >
      {column === null ? null : <CellPart row={row} column={column} t={t} texts={texts} />}
      {standing ? (
        <Part name={t.row.values} aside={valuesAside(standing, t)} shut={column !== null}>
          <Values row={row} values={standing} t={t} texts={texts} />
        </Part>
      ) : (
        <p className="px-5 pb-4 text-ui text-ink-2 phone:px-4">{word.gone}</p>
      )}
      {standing ? <Referrers row={row} values={standing} t={t} /> : null}
      <Part name={word.history} aside={versions.length} shut={column !== null}>
        <History versions={versions} upTo={upTo} texts={texts} />
      </Part>
    </View>
  );
}

/** How many of its columns hold something. */
function valuesAside(values: RowImage, t: DataTexts): string {
  const all = Object.values(values);
  return t.row.filled(all.filter((value) => value !== null).length, all.length);
}

/** A server, where there is something to be done to one. */
const isServer = ({ database, table }: RowSelection): boolean =>
  table === 'instances' && database.startsWith('nova_cell') && hasCommandsOn('server');

/** One cell: what stands there, why, and what stood there before. */
function CellPart({
  row,
  column,
  t,
  texts,
}: {
  row: RowSelection;
  column: string;
  t: DataTexts;
  texts: Texts;
}) {
  const { database, table, key } = row;
  const versions = useStore(versionsOf).cellHistory(database, table, key, column);
  const upTo = useStore(factAt);
  const now = versions.findLast((version) => version.index <= upTo);
  return (
    <section
      className="inspector-cell flex flex-col items-start gap-2 px-5 pb-4 phone:px-4"
      data-cell-of={column}
      aria-label={t.row.cell(column)}
    >
      <h4 className="inspector-part text-ui font-semibold">{t.row.cell(column)}</h4>
      <p className="inspector-value max-h-56 w-full overflow-auto rounded-s bg-mark px-2 py-1 font-mono text-ui wrap-anywhere">
        <CellView value={now?.row?.[column] ?? null} texts={texts} />
      </p>
      {now && now.index >= 0 ? (
        <CauseView change={now.index} t={t} texts={texts} />
      ) : (
        <p className="text-ui text-ink-2">{t.row.cellNever}</p>
      )}
      <p>
        <RunUntil
          until={{ what: 'row', database, table, key, column }}
          label={t.row.untilCell}
          none={t.row.untilNone}
        />
      </p>
      <Disclosure summary={t.row.cellHistory}>
        <ol className="history flex flex-col gap-1 text-ui [&>[data-time=later]]:text-ink-2">
          {versions.map((version) => (
            <li key={version.index} data-time={version.index > upTo ? 'later' : 'past'}>
              <StepLink index={version.index} texts={texts} /> <Value cell={version.row?.[column] ?? null} />
            </li>
          ))}
        </ol>
      </Disclosure>
    </section>
  );
}

type RowImage = NonNullable<Version['row']>;

/** Columns one under the other; those that hold nothing are left out unless they are asked for. */
function Values({
  row,
  values,
  t,
  texts,
}: {
  row: RowSelection;
  values: RowImage;
  t: DataTexts;
  texts: Texts;
}) {
  const { select } = useActions();
  const trace = useStore(traceOf);
  const [all, setAll] = useState(false);
  const columns = Object.keys(values).filter((column) => all || (values[column] ?? null) !== null);
  const leads = leadsFrom(trace, row);
  return (
    <>
      <dl className="fields grid grid-cols-[minmax(6.5em,max-content)_minmax(0,1fr)] text-ui">
        {columns.map((column) => (
          <div
            className="field col-span-full grid grid-cols-subgrid items-baseline gap-x-3 border-b border-line py-1 last:border-0 [&>dd]:min-w-0 [&>dd]:wrap-anywhere [&>dt]:text-ink-2"
            key={column}
            data-value-of={column}
          >
            <dt>
              <Button
                look="link"
                className="inspector-link"
                title={t.row.why}
                aria-label={`${column}: ${t.row.why}`}
                onClick={() => select({ ...row, column })}
              >
                <Code>{column}</Code>
              </Button>
            </dt>
            <dd>
              <CellView value={values[column] ?? null} texts={texts} />
              {leads
                .filter((lead) => lead.from.column === column && (values[column] ?? null) !== null)
                .map((lead) => (
                  <LeadLink
                    key={`${lead.to.database}.${lead.to.table}`}
                    lead={lead}
                    value={values[column] ?? null}
                    t={t}
                  />
                ))}
            </dd>
          </div>
        ))}
      </dl>
      <Button look="quiet" aria-pressed={all} onClick={() => setAll(!all)}>
        {t.row.allColumns}
      </Button>
    </>
  );
}

/** To the row of another table that has this value. */
function LeadLink({
  lead,
  value,
  t,
}: {
  lead: ReturnType<typeof leadsFrom>[number];
  value: Cell;
  t: DataTexts;
}) {
  const { select } = useActions();
  const rows = useStore((s) => versionsOf(s).rowsAt(lead.to.database, lead.to.table, factAt(s)));
  const found = rows.find((row) => row[lead.to.column] === value);
  const name = `${lead.to.database}.${lead.to.table}`;
  if (!found) return null;
  const key = lead.keyOf(found);
  return (
    <Button
      look="link"
      className="inspector-link"
      data-lead={name}
      title={lead.isForeignKey ? t.row.foreignKey : t.row.sameValue}
      onClick={() =>
        select({ kind: 'row', database: lead.to.database, table: lead.to.table, key, column: null })
      }
    >
      ↗ <Code>{name}</Code>
    </Button>
  );
}

const MOST_REFERRERS = 12;

/** Rows of other tables that hold a value of this one. */
function Referrers({ row, values, t }: { row: RowSelection; values: RowImage; t: DataTexts }) {
  const { select } = useActions();
  const trace = useStore(traceOf);
  const at = useStore(factAt);
  const versions = useStore(versionsOf);
  const found = leadsTo(trace, row).flatMap((lead) => {
    const value = values[lead.to.column] ?? null;
    if (value === null) return [];
    const rows = versions.rowsAt(lead.from.database, lead.from.table, at);
    return rows
      .filter((one) => one[lead.from.column] === value)
      .map((one) => ({ lead, key: lead.keyOf(one) }));
  });
  if (found.length === 0) return null;
  return (
    <Part name={t.row.referredBy} aside={found.length}>
      <ul className="text-ui wrap-anywhere" data-referrers={found.length}>
        {found.slice(0, MOST_REFERRERS).map(({ lead, key }) => {
          const { database, table, column } = lead.from;
          return (
            <li key={`${database}.${table} ${column} ${JSON.stringify(key)}`}>
              <Button
                look="link"
                className="inspector-link"
                title={lead.isForeignKey ? t.row.foreignKey : t.row.sameValue}
                onClick={() => select({ kind: 'row', database, table, key, column: null })}
              >
                <Code>{`${database}.${table} ${key.map(String).join(', ')}`}</Code>
              </Button>
            </li>
          );
        })}
        {found.length > MOST_REFERRERS ? <li>… {found.length - MOST_REFERRERS}</li> : null}
      </ul>
    </Part>
  );
}
