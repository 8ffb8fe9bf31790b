/**
 * One question before the next step: two to four choices, each with a number that is its key; a choice that is a service, a
 * queue or a row may be pressed where it stands. It never blocks: skipping takes the step. Read out as it comes, and so is
 * what was right or wrong in it.
 */
import { ArrowRight, Check, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useCallback, useRef } from 'react';
import { useStore as useSlice } from 'zustand';
import { type Choice, isOpen, type Posed } from '../../core/quiz/posed.ts';
import { isActorOf, type QuizTexts, textsOf } from '../../i18n/index.ts';
import { plain, rich } from '../../i18n/rich.ts';
import { traceOf } from '../../store/derived.ts';
import { isAnswered, lastTried, lessonsOf, type QuestionAsked } from '../../store/lessons.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { useLifetime } from '../shared/hooks.ts';
import { RichText } from '../shared/RichText.tsx';
import { choiceText, isOnMap, shortened } from './thing-text.ts';

const ICON = { size: '1.15em', strokeWidth: 2.4, 'aria-hidden': true } as const;

export function QuestionCard() {
  const lessons = lessonsOf(usePageStore());
  const asked = useSlice(lessons, (s) => s.asked);
  const key = asked ? `${asked.key ?? ''} ${asked.question.kind} ${asked.question.n}` : '';
  return asked ? <Card key={key} asked={asked} /> : null;
}

const Marked = ({ text }: { text: string }) => {
  const trace = useStore(traceOf);
  return <RichText parts={rich(shortened(text), isActorOf(trace))} />;
};

function Card({ asked }: { asked: QuestionAsked }) {
  const { answer, goOn } = lessonsOf(usePageStore()).getState();
  const t = useStore((s) => textsOf(s.lang).quiz);
  const { question } = asked;
  const card = useRef<HTMLElement>(null);
  const take = useCallback(() => {
    const before = document.activeElement;
    card.current?.focus();
    return () => {
      // what had the focus gets it back, unless the reader has gone elsewhere
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  useLifetime(take);
  const isDone = isOpen(question) || isAnswered(asked);
  const onKeyDown = (event: KeyboardEvent): void => {
    const { nativeEvent, key, ctrlKey, metaKey, altKey } = event;
    if (nativeEvent.isComposing || ctrlKey || metaKey || altKey) return;
    const digit = /^(?:Digit|Numpad)([1-4])$/.exec(nativeEvent.code)?.[1];
    const choice = digit === undefined || isOpen(question) ? undefined : question.choices[Number(digit) - 1];
    if (choice) answer(choice.id);
    else if (key === 'Escape' || (key === 'Enter' && isDone && event.target === card.current)) goOn();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section
      ref={card}
      className="question flex max-h-full flex-col gap-3 overflow-auto rounded-l border border-line-2 bg-paper px-5 py-4 shadow-3 focus:outline-none focus-visible:outline-2 phone:overflow-visible phone:px-4 phone:py-3"
      aria-label={t.label}
      aria-describedby="question-text"
      data-question={question.kind}
      data-question-step={question.n}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {isOpen(question) ? (
        <Open text={t.open[question.open]} n={question.n} t={t} />
      ) : (
        <Choices asked={asked} posed={question} t={t} />
      )}
      <Foot asked={asked} isDone={isDone} t={t} onGoOn={goOn} />
    </section>
  );
}

const Head = ({ n, t, children }: { n: number; t: QuizTexts; children: ReactNode }) => (
  <h2
    id="question-text"
    className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-say font-semibold text-balance phone:text-body"
  >
    {n === 0 ? null : (
      <span className="rounded-full bg-ink px-2.5 py-0.5 text-cap font-semibold whitespace-nowrap text-paper">
        {t.before(n)}
      </span>
    )}
    <span className="question-text min-w-0">{children}</span>
  </h2>
);

const Open = ({ text, n, t }: { text: string; n: number; t: QuizTexts }) => (
  <Head n={n} t={t}>
    <span data-question-open="">{text}</span>
  </Head>
);

function Choices({ asked, posed, t }: { asked: QuestionAsked; posed: Posed; t: QuizTexts }) {
  const { answer } = lessonsOf(usePageStore()).getState();
  const last = lastTried(asked);
  const isDone = isAnswered(asked);
  return (
    <>
      <Head n={posed.n} t={t}>
        <Marked text={t.ask[posed.kind](posed.about)} />
      </Head>
      <ol className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-2 phone:grid-cols-1">
        {posed.choices.map((choice, i) => (
          <li key={choice.id} className="flex">
            <ChoiceButton
              n={i + 1}
              choice={choice}
              state={!asked.tried.includes(choice.id) ? 'open' : choice.isRight ? 'right' : 'wrong'}
              isOff={isDone && !choice.isRight}
              t={t}
              onPress={() => answer(choice.id)}
            />
          </li>
        ))}
      </ol>
      <div role="status" className="text-body text-ink-2" data-question-said="">
        {last ? <Said choice={last} posed={posed} t={t} isDone={isDone} after={asked.after} /> : null}
      </div>
    </>
  );
}

interface OptionProps {
  readonly n: number;
  readonly choice: Choice;
  readonly state: 'open' | 'right' | 'wrong';
  readonly isOff: boolean;
  readonly t: QuizTexts;
  readonly onPress: () => void;
}

const LOOKS = {
  open: 'border-line-2/60 bg-paper enabled:hover:border-line-2 enabled:hover:bg-canvas disabled:border-line disabled:text-ink-3',
  right: 'border-ins bg-ins-tint',
  wrong: 'border-del bg-error-tint',
} as const;

/** Right and wrong are told by sign and word; the frame only follows. */
function ChoiceButton({ n, choice, state, isOff, t, onPress }: OptionProps) {
  const text = choiceText(choice, t);
  const name = `${t.choice(n, plain(text))}${state === 'open' ? '' : state === 'right' ? t.right : t.wrong}`;
  return (
    <button
      type="button"
      className={`question-choice flex min-h-11 w-full items-center gap-3 rounded-m border px-3 py-2 text-left text-ui font-medium text-ink ${LOOKS[state]}`}
      aria-label={name}
      data-option={n}
      data-state={state}
      data-right={choice.isRight || undefined}
      disabled={isOff || state === 'wrong'}
      onClick={onPress}
    >
      <span
        className="grid size-6 flex-none place-items-center rounded-full bg-ink text-ui font-semibold text-paper"
        aria-hidden="true"
      >
        {state === 'right' ? <Check {...ICON} /> : state === 'wrong' ? <X {...ICON} /> : n}
      </span>
      <span className="min-w-0 wrap-anywhere [&_.actor-name]:whitespace-normal">
        <Marked text={text} />
      </span>
    </button>
  );
}

interface SaidProps {
  readonly choice: Choice;
  readonly posed: Posed;
  readonly isDone: boolean;
  readonly after: QuestionAsked['after'];
  readonly t: QuizTexts;
}

function Said({ choice, posed, isDone, after, t }: SaidProps) {
  const lang = useStore((s) => s.lang);
  const whys: { readonly [why: string]: (typeof t.whys)['kind']['is_call'] } = t.whys[posed.kind];
  const why = whys[choice.why]?.(choice.parts) ?? '';
  return (
    <p className="max-w-[38em] text-pretty" data-right={choice.isRight || undefined}>
      <strong className="font-semibold text-ink">{isDone ? t.right : t.wrong} </strong>
      <Marked text={why} />
      {isDone && after ? (
        <>
          {' '}
          <Marked text={after[lang]} />
        </>
      ) : null}
      {isDone ? null : <span className="text-ink-3"> {t.tryOrGo}</span>}
    </p>
  );
}

interface FootProps {
  readonly asked: QuestionAsked;
  readonly isDone: boolean;
  readonly t: QuizTexts;
  readonly onGoOn: () => void;
}

function Foot({ asked: { question, tried }, isDone, t, onGoOn }: FootProps) {
  const canPress = !isOpen(question) && question.choices.some(({ thing }) => isOnMap(thing));
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 phone:sticky phone:bottom-0 phone:bg-paper phone:py-1">
      <span className="text-cap text-ink-3">{isDone || !canPress ? null : t.keys}</span>
      <Button
        className="ml-auto"
        look={isDone ? 'filled' : 'quiet'}
        ref={isDone ? focusIt : null}
        data-question-on=""
        onClick={onGoOn}
      >
        {isDone || tried.length > 0 ? t.goOn : t.skip}
        <ArrowRight size="1.1em" aria-hidden="true" />
      </Button>
    </div>
  );
}

/** Enter goes on at once. */
function focusIt(button: HTMLButtonElement | null): void {
  button?.focus({ preventScroll: true });
}
