/** What can be done to something at the cursor, as buttons and small forms: labels, and what is still to be asked. */
import type { Choice, OfferedCommand, Target } from '../../core/run/choices.ts';
import { type ArgumentForm, formOf } from '../../core/run/forms.ts';
import { isFaultCommand } from '../../core/words/fault-names.ts';
import type { ExperimentTexts, FaultFormTexts, Texts } from '../../i18n/index.ts';

/** A choice and the arguments that its reader has to fill in: those that are needed and not said by the target. */
export interface Order {
  readonly choice: Choice;
  readonly label: string;
  /** one line: what it does */
  readonly what: string;
  readonly asks: readonly ArgumentForm[];
  readonly key: string;
}

const labelOf = (
  name: OfferedCommand,
  when: unknown,
  texts: Texts,
  forms: FaultFormTexts,
  t: ExperimentTexts['orders'],
): { label: string; what: string } => {
  if (name === 'boot') return { label: texts.page.top.boot, what: texts.page.top.bootTitle };
  if (name === 'pause_consumers') return { label: t.hold, what: forms.thought };
  if (name === 'resume_consumers') return { label: t.release, what: forms.thought };
  const { names, choices } = forms;
  const what = texts.faults.commands[name].what;
  const moment = typeof when === 'string' && when !== 'now' ? choices[when as keyof typeof choices] : null;
  return { label: moment ? t.moment(names[name], moment) : names[name], what };
};

export function orderOf(
  choice: Choice,
  texts: Texts,
  forms: FaultFormTexts,
  t: ExperimentTexts['orders'],
): Order {
  const { name, args } = choice;
  const asks = isFaultCommand(name)
    ? formOf(name).filter((one) => one.needed && args[one.name] === undefined)
    : [];
  const key = `${name} ${args.service ?? ''} ${args.when ?? ''} ${args.method ?? ''} ${args.queue ?? ''}`;
  return { choice, asks, key, ...labelOf(name, args.when, texts, forms, t) };
}

/** One key a target: a list of choices is made anew only for another one. */
export const targetKey = (target: Target): string => Object.values(target).join(' ');

/** What a form sends: numbers as numbers; empty where nothing was typed. */
export function filledIn(asks: readonly ArgumentForm[], form: FormData): { [name: string]: string | number } {
  const filled: { [name: string]: string | number } = {};
  for (const { name, kind } of asks) {
    const text = String(form.get(name) ?? '').trim();
    if (text === '') continue;
    filled[name] = kind === 'count' ? Number(text) : text;
  }
  return filled;
}
