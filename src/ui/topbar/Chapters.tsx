/** The phases of the story as one row of buttons; the current one is marked. */
import { useMemo } from 'react';
import { type ChapterStart, chapterStarts, hasChapters } from '../../core/story/cursor.ts';
import type { Step } from '../../core/story/step.ts';
import type { Phase } from '../../core/words/operations.ts';
import { textsOf } from '../../i18n/index.ts';
import { stepOf, stepsOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';

/** The first stretch of each chapter; a chapter that comes back keeps its first place. */
function firstStarts(steps: readonly Step[]): readonly ChapterStart[] {
  const first = new Map<Phase, ChapterStart>();
  for (const start of chapterStarts(steps)) if (!first.has(start.chapter)) first.set(start.chapter, start);
  return [...first.values()];
}

export function Chapters() {
  const texts = useStore((s) => textsOf(s.lang));
  const steps = useStore(stepsOf);
  const current = useStore((s) => stepOf(s)?.chapter ?? null);
  const { seek } = useActions();
  const first = useMemo(() => firstStarts(steps), [steps]);
  if (!hasChapters(steps)) return null;
  return (
    <ol className="chapters mx-auto flex flex-wrap gap-0.5" aria-label={texts.page.top.chapters}>
      {first.map(({ chapter, n }) => (
        <li key={chapter}>
          <button
            type="button"
            className="chapter min-h-8 rounded-m px-2.5 text-ui font-medium whitespace-nowrap text-ink-2 hover:bg-sunken hover:text-ink aria-[current]:bg-ink aria-[current]:text-paper projector:px-2 touch:min-h-[44px] forced-colors:aria-[current]:border"
            aria-current={chapter === current ? 'step' : undefined}
            onClick={() => seek(n)}
          >
            {texts.words.chapters[chapter]}
          </button>
        </li>
      ))}
    </ol>
  );
}
