/** All databases with their tables and row counts at the cursor; what the step changed carries its number. */
import { Database as DatabaseIcon } from 'lucide-react';
import { memo, useMemo } from 'react';
import type { Trace } from '../../core/trace/trace.ts';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { factAt, versionsOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Badge } from '../shared/Badge.tsx';
import { Breakable } from '../shared/Breakable.tsx';
import { keepInView } from '../shared/keep-in-view.ts';
import { onRovingKey } from '../shared/roving.ts';
import { schemaTables, type TableName, usersOf } from './catalogue.ts';
import type { TableMarks } from './marks.ts';

interface Props {
  readonly trace: Trace;
  readonly tables: readonly TableName[];
  readonly shown: string;
  readonly marks: TableMarks;
  readonly onChoose: (name: string) => void;
  readonly t: DataTexts;
  readonly texts: Texts;
}

export function TableList({ trace, tables, shown, marks, onChoose, t: data, texts }: Props) {
  const t = texts.panels.tables;
  const versions = useStore(versionsOf);
  const at = useStore(factAt);
  const groups = useMemo(
    () =>
      trace.topology.databases.map((database) => ({
        database,
        names: tables.filter((one) => one.database === database),
      })),
    [trace, tables],
  );
  return (
    <nav
      className="tables-list min-h-0 flex-1 overflow-auto py-1.5 @max-[40rem]:max-h-52"
      aria-label={t.list}
      data-roving-root=""
    >
      {groups.map(({ database, names }) => (
        <Database
          key={database}
          trace={trace}
          database={database}
          names={names}
          counts={names.map((one) => versions.countAt(database, one.table, at)).join(' ')}
          changes={names.map((one) => marks.get(one.name)?.size ?? 0).join(' ')}
          shown={shown.startsWith(`${database}.`) ? shown : null}
          onChoose={onChoose}
          t={data}
          texts={texts}
        />
      ))}
    </nav>
  );
}

interface DatabaseProps extends Pick<Props, 'trace' | 'onChoose' | 't' | 'texts'> {
  readonly database: string;
  readonly names: readonly TableName[];
  /** rows at the cursor, and rows that the step changed, of each table: texts, so that equal numbers are equal */
  readonly counts: string;
  readonly changes: string;
  /** the table that is shown, where it is one of these */
  readonly shown: string | null;
}

/** A database whose tables stand as they did is not drawn anew. */
const Database = memo(function Database(props: DatabaseProps) {
  const { trace, database, names, counts, changes, shown, onChoose, t, texts } = props;
  const count = counts.split(' ').map(Number);
  const changed = changes.split(' ').map(Number);
  const words = texts.panels.tables;
  const isBare = useMemo(
    () => names.length === 0 && schemaTables(trace, database).length === 0,
    [names, trace, database],
  );
  const users = useMemo(() => connections(trace, database, texts), [trace, database, texts]);
  return (
    <section aria-label={words.database(database)} data-database={database}>
      <h3
        className="flex items-center gap-1.5 px-3 pt-1.5 pb-1 text-cap font-semibold text-ink-2"
        title={users}
        lang="en"
      >
        {DATABASE}
        {database}
      </h3>
      {isBare ? <p className="pr-3 pb-1 pl-8 text-cap text-ink-3">{t.tables.noTable}</p> : null}
      <ul>
        {names.map((one, i) => (
          <Entry
            key={one.table}
            name={one}
            count={count[i] ?? 0}
            chosen={shown === one.name}
            changed={changed[i] ?? 0}
            onChoose={onChoose}
            texts={texts}
          />
        ))}
      </ul>
    </section>
  );
});

const DATABASE = <DatabaseIcon size={14} strokeWidth={1.9} aria-hidden="true" />;

/** A recording does not show who connects where nobody did. */
function connections(trace: Trace, database: string, texts: Texts): string | undefined {
  const users = usersOf(trace, database);
  if (users.length > 0) return texts.panels.tables.users(users.join(texts.words.separator));
  return trace.source === 'simulated' ? texts.panels.tables.noUsers : undefined;
}

interface EntryProps {
  readonly name: TableName;
  /** rows at the cursor */
  readonly count: number;
  readonly chosen: boolean;
  readonly changed: number;
  readonly onChoose: (name: string) => void;
  readonly texts: Texts;
}

const Entry = memo(function Entry({ name, count, chosen, changed, onChoose, texts }: EntryProps) {
  const t = texts.panels.tables;
  const told = [name.name, t.rows(count), ...(changed > 0 ? [t.changedHere(changed)] : [])];
  return (
    <li>
      <button
        type="button"
        className="tables-entry flex min-h-7 w-full items-center gap-2 py-0.5 pr-3 pl-8 text-left font-mono text-cap text-ink-3 hover:bg-sunken hover:text-ink-2 focus-visible:-outline-offset-2 aria-current:bg-sunken aria-current:font-semibold aria-current:text-ink data-filled:not-aria-current:text-ink-2 touch:min-h-[44px]"
        data-roving=""
        data-name={name.name}
        data-changed={changed > 0 ? changed : undefined}
        data-filled={count > 0 ? '' : undefined}
        tabIndex={chosen ? 0 : -1}
        aria-current={chosen ? 'true' : undefined}
        aria-label={told.join(texts.panels.common.comma)}
        onKeyDown={onRovingKey}
        onClick={() => onChoose(name.name)}
        {...(chosen ? { ref: keepInView } : {})}
      >
        <span className="min-w-0 flex-1" lang="en">
          <Breakable>{name.table}</Breakable>
        </span>
        <span className="font-sans font-normal tabular-nums">
          <Badge n={changed > 0 ? changed : count} tone={changed > 0 ? 'mark' : 'bare'} />
        </span>
      </button>
    </li>
  );
});
