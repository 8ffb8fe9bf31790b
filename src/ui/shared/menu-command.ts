/** What can be done to something at the cursor, as buttons and small forms: labels, and what is still to be asked. */
import type { CommandAt, CommandTarget } from '../../core/story/commands-at.ts';
import { argumentsOf, isFault, type Moment, type NamedArgument } from '../../core/words/commands.ts';
import type { ExperimentTexts, Texts } from '../../i18n/index.ts';

/** A command of a menu and the arguments that its reader has to fill in: those that are needed and not said by the target. */
export interface MenuCommand {
  readonly at: CommandAt;
  readonly label: string;
  /** one line: what it does */
  readonly what: string;
  readonly asks: readonly NamedArgument[];
  readonly key: string;
}

export function menuCommand(at: CommandAt, texts: Texts, t: ExperimentTexts['commands']): MenuCommand {
  const { name, args } = at;
  const all = argumentsOf(name);
  const asks = all.filter((one) => one.needed && args[one.name] === undefined);
  const moment = all.find((one) => one.each && args[one.name] !== one.default);
  const { names, choices, about } = texts.commands;
  const when = moment ? choices[args[moment.name] as Moment] : null;
  return {
    at,
    label: when === null ? names[name] : t.moment(names[name], when),
    what: isFault(name) ? texts.faults.commands[name].what : about[name],
    asks,
    key: [name, ...all.map((one) => args[one.name] ?? '')].join(' '),
  };
}

/** One key a target: a list of commands is made anew only for another one. */
export const targetKey = (target: CommandTarget): string => Object.values(target).join(' ');

/** What a form sends: numbers as numbers; empty where nothing was typed. */
export function filledIn(
  asks: readonly NamedArgument[],
  form: FormData,
): { [name: string]: string | number } {
  const filled: { [name: string]: string | number } = {};
  for (const { name, kind } of asks) {
    const text = String(form.get(name) ?? '').trim();
    if (text === '') continue;
    filled[name] = kind === 'count' ? Number(text) : text;
  }
  return filled;
}
