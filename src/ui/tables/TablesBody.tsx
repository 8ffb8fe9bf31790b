/** What is shown of the table in its view: its rows, its schema, the diagram around it, or who connects. */
import { Suspense, use, useCallback, useMemo } from 'react';
import { type Join, joinsAmong } from '../../core/databases/joins.ts';
import type { Cell } from '../../core/trace/fact.ts';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { otherOf } from '../../store/compare-with.ts';
import { stepOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { lazily } from '../shared/lazily.tsx';
import { CauseOfTable, CausesOfStep } from './CauseRibbon.tsx';
import { schemaTables } from './catalogue.ts';
import type { BoxSeen } from './in-sight.ts';
import { NO_MARKS, type TableMarks } from './marks.ts';
import { provenanceOf } from './provenance.ts';
import { RowsView } from './RowsView.tsx';
import { RunsNote, RunsTools } from './RunsTools.tsx';
import { MarkWords } from './runs.ts';
import { SchemaView } from './SchemaView.tsx';
import { ServicesView } from './ServicesView.tsx';
import { SinceNote, SinceTools } from './SinceTools.tsx';
import type { RowsSeen } from './seen.ts';
import type { TablesView } from './TablesHead.tsx';

const Diagram = lazily([], async () => (await import('./Diagram.tsx')).Diagram);

interface BodyProps {
  readonly view: TablesView;
  /** `database.table` */
  readonly shown: string;
  readonly since: number | null;
  readonly onSince: (since: number | null) => void;
  readonly onRuns: (isOn: boolean) => void;
  readonly marks: TableMarks;
  readonly seen: RowsSeen;
  readonly onSeen: (change: Partial<RowsSeen>) => void;
  readonly box: BoxSeen;
  readonly hasTools: boolean;
  /** opens a table, perhaps with its rows narrowed to those that hold a text */
  readonly onPick: (name: string, rows?: string) => void;
  readonly t: DataTexts;
  readonly texts: Texts;
}

export function TablesBody(props: BodyProps) {
  const { view, shown, since, onSince, onRuns, marks, seen, onSeen, box, hasTools, onPick, t, texts } = props;
  const hasOther = useStore((s) => otherOf(s) !== null);
  const isRuns = use(MarkWords) !== null;
  const trace = useStore(traceOf);
  const rows = useStore(stepOf)?.rows ?? NO_ROWS;
  const lines = useMemo(() => provenanceOf(trace, rows), [trace, rows]);
  const [database = '', table = ''] = shown.split('.');
  const joins = useMemo(() => joinsAmong(knownDatabases(trace.topology.databases)), [trace]);
  const outgoing = useMemo(
    () => joins.filter(({ from }) => from.database === database && from.table === table),
    [joins, database, table],
  );
  const onFollow = useCallback(
    ({ to }: Join, value: Cell) => onPick(`${to.database}.${to.table}`, `${to.column}=${value}`),
    [onPick],
  );
  switch (view) {
    case 'schema':
      return (
        <SchemaView database={database} table={table} joins={joins} onOpen={onPick} t={t} texts={texts} />
      );
    case 'diagram':
      return (
        <Suspense fallback={<p className="p-4 text-ui text-ink-2">{texts.page.panels.loading}</p>}>
          <Diagram database={database} table={table} joins={joins} onOpen={onPick} t={t} />
        </Suspense>
      );
    case 'services':
      return <ServicesView trace={trace} t={t} texts={texts} />;
    case 'rows':
      return (
        <RowsView
          database={database}
          table={table}
          marks={marks.get(shown) ?? NO_MARKS}
          joins={outgoing}
          seen={seen}
          onSeen={onSeen}
          onFollow={onFollow}
          box={box}
          tools={
            hasTools ? (
              <>
                {hasOther ? <RunsTools isOn={isRuns} onChange={onRuns} /> : null}
                {isRuns ? null : <SinceTools since={since} onSince={onSince} t={t} />}
              </>
            ) : null
          }
          after={
            since === null && !isRuns ? <CausesOfStep lines={lines} onChoose={onPick} texts={texts} /> : null
          }
          isPhysical={schemaTables(trace, database).every((one) => one.name !== table)}
          t={t}
          texts={texts}
        >
          {isRuns ? (
            <RunsNote marks={marks} />
          ) : since === null ? (
            <CauseOfTable trace={trace} lines={lines} shown={shown} onChoose={onPick} texts={texts} />
          ) : (
            <SinceNote since={since} marks={marks} t={t} />
          )}
        </RowsView>
      );
  }
}

const NO_ROWS: readonly number[] = [];

/** Names that a schema knows: a recording may name others. */
const knownDatabases = (names: readonly string[]): readonly string[] =>
  names.filter((name) => /^(nova_api|nova_cell\d+|placement|keystone|glance|neutron|cinder)$/.test(name));
