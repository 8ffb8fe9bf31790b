/** The form of the commands that somebody may give by hand: fields as the table of commands has their arguments. */
import type { Json } from '../../core/base/json.ts';
import type { JsonTable } from '../../core/trace/fact.ts';
import { type AskedOf, argumentsOf, type HandName, type NamedArgument } from '../../core/words/commands.ts';
import { readTable } from './table-text.ts';

export type FieldName = AskedOf<HandName>;
export type HandArgument = NamedArgument & { readonly name: FieldName };

/** In the order of the form. */
export const fieldsOf = (name: HandName): readonly HandArgument[] =>
  argumentsOf(name).filter(
    ({ asked }) => asked !== false,
  ) as readonly NamedArgument[] as readonly HandArgument[];

/** What stands in the fields: texts, and 'true' for a flag that is set. */
export type Filled = { readonly [name in FieldName]?: string };

type ReadCommand =
  | { readonly ok: true; readonly args: JsonTable }
  | {
      readonly ok: false;
      readonly field: FieldName;
      readonly wrong: 'table' | 'count';
      readonly text: string;
    };

/** The command's arguments; what was left empty is not sent. The vhost goes with every command that has fields. */
export function readCommand(name: HandName, filled: Filled, vhost: string): ReadCommand {
  const fields = fieldsOf(name);
  const args: { [key: string]: Json } = fields.length === 0 ? {} : { vhost };
  for (const { name: field, kind, needed, choices } of fields) {
    const text = filled[field] ?? choices?.[0] ?? '';
    if (kind === 'flag') {
      if (text === 'true') args[field] = true;
    } else if (text.trim() === '') {
      if (needed) args[field] = '';
    } else if (kind === 'count') {
      if (!/^\d{1,9}$/.test(text.trim())) return { ok: false, field, wrong: 'count', text };
      args[field] = Number(text);
    } else if (kind === 'table') {
      const read = readTable(text);
      if (!read.ok) return { ok: false, field, wrong: 'table', text: read.line };
      args[field] = read.table;
    } else args[field] = text;
  }
  return { ok: true, args };
}
