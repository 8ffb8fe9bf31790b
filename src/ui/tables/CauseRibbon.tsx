/** Why rows changed, as one line to press: who asked what of whom, which statement that made, and of which row. */
import { __iconData as right } from 'lucide-react/icons/arrow-right';
import { __iconData as away } from 'lucide-react/icons/external-link';
import { useState } from 'react';
import type { Origin } from '../../core/reading/cause.ts';
import type { Cell } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { methodOf } from '../../core/words/methods.ts';
import type { Texts } from '../../i18n/index.ts';
import { traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import type { GlyphKind } from '../shared/glyphs.ts';
import { inPlace } from '../shared/in-place.ts';
import { KindGlyph } from '../shared/KindGlyph.tsx';
import { kindOf } from '../shared/kind-of.ts';
import { requestOf, whyOf } from '../shared/origin-text.ts';
import { stillIcon } from '../shared/still-icon.tsx';
import { groupsOf, type Provenance, type ProvenanceGroup } from './provenance.ts';

interface Props {
  readonly trace: Trace;
  /** what the step wrote; see `provenanceOf` */
  readonly lines: readonly Provenance[];
  /** `database.table`: the one that is shown, told first and in one line */
  readonly shown: string;
  readonly onChoose: (table: string) => void;
  readonly texts: Texts;
}

const LIST = 'provenance flex flex-col gap-1';

/** Of the table that is shown. */
export function CauseOfTable({ trace, lines: all, shown, onChoose, texts }: Props) {
  const t = texts.panels.tables;
  const lines = all.filter((line) => `${line.database}.${line.table}` === shown);
  if (all.length === 0) {
    const known = trace.source === 'simulated';
    return (
      <p className="px-4 pb-2 text-cap text-ink-2">{known ? t.noChange : texts.panels.common.unknownWhy}</p>
    );
  }
  if (lines.length === 0) return null;
  return (
    <ul
      className={`${LIST} px-4 pb-2 @max-[40rem]:px-3 tall:projector:order-last tall:projector:pt-2`}
      aria-label={t.provenance}
    >
      {inPlace(groupsOf(lines), (group) => (
        <Ribbon group={group} onChoose={onChoose} texts={texts} />
      ))}
    </ul>
  );
}

/** Of everything that the step wrote, by connection and reason. */
export function CausesOfStep({ lines, onChoose, texts }: Omit<Props, 'shown' | 'trace'>) {
  const t = texts.panels.tables;
  if (lines.length < 2) return null;
  return (
    <section className="sticky left-0 w-[100cqi] px-4 py-3 @max-[40rem]:px-3" aria-label={t.provenance}>
      <h3 className="pb-1.5 text-cap font-semibold text-ink-3">{t.provenance}</h3>
      <ul className={LIST}>
        {inPlace(groupsOf(lines), (group) => (
          <Ribbon group={group} onChoose={onChoose} withDatabase texts={texts} />
        ))}
      </ul>
    </section>
  );
}

interface RibbonProps {
  readonly group: ProvenanceGroup;
  readonly onChoose: Props['onChoose'];
  /** the statements name the database, too */
  readonly withDatabase?: boolean;
  readonly texts: Texts;
}

const ARROW = stillIcon(right, { size: 15, className: 'shrink-0' });
const AWAY = stillIcon(away, { size: 16, strokeWidth: 1.9 });
const MOST_LINES = 5;
const PIECE = 'inline-flex min-h-6 items-center gap-1.5 rounded-s px-1.5 py-0.5 text-left touch:min-h-[44px]';

function Ribbon({ group, onChoose, withDatabase = false, texts }: RibbonProps) {
  const { select } = useActions();
  const first = group.lines[0]?.facts[0] ?? null;
  const [opened, setOpened] = useState<number | null>(null);
  const all = opened !== null && opened === first;
  const t = texts.panels.tables;
  const { origin, actor, database } = group;
  const foldable = group.lines.length > MOST_LINES;
  const shown = foldable && !all ? group.lines.slice(0, MOST_LINES - 1) : group.lines;
  const message = origin.kind === 'message' || origin.kind === 'request' ? origin.fact.index : null;
  return (
    <li
      className="flex items-start gap-2 rounded-m border border-line bg-canvas py-1 pr-1 pl-3 text-ui"
      data-actor={actor}
      data-database={database}
    >
      <p className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1 py-0.5 wrap-anywhere">
        <Asked origin={origin} texts={texts} />
        <b className="font-semibold" lang="en">
          {actor}
        </b>
        {inPlace(shown, (line) => (
          <Written
            line={line}
            name={withDatabase ? `${database}.${line.table}` : line.table}
            onChoose={() => onChoose(`${line.database}.${line.table}`)}
            texts={texts}
          />
        ))}
        {foldable ? (
          <Button look="link" aria-expanded={all} onClick={() => setOpened(all ? null : first)}>
            {all ? texts.panels.common.less : `${texts.panels.common.more} (${group.lines.length})`}
          </Button>
        ) : null}
      </p>
      {message === null ? null : (
        <button
          type="button"
          aria-label={t.showMessage}
          title={t.showMessage}
          className="provenance-message grid size-7 shrink-0 place-items-center rounded-s text-ink-2 hover:bg-paper hover:text-ink touch:size-11"
          onClick={() => select({ kind: 'message', fact: message })}
        >
          {AWAY}
        </button>
      )}
    </li>
  );
}

/** Who asked, and what: a press shows the message. What nobody asked for says why it was done. */
function Asked({ origin, texts }: { origin: Origin; texts: Texts }) {
  const { select } = useActions();
  if (origin.kind === 'own' || origin.kind === 'command') {
    return <span className="text-ink-2">{whyOf(origin, texts)}</span>;
  }
  const { fact } = origin;
  const isRequest = origin.kind === 'request';
  const kind: GlyphKind = isRequest ? 'http' : kindOf(origin.fact);
  return (
    <>
      <b className="font-semibold" lang="en">
        {fact.actor}
      </b>
      <button
        type="button"
        className={`kind-${kind} ${PIECE} bg-(--kind-tint) text-(--kind) hover:ring-1 hover:ring-(--kind)`}
        title={whyOf(origin, texts)}
        onClick={() => select({ kind: 'message', fact: fact.index })}
      >
        <KindGlyph kind={kind} size={17} />
        <code className="text-cap font-semibold" lang="en">
          {isRequest ? requestOf(origin.fact) : methodOf(origin.fact.rpc)}
        </code>
        {ARROW}
      </button>
    </>
  );
}

/** With more rows than these only their number is told. */
const MOST_KEYS = 3;

interface WrittenProps {
  readonly line: Provenance;
  readonly name: string;
  readonly onChoose: () => void;
  readonly texts: Texts;
}

/** The statement leads to the table, the row to its history. */
function Written({ line, name, onChoose, texts }: WrittenProps) {
  const trace = useStore(traceOf);
  const { select } = useActions();
  const t = texts.panels.tables;
  const keys = keysOf(trace, line);
  return (
    <>
      <button
        type="button"
        className={`kind-sql ${PIECE} border border-mark-line/60 bg-mark text-ink hover:border-mark-line`}
        data-verb={line.verb}
        onClick={onChoose}
      >
        <KindGlyph kind="sql" size={16} />
        <code className="text-cap font-semibold" lang="en">{`${line.verb} ${name}`}</code>
        {ARROW}
      </button>
      {keys.length > MOST_KEYS ? (
        <span>{t.rows(line.rows)}</span>
      ) : (
        inPlace(keys, (key) => (
          <button
            type="button"
            className={`${PIECE} -mx-1 hover:bg-sunken`}
            title={t.history(key.map(String).join(', '))}
            onClick={() =>
              select({ kind: 'row', database: line.database, table: line.table, key, column: null })
            }
          >
            {t.row} <b className="font-semibold">{key.map((cell) => short(String(cell))).join(', ')}</b>
          </button>
        ))
      )}
    </>
  );
}

function keysOf(trace: Trace, { facts }: Provenance): readonly (readonly Cell[])[] {
  const keys = new Map<string, readonly Cell[]>();
  for (const index of facts) {
    const fact = trace.facts[index];
    if (fact?.kind === 'row.changed') keys.set(JSON.stringify(fact.key), fact.key);
  }
  return [...keys.values()];
}

/** An id of many digits is known by its ends. */
const short = (cell: string): string => (cell.length > 16 ? `${cell.slice(0, 4)}…${cell.slice(-4)}` : cell);
