/** How a value that was hidden reads: readers of recordings write it, views tell it apart from what was recorded. */

type HiddenType = 'string' | 'number' | 'boolean' | 'object' | 'list' | 'values';

const OPENS = '‹hidden: ';

/** `‹hidden: string, 312 bytes›`; `bytes` = of the value as JSON or, for a text, as it was. */
export function hiddenText(type: HiddenType, bytes: number): string {
  if (bytes >= MOST_KEPT) return `${OPENS}${type}, ${bytes} bytes›`;
  const known = made[type];
  const text = known[bytes];
  if (text !== undefined) return text;
  known[bytes] = `${OPENS}${type}, ${bytes} bytes›`;
  return known[bytes];
}

/** Whole recordings hide the same few sizes: their texts are made once. */
const MOST_KEPT = 4096;
const made: { readonly [T in HiddenType]: string[] } = {
  string: [],
  number: [],
  boolean: [],
  object: [],
  list: [],
  values: [],
};

/** The key under which values stand together whose own keys are hidden. */
export const HIDDEN_KEY = '‹hidden›';

export const isHiddenText = (text: string): boolean => text.startsWith(OPENS);

export const isHidden = (value: unknown): boolean => typeof value === 'string' && isHiddenText(value);
