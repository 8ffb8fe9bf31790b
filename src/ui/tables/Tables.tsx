/** The databases at the cursor: every table with its rows and its schema, what changed, who connects, and the way out. */
import { Suspense, use, useMemo, useState } from 'react';
import { joinsAmong } from '../../core/databases/joins.ts';
import { type DataTexts, type Texts, textsOf } from '../../i18n/index.ts';
import { otherOf } from '../../store/compare-with.ts';
import { rowDiffOf } from '../../store/compared.ts';
import { stepOf, stepsOf, traceOf, versionsOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { useChange } from '../shared/hooks.ts';
import { lazily } from '../shared/lazily.tsx';
import { schemaTables, type TablesWanted, tablesOf } from './catalogue.ts';
import { changesBetween } from './compare.ts';
import { changesByTable, marksOf, type TableMarks } from './marks.ts';
import { ProvenanceList, ProvenanceOfTable } from './ProvenanceList.tsx';
import { RowsView } from './RowsView.tsx';
import { RunsNote, RunsTools } from './RunsTools.tsx';
import { MarkWords, marksOfRuns } from './runs.ts';
import { SchemaView } from './SchemaView.tsx';
import { ServicesView } from './ServicesView.tsx';
import { SinceNote, SinceTools } from './SinceTools.tsx';
import { TableList } from './TableList.tsx';
import { TablesHead, type TablesView } from './TablesHead.tsx';
import '../shared/quiet.css';
import '../shared/rows.css';
import './tables.css';

const Diagram = lazily([], async () => (await import('./Diagram.tsx')).Diagram);

const FIRST_SHOWN = 'nova_cell1.instances';

export function Tables() {
  const texts = useStore((s) => textsOf(s.lang));
  const t = useStore((s) => textsOf(s.lang).data);
  const trace = useStore(traceOf);
  const filled = useStore(versionsOf).tables();
  const select = useStore((s) => s.select);
  const pressed = useStore((s) => (s.selection?.kind === 'database' ? s.selection.database : null));
  const [picked, setPicked] = useState<string | null>(null);
  const [view, setView] = useState<TablesView>('rows');
  const [wanted, setWanted] = useState<TablesWanted>({ all: false, physical: false });
  const [since, setSince] = useState<number | null>(null);
  const [twoRuns, setTwoRuns] = useState(true);
  const [filter, setFilter] = useState('');
  useChange(pressed, () => setPicked(null));
  useChange(trace, () => setSince(null));
  const isRuns = useStore((s) => otherOf(s) !== null) && twoRuns;
  const marks = useMarks(since, isRuns);
  const markWords = useStore((s) => textsOf(s.lang).compare).tables;
  const tables = useMemo(() => tablesOf(trace, filled, wanted), [trace, filled, wanted]);
  const shown = picked ?? followed([...marks.keys()], pressed, filled);
  const follows = picked === null && pressed === null;
  const pick = (name: string, rows = ''): void => {
    setPicked(name);
    setFilter(rows);
    if (view === 'services' || rows !== '') setView('rows');
  };
  const toggle = (): void => {
    setPicked(follows ? shown : null);
    if (pressed !== null) select(null);
  };
  return (
    <div className="tables">
      <div className="tables-frame">
        <div className="tables-side">
          <div className="tables-tools">
            <Button aria-pressed={follows} title={texts.panels.tables.followTitle} onClick={toggle}>
              {texts.panels.tables.follow}
            </Button>
            <Button aria-pressed={!wanted.all} onClick={() => setWanted({ ...wanted, all: !wanted.all })}>
              {texts.panels.tables.hideEmpty}
            </Button>
            <Button
              aria-pressed={wanted.physical}
              title={t.sql.physicalTitle}
              data-physical=""
              onClick={() => setWanted({ ...wanted, physical: !wanted.physical })}
            >
              {t.sql.physical}
            </Button>
          </div>
          <TableList
            trace={trace}
            tables={tables}
            shown={shown}
            marks={marks}
            onChoose={pick}
            t={t}
            texts={texts}
          />
        </div>
        <div className="tables-main">
          <TablesHead view={view} onView={setView} shown={shown} t={t} />
          <MarkWords value={isRuns ? markWords : null}>
            <Body
              view={view}
              shown={shown}
              since={since}
              onSince={setSince}
              onRuns={setTwoRuns}
              marks={marks}
              filter={filter}
              onFilter={setFilter}
              onPick={pick}
              t={t}
              texts={texts}
            />
          </MarkWords>
        </div>
      </div>
    </div>
  );
}

/**
 * What differs from step `since` (null = the step before), by table: each row from before the first to after the last
 * change. With `isRuns`: from the run that is compared with.
 */
function useMarks(since: number | null, isRuns: boolean): TableMarks {
  const differing = useStore((s) => (isRuns ? rowDiffOf(s) : null));
  const trace = useStore(traceOf);
  const steps = useStore(stepsOf);
  const now = useStore((s) => stepOf(s)?.n ?? 0);
  return useMemo(() => {
    if (differing) return marksOfRuns(differing);
    const changes = changesByTable(changesBetween(trace, steps, since ?? now - 1, now));
    return new Map([...changes].map(([name, list]) => [name, marksOf(list)]));
  }, [trace, steps, since, now, differing]);
}

interface BodyProps {
  readonly view: TablesView;
  /** `database.table` */
  readonly shown: string;
  readonly since: number | null;
  readonly onSince: (since: number | null) => void;
  readonly onRuns: (isOn: boolean) => void;
  readonly marks: TableMarks;
  readonly filter: string;
  readonly onFilter: (text: string) => void;
  /** opens a table, perhaps with its rows narrowed to those that hold a text */
  readonly onPick: (name: string, rows?: string) => void;
  readonly t: DataTexts;
  readonly texts: Texts;
}

function Body(props: BodyProps) {
  const { view, shown, since, onSince, onRuns, marks, filter, onFilter, onPick, t, texts } = props;
  const hasOther = useStore((s) => otherOf(s) !== null);
  const isRuns = use(MarkWords) !== null;
  const trace = useStore(traceOf);
  const rows = useStore(stepOf)?.rows ?? NO_ROWS;
  const [database = '', table = ''] = shown.split('.');
  const joins = useMemo(() => joinsAmong(knownDatabases(trace.topology.databases)), [trace]);
  const outgoing = useMemo(
    () => joins.filter(({ from }) => from.database === database && from.table === table),
    [joins, database, table],
  );
  switch (view) {
    case 'schema':
      return (
        <SchemaView database={database} table={table} joins={joins} onOpen={onPick} t={t} texts={texts} />
      );
    case 'diagram':
      return (
        <Suspense fallback={<p className="quiet">{texts.page.panels.loading}</p>}>
          <Diagram database={database} table={table} joins={joins} onOpen={onPick} t={t} />
        </Suspense>
      );
    case 'services':
      return <ServicesView trace={trace} t={t} texts={texts} />;
    case 'rows':
      return (
        <>
          <RowsView
            key={shown}
            database={database}
            table={table}
            marks={marks.get(shown) ?? NO_MARKS}
            joins={outgoing}
            filter={filter}
            onFilter={onFilter}
            onFollow={({ to }, value) => onPick(`${to.database}.${to.table}`, `${to.column}=${value}`)}
            tools={
              <>
                {hasOther ? <RunsTools isOn={isRuns} onChange={onRuns} /> : null}
                {isRuns ? null : <SinceTools since={since} onSince={onSince} t={t} />}
              </>
            }
            isPhysical={schemaTables(trace, database).every((one) => one.name !== table)}
            t={t}
            texts={texts}
          >
            {isRuns ? (
              <RunsNote marks={marks} />
            ) : since === null ? (
              <ProvenanceOfTable trace={trace} rows={rows} shown={shown} onChoose={onPick} texts={texts} />
            ) : (
              <SinceNote since={since} marks={marks} t={t} />
            )}
          </RowsView>
          {since === null && !isRuns ? (
            <ProvenanceList trace={trace} rows={rows} onChoose={onPick} texts={texts} />
          ) : null}
        </>
      );
  }
}

const NO_ROWS: readonly number[] = [];
const NO_MARKS: ReturnType<typeof marksOf> = new Map();

/** Names that a schema knows: a recording may name others. */
const knownDatabases = (names: readonly string[]): readonly string[] =>
  names.filter((name) => /^(nova_api|nova_cell\d+|placement|keystone|glance|neutron|cinder)$/.test(name));

/**
 * What is shown while the reader picked nothing: in the pressed database the first table that changed, or else its first;
 * without one `instances` where it changed, or the first that did.
 */
function followed(changed: readonly string[], pressed: string | null, filled: readonly string[]): string {
  if (pressed !== null) {
    return [...changed, ...filled].find((name) => name.startsWith(`${pressed}.`)) ?? `${pressed}.`;
  }
  return changed.find((name) => name.endsWith('.instances')) ?? changed[0] ?? FIRST_SHOWN;
}
