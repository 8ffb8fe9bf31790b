/** What a chapter that is written has of the run's steps: where it begins, and the questions before them. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { StepPlace } from '../../core/lessons/lesson.ts';
import type { ChapterDraft } from '../../core/lessons/make-lesson.ts';
import { askable, placeOf, stepMarked } from '../../core/quiz/kinds.ts';
import type { QuestionKind } from '../../core/words/quiz.ts';
import { stepTitle, textsOf } from '../../i18n/index.ts';
import { stepsOf, traceOf } from '../../store/derived.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Select } from '../shared/Select.tsx';
import { authorOf } from './author-store.ts';

const ICON = { size: '1.15em', strokeWidth: 1.9, 'aria-hidden': true } as const;

/** A step by its number and title here; one that this run has not, as it is named. */
function useStepName(): (at: StepPlace) => ReactNode {
  const texts = useStore((s) => textsOf(s.lang));
  const list = useStore(stepsOf);
  const trace = useStore(traceOf);
  return (at) => {
    const n = stepMarked(list, at);
    const step = list[n - 1];
    return step ? `${n}: ${stepTitle(texts, step, trace)}` : String(at);
  };
}

export function Begins({ at }: { at: StepPlace }) {
  const { changeChapter } = authorOf(usePageStore());
  const t = useStore((s) => textsOf(s.lang).author);
  const list = useStore(stepsOf);
  const step = useStore((s) => s.step);
  const name = useStepName();
  return (
    <p className="flex flex-wrap items-center gap-2 text-ui">
      <span data-author-at="">
        {t.begins} {name(at)}
      </span>
      <Button data-author-here="" onClick={() => changeChapter({ at: placeOf(list, step) })}>
        {t.here(step)}
      </Button>
    </p>
  );
}

export function Questions({ chapter }: { chapter: ChapterDraft }) {
  const { changeChapter } = authorOf(usePageStore());
  const t = useStore((s) => textsOf(s.lang).author);
  const quiz = useStore((s) => textsOf(s.lang).quiz);
  const list = useStore(stepsOf);
  const trace = useStore(traceOf);
  const next = useStore((s) => s.step) + 1;
  const name = useStepName();
  const { questions } = chapter;
  const at = placeOf(list, next);
  const kinds = askable(trace, list, next).filter(
    (kind) => !questions.some((one) => one.at === at && one.kind === kind),
  );
  return (
    <div className="flex flex-col gap-1.5 text-ui">
      <p className="font-semibold">{t.questions}</p>
      <ul className="flex flex-col gap-1">
        {questions.map((one) => (
          <li
            key={`${one.at} ${one.kind}`}
            className="flex flex-wrap items-center gap-2"
            data-author-question=""
          >
            <span className="min-w-0">
              {quiz.names[one.kind]} · {t.before} {name(one.at)}
            </span>
            <Button
              icon
              look="quiet"
              aria-label={t.removeQuestion}
              onClick={() => changeChapter({ questions: questions.filter((other) => other !== one) })}
            >
              <X {...ICON} />
            </Button>
          </li>
        ))}
      </ul>
      {kinds.length === 0 ? (
        <p className="text-ink-2">{quiz.open.nothing}</p>
      ) : (
        <Select
          aria-label={t.ask(next)}
          value=""
          data-author-ask=""
          onChange={(event) =>
            changeChapter({ questions: [...questions, { at, kind: event.target.value as QuestionKind }] })
          }
        >
          <option value="">{t.ask(next)}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {quiz.names[kind]}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}
