/** All databases with their tables and row counts at the cursor; what the step changed carries its number. */
import { memo } from 'react';
import type { Trace } from '../../core/trace/trace.ts';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { factAt, versionsOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Breakable } from '../shared/Breakable.tsx';
import { Code } from '../shared/Code.tsx';
import { keepInView } from '../shared/keep-in-view.ts';
import { onRovingKey } from '../shared/roving.ts';
import type { TableName } from './catalogue.ts';
import { schemaTables, usersOf } from './catalogue.ts';
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
  const databases = trace.topology.databases;
  const versions = useStore(versionsOf);
  const at = useStore(factAt);
  return (
    <nav className="tables-list" aria-label={t.list} data-roving-root="">
      {databases.map((database) => {
        const users = usersOf(trace, database);
        const names = tables.filter((one) => one.database === database);
        return (
          <section key={database} aria-label={t.database(database)} data-database={database}>
            <h3 className="tables-database">
              <Code>{database}</Code>
            </h3>
            {names.length === 0 && schemaTables(trace, database).length === 0 ? (
              <p className="tables-users">{data.tables.noTable}</p>
            ) : null}
            {users.length > 0 || trace.source === 'simulated' ? (
              <p className="tables-users">
                {users.length === 0 ? t.noUsers : t.users(users.join(texts.words.separator))}
              </p>
            ) : null}
            <ul>
              {names.map((one) => (
                <li key={one.table}>
                  <Entry
                    name={one}
                    count={versions.countAt(one.database, one.table, at)}
                    chosen={shown === one.name}
                    changed={marks.get(one.name)?.size ?? 0}
                    onChoose={onChoose}
                    texts={texts}
                  />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
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
    <button
      type="button"
      className="tables-entry"
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
      <span className="tables-name" lang="en">
        <Breakable>{name.table}</Breakable>
      </span>
      {changed > 0 ? <span className="tables-changed">● {changed}</span> : null}
      <span className="tables-count">{count}</span>
    </button>
  );
});
