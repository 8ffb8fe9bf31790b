/** How the text of a cell is shown. */
import { type Value, valueText } from '../../core/databases/mysql/grid.ts';

type CellForm =
  | { readonly form: 'null' }
  | { readonly form: 'empty' }
  /** shortened in the middle on the screen only: copying gives the whole */
  | { readonly form: 'id'; readonly head: string; readonly middle: string; readonly tail: string }
  | { readonly form: 'long'; readonly head: string; readonly text: string }
  | { readonly form: 'text'; readonly text: string };

const ID = /^(req-)?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/;
const LONGEST = 60;

export function formOf(value: Value): CellForm {
  if (value === null) return { form: 'null' };
  const text = valueText(value);
  if (text === '') return { form: 'empty' };
  if (ID.test(text)) {
    const head = text.startsWith('req-') ? 8 : 4;
    return { form: 'id', head: text.slice(0, head), middle: text.slice(head, -4), tail: text.slice(-4) };
  }
  if (text.length > LONGEST) return { form: 'long', head: text.slice(0, LONGEST), text: readable(text) };
  return { form: 'text', text };
}

/** The text of a value that is shown as it is; null where more is to be said of it. */
export function plainText(value: Value): string | null {
  const shown = formOf(value);
  return shown.form === 'text' ? shown.text : null;
}

/** JSON with its keys on lines of their own; any other text as it is. */
function readable(text: string): string {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
