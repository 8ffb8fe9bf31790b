/** The timeline: a real slider over ticks at equal spacing, with chapter bands, kind glyphs and dots where rows changed. */
import { type PointerEvent, useMemo } from 'react';
import { chapterStarts, hasChapters } from '../../core/story/cursor.ts';
import { stepTitle, textsOf } from '../../i18n/index.ts';
import { bookmarkedSteps, stepOf, stepsOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { useSize } from '../shared/hooks.ts';
import { KindGlyph } from '../shared/KindGlyph.tsx';

/** Narrower than this per step, glyphs give way to ticks. */
const GLYPH_PX = 17;
/** Size of a band's text, and how wide a letter is beside it: Chinese ones are as wide as high. */
const BAND_EM_PX = { projector: 17.5, other: 13 } as const;
const letterEm = (letter: string): number => (letter > '\u2e7f' ? 1.1 : 0.7);
/** Narrower than this, ticks and bands would be one grey: a long trace has the slider alone. */
const LEAST_PX = 3;

export function Scrubber({ layout }: { layout: string }) {
  const texts = useStore((s) => textsOf(s.lang));
  const steps = useStore(stepsOf);
  const current = useStore(stepOf);
  const trace = useStore(traceOf);
  const seek = useStore((s) => s.seek);
  const [ref, size] = useSize<HTMLDivElement>();
  const count = steps.length;
  const pitch = size && count > 0 ? size.width / count : 0;
  const em = useStore((s) => (s.theme === 'projector' ? BAND_EM_PX.projector : BAND_EM_PX.other));
  const widthOf = (name: string): number => [...name].reduce((sum, letter) => sum + letterEm(letter) * em, 4);
  const marked = useStore(bookmarkedSteps);
  const page = texts.page.transport;
  const chapter = current && hasChapters(steps) ? texts.words.chapters[current.chapter] : '';
  const starts = useMemo(() => chapterStarts(steps), [steps]);
  const bands = hasChapters(steps) && size && size.width >= starts.length * LEAST_PX ? starts : [];
  const ticks = pitch >= LEAST_PX ? steps : [];
  /** Names the step under the pointer. */
  const onPointerMove = (event: PointerEvent<HTMLInputElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const n = Math.floor(((event.clientX - box.left) / box.width) * count);
    const step = steps[Math.min(Math.max(n, 0), count - 1)];
    event.currentTarget.title = step ? `${step.n} ${stepTitle(texts, step, trace)}` : '';
  };
  return (
    <div className="scrubber" data-layout={layout}>
      <div className="scrubber-track" ref={ref}>
        <div className="scrubber-bands" aria-hidden="true">
          {bands.map((start, i) => {
            const end = bands[i + 1]?.n ?? count + 1;
            const name = texts.words.chapters[start.chapter];
            return (
              <span
                key={start.n}
                className="band"
                data-current={current && current.n >= start.n && current.n < end ? '' : undefined}
                style={{ flexGrow: end - start.n }}
              >
                {(end - start.n) * pitch > widthOf(name) ? name : ''}
              </span>
            );
          })}
        </div>
        <div className="scrubber-ticks" aria-hidden="true">
          {ticks.map((step) => (
            <span
              key={step.n}
              className={`tick kind-${step.kind}`}
              data-current={step.n === current?.n ? '' : undefined}
              data-past={current && step.n < current.n ? '' : undefined}
            >
              {pitch >= GLYPH_PX ? <KindGlyph kind={step.kind} size={14} /> : <i />}
              {step.rows.length > 0 ? <b /> : null}
            </span>
          ))}
        </div>
        <div aria-hidden="true">
          {marked.map((n) => (
            <span key={n} className="bookmark" style={{ left: `${(100 * (n - 0.5)) / count}%` }}>
              ⚑
            </span>
          ))}
        </div>
        <input
          type="range"
          className="scrubber-input"
          min={1}
          max={Math.max(1, count)}
          step={1}
          value={current?.n ?? 1}
          aria-label={page.slider}
          aria-valuetext={page.value(current?.n ?? 0, count, chapter)}
          onPointerMove={onPointerMove}
          onChange={(event) => seek(Number(event.target.value))}
        />
      </div>
      <span className="scrubber-count">{page.short(current?.n ?? 0, count)}</span>
    </div>
  );
}
