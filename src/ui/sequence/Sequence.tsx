/**
 * The steps as a sequence diagram: lifelines that can be moved and collapsed, an arrow a hop, the step under the cursor
 * marked; beside another run, what only one of the two has. The same as a table below.
 */

import { type LucideIcon, Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { lifelinesOf, mermaidOf, plantUmlOf, sequenceOf } from '../../core/story/lifelines.ts';
import { isSetback } from '../../core/story/setbacks.ts';
import { type Actor, BROKER } from '../../core/trace/fact.ts';
import { type SequenceTexts, stepTitle, textsOf } from '../../i18n/index.ts';
import { otherOf } from '../../store/compare-with.ts';
import { runDiffOf } from '../../store/compared.ts';
import { stepsOf, traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { CopyButton } from '../shared/CopyButton.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { fateMark, otherName } from '../shared/fate-text.ts';
import { useSize } from '../shared/hooks.ts';
import { ServiceIcon } from '../shared/ServiceIcon.tsx';
import { useWindow } from '../shared/step-window.ts';
import { Diagram, type DrawnRow } from './Diagram.tsx';
import { arranged, bounded, type Columns, columnsOf, fittingWidth, GUTTER, moved } from './geometry.ts';
import { Twin } from './Twin.tsx';
import { waitBars } from './waits.ts';

const NONE: ReadonlySet<Actor> = new Set();
/** One press makes the columns so much wider. */
const WIDER = 1.25;

export function Sequence() {
  const lang = useStore((s) => s.lang);
  const t = textsOf(lang).sequence;
  const texts = textsOf(lang);
  const { seek } = useActions();
  const { rows, waits, lifelines, mermaid, plantUml } = useRows();
  const [order, setOrder] = useState<readonly Actor[]>([]);
  const [collapsed, setCollapsed] = useState(NONE);
  const [chosen, choose] = useState<Actor | null>(null);
  /** null = as wide as fits */
  const [asked, ask] = useState<number | null>(null);
  const [scroll, size] = useSize<HTMLDivElement>();
  const shown = arranged(lifelines, order);
  const width = asked ?? fittingWidth(size?.width ?? 0, shown, collapsed);
  const columns = columnsOf(shown, collapsed, width);
  const zoom = (by: number): void => ask(bounded(width * by));
  const acts: readonly (readonly [code: string, act: () => void])[] = [
    ['KeyW', () => zoom(WIDER)],
    ['KeyS', () => zoom(1 / WIDER)],
    ['KeyA', () => scroll.current?.scrollBy({ left: -width })],
    ['KeyD', () => scroll.current?.scrollBy({ left: width })],
    ['KeyF', () => ask(null)],
  ];
  const onKeyDown = (event: KeyboardEvent): void => {
    const [, act] = acts.find(([code]) => code === event.code) ?? [];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const toggle = (actor: Actor): void => {
    const next = new Set(collapsed);
    if (!next.delete(actor)) next.add(actor);
    setCollapsed(next);
  };
  if (rows.length === 0) return <p className="p-4 text-ui text-ink-2">{t.empty}</p>;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the panel, for whatever in it has the focus
    <div
      className="sequence flex h-full min-w-0 flex-col outline-none"
      onKeyDown={onKeyDown}
      data-panel="sequence"
      tabIndex={-1}
    >
      <div className="flex flex-wrap items-center gap-x-1 gap-y-1 px-4 py-1.5 phone:px-3">
        <Tool icon={ZoomIn} name={t.wider} onClick={() => zoom(WIDER)} />
        <Tool icon={ZoomOut} name={t.narrower} onClick={() => zoom(1 / WIDER)} />
        <Tool icon={Maximize} name={t.fit} isOn={asked === null} onClick={() => ask(null)} />
        <CopyButton text={mermaid} label={t.mermaid} texts={texts} />
        <CopyButton text={plantUml} label={t.plantUml} texts={texts} />
        {chosen !== null && shown.includes(chosen) ? (
          <LineTools
            actor={chosen}
            isCollapsed={collapsed.has(chosen)}
            move={(by) => setOrder(moved(shown, chosen, by))}
            toggle={() => toggle(chosen)}
            t={t}
          />
        ) : (
          <p className="min-w-0 flex-1 basis-72 text-right text-cap text-ink-3 phone:text-left">
            {t.choose} <span className="lesson:hidden">{t.keys}</span>
          </p>
        )}
      </div>
      <div
        className="sequence-scroll min-h-44 flex-1 overflow-auto border-t border-line phone:max-h-[60vh] phone:flex-none"
        ref={scroll}
      >
        <Heads columns={columns} chosen={chosen} choose={choose} t={t} />
        <Diagram rows={rows} waits={waits} columns={columns} label={t.name} seek={seek} />
      </div>
      <div className="border-t border-line px-4 py-0.5">
        <Disclosure summary={t.table} lazy>
          <Twin rows={rows} seek={seek} t={t} />
        </Disclosure>
      </div>
    </div>
  );
}

/** The steps to draw with those that only the other run has, where they would stand. */
function useRows() {
  const trace = useStore(traceOf);
  const steps = useStore(stepsOf);
  const current = useStore((s) => s.step);
  const lang = useStore((s) => s.lang);
  const diff = useStore(runDiffOf);
  const other = useStore(otherOf);
  const run = useStore(otherName);
  const window = useWindow(steps, current).steps;
  const drawn = useMemo(() => sequenceOf(trace, window), [trace, window]);
  return useMemo(() => {
    const texts = textsOf(lang);
    const words = textsOf(lang).compare;
    const t = texts.panels.steps;
    const thereOf = (n: number): readonly DrawnRow[] => {
      const list = diff?.there.get(n) ?? [];
      if (!other || run === null || list.length === 0) return [];
      const told = words.onlyThere(run);
      return sequenceOf(other.trace, list).rows.map((row): DrawnRow => {
        const name = `${stepTitle(texts, row.step, other.trace)}${texts.panels.common.comma}${told}`;
        return { row, time: 'there', isBad: false, name, mark: '−', fate: told };
      });
    };
    const own = (row: (typeof drawn.rows)[number]): DrawnRow => {
      const { n, kind } = row.step;
      const fate = diff?.fates[n - 1];
      const mark = fate ? fateMark(fate, words) : null;
      const name = t.entry(n, texts.words.kinds[kind], stepTitle(texts, row.step, trace));
      const time = n === current ? 'current' : n < current ? 'past' : 'later';
      const isBad = isSetback(row.step, trace);
      if (mark === null) return { row, time, isBad, name, mark: '', fate: null };
      const sign = fate?.kind === 'here' ? '+' : '±';
      const told = `${name}${texts.panels.common.comma}${mark}`;
      return { row, time, isBad, name: told, mark: sign, fate: mark };
    };
    const first = drawn.rows[0]?.step.n === 1 ? thereOf(0) : [];
    const rows = [...first, ...drawn.rows.flatMap((row) => [own(row), ...thereOf(row.step.n)])];
    const there = rows.filter(({ time }) => time === 'there').map(({ row }) => row.step);
    const lifelines = other ? lifelinesOf(trace, [drawn, sequenceOf(other.trace, there)]) : drawn.lifelines;
    const places = rows.flatMap(({ time }, i) => (time === 'there' ? [] : [i]));
    const waits = waitBars(trace, drawn.rows).map(({ actor, from, to }) => ({
      actor,
      from: places[from] ?? from,
      to: to === null ? null : (places[to] ?? to),
    }));
    return { rows, waits, lifelines, mermaid: () => mermaidOf(drawn), plantUml: () => plantUmlOf(drawn) };
  }, [drawn, diff, other, run, current, lang, trace]);
}

interface HeadsProps {
  readonly columns: Columns;
  readonly chosen: Actor | null;
  readonly choose: (actor: Actor | null) => void;
  readonly t: SequenceTexts;
}

/** The names stay in view while the arrows scroll below them. */
function Heads({ columns, chosen, choose, t }: HeadsProps) {
  return (
    <div
      className="sticky top-0 z-1 flex bg-paper py-1"
      style={{ width: columns.width, paddingLeft: GUTTER }}
    >
      {columns.list.map(({ actor, width, isCollapsed }) => (
        <button
          key={actor}
          type="button"
          className={`mx-[3px] flex min-h-14 flex-none flex-col items-center justify-center gap-0.5 rounded-m border px-1 py-1 text-cap leading-tight font-semibold wrap-anywhere focus-visible:-outline-offset-2 ${actor === BROKER ? 'border-hull bg-hull text-on-hull [&_svg]:text-on-hull' : 'border-line-2 bg-paper hover:border-ink'} aria-pressed:ring-2 aria-pressed:ring-focus`}
          style={{ width: width - 6 }}
          title={actor}
          aria-label={t.lifeline(actor)}
          aria-pressed={chosen === actor}
          data-lifeline={actor}
          onClick={() => choose(chosen === actor ? null : actor)}
        >
          <ServiceIcon name={actor} />
          {isCollapsed ? null : (
            <span lang="en" translate="no">
              {actor}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

interface ToolProps {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly isOn?: boolean;
  readonly onClick: () => void;
}

function Tool({ icon: Icon, name, isOn, onClick }: ToolProps) {
  return (
    <Button look="quiet" icon aria-label={name} title={name} aria-pressed={isOn} onClick={onClick}>
      <Icon size={17} strokeWidth={1.9} aria-hidden="true" />
    </Button>
  );
}

interface LineToolsProps {
  readonly actor: Actor;
  readonly isCollapsed: boolean;
  readonly move: (by: -1 | 1) => void;
  readonly toggle: () => void;
  readonly t: SequenceTexts;
}

function LineTools({ actor, isCollapsed, move, toggle, t }: LineToolsProps) {
  return (
    <fieldset className="ml-auto flex flex-wrap items-center gap-1" aria-label={t.lifeline(actor)}>
      <ServiceIcon name={actor} />
      <b className="mr-1 text-ui font-semibold" lang="en">
        {actor}
      </b>
      <Button onClick={() => move(-1)}>{t.left}</Button>
      <Button onClick={() => move(1)}>{t.right}</Button>
      <Button onClick={toggle}>{isCollapsed ? t.expand : t.collapse}</Button>
    </fieldset>
  );
}
