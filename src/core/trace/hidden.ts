/** How a value that was hidden reads: readers of recordings write it, views tell it apart from what was recorded. */

type HiddenType = 'string' | 'number' | 'boolean' | 'object' | 'list' | 'values';

const OPENS = '‹hidden: ';

/** `‹hidden: string, 312 bytes›`; `bytes` = of the value as JSON or, for a text, as it was. */
export const hiddenText = (type: HiddenType, bytes: number): string => `${OPENS}${type}, ${bytes} bytes›`;

/** The key under which values stand together whose own keys are hidden. */
export const HIDDEN_KEY = '‹hidden›';

export const isHidden = (value: unknown): boolean => typeof value === 'string' && value.startsWith(OPENS);
