/** What is looked at and how: the table's name and size, the view, what can be done with it. */
import { Columns3, ListFilter, Terminal } from 'lucide-react';
import { memo, useMemo } from 'react';
import type { DataTexts, Texts } from '../../i18n/index.ts';
import { factAt, traceOf, versionsOf } from '../../store/derived.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { useLatest } from '../shared/hooks.ts';
import { Segments } from '../shared/Segments.tsx';
import { definitionOf } from './catalogue.ts';
import { ExportMenu } from './ExportMenu.tsx';
import type { RowMark } from './marks.ts';
import { type RowsSeen, seenAsSql } from './seen.ts';

const VIEWS = ['rows', 'schema', 'diagram', 'services'] as const;
export type TablesView = (typeof VIEWS)[number];

interface Props {
  readonly view: TablesView;
  readonly onView: (view: TablesView) => void;
  /** `database.table` */
  readonly shown: string;
  readonly marks: ReadonlyMap<string, RowMark>;
  readonly seen: RowsSeen;
  readonly onSeen: (change: Partial<RowsSeen>) => void;
  readonly hasTools: boolean;
  readonly onTools: (isOpen: boolean) => void;
  readonly t: DataTexts;
  readonly texts: Texts;
}

export const TablesHead = memo(function TablesHead(props: Props) {
  const { view, onView, shown, marks, seen, onSeen, hasTools, onTools, t, texts } = props;
  const page = usePageStore();
  const [database = '', table = ''] = shown.split('.');
  const ofDatabase = view === 'diagram' || view === 'services';
  const rows = useStore((s) => versionsOf(s).countAt(database, table, factAt(s)));
  const trace = useStore(traceOf);
  const columns = useMemo(
    () => definitionOf(trace, database, table)?.columns.length ?? 0,
    [trace, database, table],
  );
  const onSql = useLatest(() => {
    const { setDraft, setDock } = page.getState();
    setDraft(seenAsSql(page.getState(), shown, marks, seen));
    setDock('sql');
  });
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-4 py-1.5 @max-[40rem]:px-3">
      <h3 className="font-mono text-ui font-semibold wrap-anywhere projector:@max-[48rem]:sr-only" lang="en">
        {ofDatabase || table === '' ? (
          database
        ) : (
          <>
            <span className="font-normal text-ink-3 lesson:@max-[48rem]:hidden">{database}.</span>
            {table}
          </>
        )}
      </h3>
      {ofDatabase || table === '' ? null : (
        <span className="text-cap whitespace-nowrap text-ink-3 lesson:@max-[48rem]:hidden projector:@max-[48rem]:hidden">
          {[texts.panels.tables.rows(rows), ...(columns > 0 ? [t.tables.columns(columns)] : [])].join(
            texts.panels.common.comma,
          )}
        </span>
      )}
      <div className="ml-auto flex flex-wrap items-center">
        <Views view={view} onView={onView} t={t} />
        {view === 'rows' ? (
          <RowsTools
            all={seen.all}
            onSeen={onSeen}
            hasTools={hasTools}
            onTools={onTools}
            onSql={onSql}
            t={t}
            texts={texts}
          />
        ) : null}
        <ExportMenu shown={shown} t={t} />
      </div>
    </div>
  );
});

const Views = memo(function Views({ view, onView, t }: Pick<Props, 'view' | 'onView' | 't'>) {
  const items = VIEWS.map((id) => ({ id, label: t.tables[id] }));
  return <Segments label={t.tables.views} items={items} value={view} onChange={onView} />;
});

const ICON = { size: 17, strokeWidth: 1.9, 'aria-hidden': true } as const;
const FILTER = <ListFilter {...ICON} />;
const COLUMNS = <Columns3 {...ICON} />;
const TO_SQL = <Terminal {...ICON} />;

interface ToolsProps extends Pick<Props, 'onSeen' | 'hasTools' | 'onTools' | 't' | 'texts'> {
  readonly all: boolean;
  readonly onSql: () => void;
}

const RowsTools = memo(function RowsTools(props: ToolsProps) {
  const { all, onSeen, hasTools, onTools, onSql, t, texts } = props;
  const columns = texts.panels.tables.allColumns;
  return (
    <>
      <Button
        look="quiet"
        icon
        aria-pressed={hasTools}
        aria-label={t.tables.tools}
        title={t.tables.tools}
        data-row-tools=""
        onClick={() => onTools(!hasTools)}
      >
        {FILTER}
      </Button>
      <Button
        look="quiet"
        icon
        aria-pressed={all}
        aria-label={columns}
        title={columns}
        onClick={() => onSeen({ all: !all })}
      >
        {COLUMNS}
      </Button>
      <Button
        look="quiet"
        icon
        aria-label={t.tables.asSql}
        title={t.tables.asSqlTitle}
        data-as-sql=""
        onClick={onSql}
      >
        {TO_SQL}
      </Button>
    </>
  );
});
