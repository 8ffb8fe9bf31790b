/** On to the next error, and the bookmarks of this run. */
import { Bookmark, SkipForward } from 'lucide-react';
import { stepOfFact } from '../../core/story/cursor.ts';
import { nextFact } from '../../core/story/run-until.ts';
import { stepTitle, type Texts, textsOf } from '../../i18n/index.ts';
import { bookmarkedSteps, factAt, stepsOf, traceOf } from '../../store/derived.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';

export function StepTools() {
  const texts = useStore((s) => textsOf(s.lang));
  return (
    <div className="steps-tools flex flex-wrap gap-1">
      <NextError texts={texts} />
      <BookmarkButton texts={texts} />
    </div>
  );
}

function NextError({ texts }: { texts: Texts }) {
  const t = texts.panels.steps;
  const next = useStore((s) => nextFact(traceOf(s), factAt(s), { what: 'error' })?.index ?? null);
  const n = useStore((s) => (next === null ? null : stepOfFact(stepsOf(s), next)));
  const { seek } = useActions();
  return (
    <Button
      look="quiet"
      className="px-1.5!"
      disabled={n === null}
      title={n === null ? t.noError : t.nextErrorTitle}
      data-until="error"
      data-to-step={n ?? undefined}
      onClick={() => n !== null && seek(n)}
    >
      <SkipForward size="1.15em" strokeWidth={1.9} aria-hidden="true" />
      {t.nextError}
    </Button>
  );
}

function BookmarkButton({ texts }: { texts: Texts }) {
  const t = texts.panels.steps;
  const isMarked = useStore((s) => bookmarkedSteps(s).includes(s.step));
  const { toggleBookmark: toggle } = useActions();
  return (
    <Button
      look="quiet"
      className="px-1.5!"
      aria-pressed={isMarked}
      title={`${isMarked ? t.unbookmarkTitle : t.bookmarkTitle} (M)`}
      data-bookmark=""
      onClick={toggle}
    >
      <Bookmark
        size="1.15em"
        strokeWidth={1.9}
        className={isMarked ? 'fill-current' : ''}
        aria-hidden="true"
      />
      {t.bookmark}
    </Button>
  );
}

export function Bookmarks({ texts }: { texts: Texts }) {
  const marked = useStore(bookmarkedSteps);
  const steps = useStore(stepsOf);
  const trace = useStore(traceOf);
  const { seek } = useActions();
  if (marked.length === 0) return null;
  return (
    <Disclosure className="px-3" summary={texts.panels.steps.bookmarks(marked.length)}>
      <ul>
        {marked.map((n) => {
          const step = steps[n - 1];
          return step ? (
            <li key={n}>
              <Button
                look="quiet"
                className="steps-bookmark justify-start text-left whitespace-normal"
                data-to-step={n}
                onClick={() => seek(n)}
              >
                {n} {stepTitle(texts, step, trace)}
              </Button>
            </li>
          ) : null;
        })}
      </ul>
    </Disclosure>
  );
}
