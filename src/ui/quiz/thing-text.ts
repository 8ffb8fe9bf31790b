/** What a choice says, marked as any text of the page. */
import type { Choice, Thing } from '../../core/quiz/posed.ts';
import { nameOf } from '../../core/quiz/posed.ts';
import type { QuizTexts } from '../../i18n/index.ts';
import { c, shorten } from '../../i18n/rich.ts';

/** A reply queue is called by 32 digits that tell nothing. */
const shown = (name: string): string => {
  const [, digits] = /^reply_([0-9a-f]{12,})$/.exec(name) ?? [];
  return digits === undefined ? name : `reply_${shorten(digits)}`;
};

export function choiceText({ thing, parts }: Choice, t: QuizTexts): string {
  if (thing.what === 'word') return t.words[thing.word](parts);
  if (thing.what === 'state' && thing.state === 'deleted') return t.deleted;
  return c(shown(nameOf(thing)));
}

/** Names within a reason are shortened alike. */
export const shortened = (text: string): string =>
  text.replace(/reply_[0-9a-f]{12,}/g, (name) => shown(name));

/** Whether it can be pressed on the map, too. */
export const isOnMap = ({ what }: Thing): boolean =>
  what === 'service' || what === 'queue' || what === 'host';
