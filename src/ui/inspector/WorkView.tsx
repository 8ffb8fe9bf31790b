/** What a message or a request made its receiver read and write, row by row. */
import { workOf } from '../../core/reading/work.ts';
import type { Cell, FactOf } from '../../core/trace/fact.ts';
import { type DataTexts, type Texts, textsOf } from '../../i18n/index.ts';
import { factAt, traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Code } from '../shared/Code.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';

const MOST_LINES = 40;
const MOST_KEYS = 6;

/** `fact` = index of the publication or of the request. What happens after the cursor is not told yet. */
export function WorkView({ fact, texts }: { fact: number; texts: Texts }) {
  const t = useStore((s) => textsOf(s.lang).data).work;
  const trace = useStore(traceOf);
  const upTo = useStore(factAt);
  if (trace.source !== 'simulated') return <p className="text-ui text-ink-2">{t.unknown}</p>;
  const work = workOf(trace, fact);
  const reads = work.reads.filter((one) => one.index <= upTo);
  const writes = work.writes.filter((one) => one.index <= upTo);
  const tables = texts.panels.tables;
  return (
    <Disclosure summary={t.title(reads.length, writes.length)} open>
      {reads.length + writes.length === 0 ? <p className="text-ui text-ink-2">{t.nothing}</p> : null}
      {writes.length > 0 ? <h4 className="inspector-part pt-1 text-ui font-semibold">{t.writes}</h4> : null}
      <ul className="text-ui wrap-anywhere" data-writes={writes.length}>
        {writes.slice(0, MOST_LINES).map((row) => (
          <li key={row.index}>
            {row.before === null ? tables.inserted : row.after === null ? tables.deleted : tables.updated}{' '}
            <RowLink database={row.database} table={row.table} rowKey={row.key} />
          </li>
        ))}
      </ul>
      {reads.length > 0 ? <h4 className="inspector-part pt-1 text-ui font-semibold">{t.reads}</h4> : null}
      <ul className="text-ui wrap-anywhere" data-reads={reads.length}>
        {reads.slice(0, MOST_LINES).map((read) => (
          <li key={read.index}>
            <Read read={read} t={t} />
          </li>
        ))}
      </ul>
      {writes.length > MOST_LINES || reads.length > MOST_LINES ? (
        <p className="text-ui text-ink-2">…</p>
      ) : null}
    </Disclosure>
  );
}

function Read({ read, t }: { read: FactOf<'sql.executed'>; t: DataTexts['work'] }) {
  const { database, table, rows, keys } = read;
  return (
    <span title={read.statement}>
      <Code>{t.statement(`${database}.${table}`, rows)}</Code>{' '}
      {keys === null && rows !== null && rows > 0 ? (
        <span className="text-ui text-ink-2">{t.unknownRows}</span>
      ) : null}
      {(keys ?? []).slice(0, MOST_KEYS).map((key) => (
        <RowLink key={JSON.stringify(key)} database={database} table={table} rowKey={key} short />
      ))}
      {(keys?.length ?? 0) > MOST_KEYS ? '…' : ''}
    </span>
  );
}

interface RowLinkProps {
  readonly database: string;
  readonly table: string;
  readonly rowKey: readonly Cell[];
  /** only its key: the table was named before */
  readonly short?: boolean;
}

function RowLink({ database, table, rowKey, short = false }: RowLinkProps) {
  const { select } = useActions();
  const name = rowKey.map(String).join(', ');
  return (
    <Button
      look="link"
      className="inspector-link"
      data-row-link={`${database}.${table}`}
      aria-label={`${database}.${table} ${name}`}
      onClick={() => select({ kind: 'row', database, table, key: rowKey, column: null })}
    >
      <Code>{short ? shorter(name) : `${database}.${table} ${shorter(name)}`}</Code>
    </Button>
  );
}

const shorter = (name: string): string => (name.length > 14 ? `${name.slice(0, 8)}…` : name);
