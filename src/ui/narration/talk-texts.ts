/** The words of the figure: what it costs who asks, what who is asked does meanwhile, and what comes back. */
import type { Step } from '../../core/story/step.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { duration, seconds, type Texts } from '../../i18n/index.ts';
import { type StepTalk, talkOf } from './step-talk.ts';

/** The same for who only hears the page; '' where the step is nobody's letter. */
export function costOfStep(step: Step, steps: readonly Step[], trace: Trace, texts: Texts): string {
  const talk = talkOf(step, steps, trace);
  return talk ? costText(talk, texts) : '';
}

export function costText({ wait, answer }: StepTalk, texts: Texts): string {
  const t = texts.talk;
  if (!wait) return t.goesOn;
  const ms = wait.ms === null ? null : duration(wait.ms);
  const isOver = ms !== null && answer?.step === null;
  return isOver ? t.waited(ms) : t.waits(ms, wait.limit === null ? null : seconds(wait.limit));
}

/** Rows that the one who is asked wrote meanwhile. */
export const rowsOf = ({ to }: StepTalk, step: Step, trace: Trace): number =>
  step.rows.filter((row) => to.includes(trace.facts[row]?.actor ?? '')).length;

/** `isStopped` = who is asked does not run: else what is not taken by the end of the step is on its way to somebody. */
export function workText(talk: StepTalk, rows: number, isStopped: boolean, texts: Texts): string {
  const t = texts.talk;
  if (!talk.isAway && !isStopped)
    return talk.kind !== 'http' && talk.answer && rows > 0 ? t.writes(rows) : t.works;
  const isLying = talk.to.length === 0 || !isStopped;
  return talk.queue !== null && isLying ? t.inQueue(talk.queue) : t.away;
}

export function answerText({ answer, wait, kind }: StepTalk, texts: Texts): string {
  const t = texts.talk;
  if (!answer) return '';
  if (answer.step !== null) return t.endsAt[answer.end](answer.step, kind === 'http');
  const ms = wait?.ms == null ? null : duration(wait.ms);
  return t.ended[answer.end](answer.told, ms, kind === 'http');
}
