/** The timeline: one real slider over cells at equal spacing; the cells show chapters, kinds and where rows changed. */
import { Bookmark } from 'lucide-react';
import { memo, type PointerEvent, useMemo } from 'react';
import { chapterStarts, hasChapters } from '../../core/story/cursor.ts';
import { isSetback } from '../../core/story/setbacks.ts';
import { stepTitle, textsOf } from '../../i18n/index.ts';
import { bookmarkedSteps, stepOf, stepsOf, traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import type { GlyphKind } from '../shared/glyphs.ts';
import { useSize } from '../shared/hooks.ts';
import { KindGlyph } from '../shared/KindGlyph.tsx';

/** Narrower than this per step, glyphs give way to ticks. */
const GLYPH_REM = 18 / 16;
/** Narrower than this per step, marks of questions would lie on each other. */
const LEAST_MARK_PX = 16;
/** Narrower than this, ticks and bands would be one grey: a long trace has the slider alone. */
const LEAST_PX = 2;
/** How wide a letter of a band's name is beside its size: Chinese ones are as wide as high. */
const letterEm = (letter: string): number => (letter > '\u2e7f' ? 1.1 : 0.65);
const CAP_REM = 0.8125;

const widthOf = (name: string, rem: number): number =>
  [...name].reduce((sum, letter) => sum + letterEm(letter) * CAP_REM * rem, 6);

const THUMB =
  '[&::-webkit-slider-thumb]:h-full [&::-webkit-slider-thumb]:w-(--pitch) [&::-webkit-slider-thumb]:appearance-none [&::-moz-range-thumb]:h-full [&::-moz-range-thumb]:w-(--pitch) [&::-moz-range-thumb]:border-0';

export function Timeline() {
  const texts = useStore((s) => textsOf(s.lang));
  const steps = useStore(stepsOf);
  const current = useStore(stepOf);
  const trace = useStore(traceOf);
  const { seek } = useActions();
  const [ref, size] = useSize<HTMLDivElement>();
  const count = steps.length;
  const pitch = size && count > 0 ? size.width / count : 0;
  const rem = size?.rem ?? 16;
  const isSmall = pitch < GLYPH_REM * rem;
  const page = texts.page.transport;
  const chapter = current && hasChapters(steps) ? texts.words.chapters[current.chapter] : '';
  /** Names the step under the pointer. */
  const onPointerMove = (event: PointerEvent<HTMLInputElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const n = Math.floor(((event.clientX - box.left) / box.width) * count);
    const step = steps[Math.min(Math.max(n, 0), count - 1)];
    event.currentTarget.title = step ? `${step.n} ${stepTitle(texts, step, trace)}` : '';
  };
  const at = current?.n ?? 0;
  return (
    <div
      ref={ref}
      className="scrubber-track relative flex min-h-11 flex-col justify-center min-w-0 flex-[1_1_15rem] rounded-m outline-offset-4 outline-focus tall:projector:flex-[1_1_9rem] phone:flex-[1_1_4rem] has-focus-visible:outline-2"
    >
      <Bands pitch={pitch} rem={rem} />
      <div className="flex h-9 items-center" aria-hidden="true">
        {pitch < LEAST_PX
          ? null
          : steps.map((step) => (
              <Cell
                key={step.n}
                kind={isSetback(step, trace) ? 'error' : step.kind}
                hasRows={step.rows.length > 0}
                isSmall={isSmall}
                time={step.n === at ? 'now' : step.n < at ? 'past' : 'ahead'}
              />
            ))}
      </div>
      <Bookmarks count={count} />
      {pitch < LEAST_MARK_PX ? null : <Questions count={count} />}
      <input
        type="range"
        className={`absolute inset-0 m-0 size-full cursor-pointer appearance-none opacity-0 ${THUMB}`}
        style={{ '--pitch': `${pitch}px` } as object}
        min={1}
        max={Math.max(1, count)}
        step={1}
        value={current?.n ?? 1}
        aria-label={page.slider}
        aria-valuetext={page.value(at, count, chapter)}
        onPointerMove={onPointerMove}
        onChange={(event) => seek(Number(event.target.value))}
      />
    </div>
  );
}

/** The chapters, each over its steps and filled as far as it has gone. A name that has no room is left out, never cut. */
function Bands({ pitch, rem }: { pitch: number; rem: number }) {
  const names = useStore((s) => textsOf(s.lang).words).chapters;
  const steps = useStore(stepsOf);
  const at = useStore((s) => s.step);
  const starts = useMemo(() => chapterStarts(steps), [steps]);
  if (!hasChapters(steps) || pitch * steps.length < starts.length * LEAST_PX) return null;
  return (
    <div className="flex gap-1" aria-hidden="true">
      {starts.map((start, i) => {
        const length = (starts[i + 1]?.n ?? steps.length + 1) - start.n;
        const name = names[start.chapter];
        const done = Math.min(Math.max((at - start.n + 0.5) / length, 0), 1);
        const isCurrent = done > 0 && at < start.n + length;
        return (
          <Band
            key={start.n}
            name={length * pitch > widthOf(name, rem) ? name : ''}
            length={length}
            done={isCurrent ? done : Math.round(done)}
            isCurrent={isCurrent}
          />
        );
      })}
    </div>
  );
}

interface BandProps {
  readonly name: string;
  /** in steps */
  readonly length: number;
  /** share of it that has gone by */
  readonly done: number;
  readonly isCurrent: boolean;
}

const Band = memo(function Band({ name, length, done, isCurrent }: BandProps) {
  return (
    <span
      data-current={isCurrent || undefined}
      className="band min-w-0 flex-[1_1_0] text-cap whitespace-nowrap text-ink-3 data-current:font-semibold data-current:text-ink"
      style={{ flexGrow: length }}
    >
      <span className="block min-h-4.5">{name}</span>
      <span className="mt-0.5 block h-1 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full rounded-full bg-ink forced-colors:bg-[Highlight]"
          style={{ width: `${100 * done}%` }}
        />
      </span>
    </span>
  );
});

interface CellProps {
  readonly kind: GlyphKind;
  readonly hasRows: boolean;
  readonly isSmall: boolean;
  readonly time: 'past' | 'now' | 'ahead';
}

/** What has happened has its colour; what is to come is a grey silhouette. */
const Cell = memo(function Cell({ kind, hasRows, isSmall, time }: CellProps) {
  const [isNow, isAhead] = [time === 'now', time === 'ahead'];
  if (isSmall) {
    return (
      <span className={`tick grid min-w-0 flex-[1_1_0] place-items-center kind-${isAhead ? 'ahead' : kind}`}>
        <i
          data-current={isNow || undefined}
          className="h-4 w-1 max-w-[70%] rounded-full bg-(--kind-fill) data-current:relative data-current:z-1 data-current:h-6 data-current:w-1.5 data-current:max-w-none data-current:outline-2 data-current:outline-offset-2 data-current:outline-ink"
        />
      </span>
    );
  }
  return (
    <span className="tick relative grid h-8.5 [&>svg]:relative min-w-0 flex-[1_1_0] place-items-center">
      {isNow ? (
        <i
          data-current=""
          className="absolute h-full w-[max(min(100%,2.5rem),1.75rem)] rounded-m border-2 border-ink bg-paper shadow-2"
        />
      ) : null}
      <KindGlyph kind={kind} size={isNow ? '1.25rem' : '1.06rem'} ahead={isAhead} />
      {hasRows ? (
        <b className="absolute -bottom-px h-[3px] w-3 max-w-full rounded-full bg-mark-line" />
      ) : null}
    </span>
  );
});

/** Steps that a question stands before. */
const Questions = memo(function Questions({ count }: { count: number }) {
  const marked = useStore((s) => s.lesson?.marked);
  return marked?.map((n) => (
    <span
      key={n}
      className="question-mark absolute bottom-7 -translate-x-1/2 rounded-full border border-ink bg-paper px-1 text-cap leading-none font-semibold text-ink"
      style={{ left: `${(100 * (n - 0.5)) / count}%` }}
      aria-hidden="true"
    >
      ?
    </span>
  ));
});

const Bookmarks = memo(function Bookmarks({ count }: { count: number }) {
  const marked = useStore(bookmarkedSteps);
  return (
    <div aria-hidden="true">
      {marked.map((n) => (
        <span
          key={n}
          className="bookmark absolute bottom-7 -translate-x-1/2 text-ink"
          style={{ left: `${(100 * (n - 0.5)) / count}%` }}
        >
          <Bookmark size={14} fill="currentColor" className="rounded-s bg-paper" />
        </span>
      ))}
    </div>
  );
});
