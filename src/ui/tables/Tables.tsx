/** The databases at the cursor: every table with its rows and its schema, what changed, who connects, and the way out. */
import { type ComponentProps, memo, useCallback, useMemo, useRef, useState } from 'react';
import { type DataTexts, type Texts, textsOf } from '../../i18n/index.ts';
import { otherOf } from '../../store/compare-with.ts';
import { rowDiffOf } from '../../store/compared.ts';
import { stepOf, stepsOf, traceOf, versionsOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { useChange, useLatest } from '../shared/hooks.ts';
import { type TablesWanted, tablesOf } from './catalogue.ts';
import { changesBetween } from './compare.ts';
import type { BoxSeen } from './in-sight.ts';
import { changesByTable, marksOf, NO_MARKS, type TableMarks } from './marks.ts';
import { MarkWords, marksOfRuns } from './runs.ts';
import { TableList } from './TableList.tsx';
import { TablesBody } from './TablesBody.tsx';
import { TablesHead, type TablesView } from './TablesHead.tsx';
import { useSeen } from './use-seen.ts';

const FIRST_SHOWN = 'nova_cell1.instances';

export function Tables() {
  const texts = useStore((s) => textsOf(s.lang));
  const trace = useStore(traceOf);
  const filled = useStore(versionsOf).tables();
  const { select } = useActions();
  const pressed = useStore((s) => (s.selection?.kind === 'database' ? s.selection.database : null));
  const [picked, setPicked] = useState<string | null>(null);
  const [view, setView] = useState<TablesView>('rows');
  const [wanted, setWanted] = useState<TablesWanted>({ all: false, physical: false });
  const [since, setSince] = useState<number | null>(null);
  const [twoRuns, setTwoRuns] = useState(true);
  const [tools, setTools] = useState<boolean | null>(null);
  useChange(pressed, () => setPicked(null));
  useChange(trace, () => setSince(null));
  const hasOther = useStore((s) => otherOf(s) !== null);
  const isRuns = hasOther && twoRuns;
  const marks = useMarks(since, isRuns);
  const tables = useMemo(() => tablesOf(trace, filled, wanted), [trace, filled, wanted]);
  const shown = picked ?? followed([...marks.keys()], pressed, filled);
  const follows = picked === null && pressed === null;
  const [seen, onSeen] = useSeen(shown);
  const box: BoxSeen = useRef(null);
  const hasTools = tools ?? (hasOther || since !== null || seen.filter !== '');
  const pick = useCallback(
    (name: string, rows = ''): void => {
      setPicked(name);
      onSeen({ filter: rows });
      if (rows !== '') setTools(null);
      setView((now) => (now === 'services' || rows !== '' ? 'rows' : now));
    },
    [onSeen],
  );
  const onFollow = useLatest(() => {
    setPicked(follows ? shown : null);
    if (pressed !== null) select(null);
  });
  return (
    <div className="tables @container h-full">
      <div className="grid h-full grid-cols-[minmax(11rem,14.5rem)_minmax(0,1fr)] @max-[40rem]:h-auto @max-[40rem]:grid-cols-1">
        <Side
          tables={tables}
          shown={shown}
          marks={marks}
          onChoose={pick}
          follows={follows}
          onFollow={onFollow}
          wanted={wanted}
          onWanted={setWanted}
        />
        <div className="tables-main flex min-h-0 min-w-0 flex-col overflow-auto @max-[40rem]:overflow-visible">
          <TablesHead
            view={view}
            onView={setView}
            shown={shown}
            marks={marks.get(shown) ?? NO_MARKS}
            seen={seen}
            onSeen={onSeen}
            hasTools={hasTools}
            onTools={setTools}
            t={texts.data}
            texts={texts}
          />
          <MarkWords value={isRuns ? texts.compare.tables : null}>
            <TablesBody
              view={view}
              shown={shown}
              since={since}
              onSince={setSince}
              onRuns={setTwoRuns}
              marks={marks}
              seen={seen}
              onSeen={onSeen}
              box={box}
              hasTools={hasTools}
              onPick={pick}
              t={texts.data}
              texts={texts}
            />
          </MarkWords>
        </div>
      </div>
    </div>
  );
}

interface SideProps
  extends WantedProps,
    Pick<ComponentProps<typeof TableList>, 'tables' | 'shown' | 'marks' | 'onChoose'> {}

function Side({ tables, shown, marks, onChoose, ...wanted }: SideProps) {
  const texts = useStore((s) => textsOf(s.lang));
  const t = useStore((s) => textsOf(s.lang).data);
  const trace = useStore(traceOf);
  return (
    <div className="flex min-h-0 flex-col border-r border-line @max-[40rem]:border-r-0 @max-[40rem]:border-b">
      <TableList
        trace={trace}
        tables={tables}
        shown={shown}
        marks={marks}
        onChoose={onChoose}
        t={t}
        texts={texts}
      />
      <Wanted {...wanted} t={t} texts={texts} />
    </div>
  );
}

interface WithTexts {
  readonly t: DataTexts;
  readonly texts: Texts;
}

interface WantedProps {
  readonly follows: boolean;
  readonly onFollow: () => void;
  readonly wanted: TablesWanted;
  readonly onWanted: (wanted: TablesWanted) => void;
}

/** Which tables the list has. */
const Wanted = memo(function Wanted(props: WantedProps & WithTexts) {
  const { follows, onFollow, wanted, onWanted, t, texts } = props;
  const word = texts.panels.tables;
  return (
    <div className="tables-tools flex flex-wrap gap-0.5 border-t border-line px-1.5 py-1">
      <Toggle isOn={follows} title={word.followTitle} onClick={onFollow}>
        {word.follow}
      </Toggle>
      <Toggle isOn={!wanted.all} onClick={() => onWanted({ ...wanted, all: !wanted.all })}>
        {word.hideEmpty}
      </Toggle>
      <Toggle
        isOn={wanted.physical}
        title={t.sql.physicalTitle}
        data-physical=""
        onClick={() => onWanted({ ...wanted, physical: !wanted.physical })}
      >
        {t.sql.physical}
      </Toggle>
    </div>
  );
});

function Toggle({ isOn, ...rest }: ComponentProps<'button'> & { isOn: boolean }) {
  return (
    <button
      type="button"
      className="min-h-7 rounded-s px-2 text-cap font-medium text-ink-2 hover:bg-sunken hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink touch:min-h-[44px]"
      aria-pressed={isOn}
      {...rest}
    />
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
