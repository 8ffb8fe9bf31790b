/** The two kinds of error: a bug throws here at once; an expected refusal is a `CodedError` or a value. */

class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed';
}

/** For who reads what others wrote with readers of what this project writes. */
export const isFailedAssertion = (error: unknown): boolean => error instanceof AssertionFailed;

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionFailed(message);
}

/** A failed assertion where the sentence costs more than the question: `if (!good) broken(...)`, in what runs all the time. */
export function broken(message: string): never {
  throw new AssertionFailed(message);
}

/** Ends a switch over a closed union: a new member stops the compiler here. */
export function unreachable(value: never): never {
  throw new AssertionFailed(`unreachable: ${JSON.stringify(value)}`);
}

/** The value, or a failed assertion that says what was missing. */
export function defined<T>(value: T | null | undefined, what: string): T {
  if (value === undefined || value === null) throw new AssertionFailed(`${what} is missing`);
  return value;
}

/** An expected refusal (bad input, unknown name), with a code that callers can switch on and a sentence for people. */
export class CodedError extends Error {
  override readonly name: string = 'CodedError';
  readonly code: string;
  /** what the message tells, as data, for those who tell it in their own words */
  readonly detail: unknown;

  constructor(code: string, message: string, detail: unknown = null) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}
