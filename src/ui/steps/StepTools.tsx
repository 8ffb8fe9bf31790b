/** On to the next error, and the bookmarks of this run. */
import { stepOfFact } from '../../core/story/cursor.ts';
import { nextFact } from '../../core/story/run-until.ts';
import { stepTitle, type Texts } from '../../i18n/index.ts';
import { bookmarkedSteps, factAt, stepsOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';

export function StepTools({ texts }: { texts: Texts }) {
  return (
    <>
      <div className="steps-tools">
        <NextError texts={texts} />
        <BookmarkButton texts={texts} />
      </div>
      <Bookmarks texts={texts} />
    </>
  );
}

function NextError({ texts }: { texts: Texts }) {
  const t = texts.panels.steps;
  const next = useStore((s) => nextFact(traceOf(s), factAt(s), { what: 'error' })?.index ?? null);
  const n = useStore((s) => (next === null ? null : stepOfFact(stepsOf(s), next)));
  const seek = useStore((s) => s.seek);
  return (
    <Button
      disabled={n === null}
      title={n === null ? t.noError : t.nextErrorTitle}
      data-until="error"
      data-to-step={n ?? undefined}
      onClick={() => n !== null && seek(n)}
    >
      {t.nextError}
    </Button>
  );
}

function BookmarkButton({ texts }: { texts: Texts }) {
  const t = texts.panels.steps;
  const isMarked = useStore((s) => bookmarkedSteps(s).includes(s.step));
  const toggle = useStore((s) => s.toggleBookmark);
  return (
    <Button
      aria-pressed={isMarked}
      title={`${isMarked ? t.unbookmarkTitle : t.bookmarkTitle} (M)`}
      data-bookmark=""
      onClick={toggle}
    >
      {t.bookmark}
    </Button>
  );
}

function Bookmarks({ texts }: { texts: Texts }) {
  const marked = useStore(bookmarkedSteps);
  const steps = useStore(stepsOf);
  const trace = useStore(traceOf);
  const seek = useStore((s) => s.seek);
  if (marked.length === 0) return null;
  return (
    <Disclosure summary={texts.panels.steps.bookmarks(marked.length)}>
      <ul>
        {marked.map((n) => {
          const step = steps[n - 1];
          return step ? (
            <li key={n}>
              <Button look="quiet" className="steps-bookmark" data-to-step={n} onClick={() => seek(n)}>
                {n} {stepTitle(texts, step, trace)}
              </Button>
            </li>
          ) : null;
        })}
      </ul>
    </Disclosure>
  );
}
