/** The worker's side of a door: one question after the other, each answered with plain data or with the error's code. */
import { CodedError } from '../core/base/assert.ts';
import type { AskedOfWorker, Door, Said } from './doors.ts';

/** What a question may do while it is answered. */
export interface Turn<News> {
  tell(news: News): void;
  isCancelled(): boolean;
}

export type DoorAnswers<D extends Door> = {
  readonly [Q in keyof D]: (
    given: D[Q]['given'],
    turn: Turn<D[Q]['news']>,
  ) => D[Q]['answer'] | Promise<D[Q]['answer']>;
};

/** As a worker's global scope has it. */
export interface Scope {
  addEventListener(type: 'message', listener: (event: MessageEvent<AskedOfWorker>) => void): void;
  postMessage(said: Said): void;
}

/** `code` = of an error that has none of its own. */
export function answerAt<D extends Door>(scope: Scope, answers: DoorAnswers<D>, code: string): void {
  const cancelled = new Set<number>();
  const answer = async (id: number, ask: string, given: unknown): Promise<void> => {
    try {
      const turn = {
        tell: (news: unknown) => scope.postMessage({ id, news }),
        isCancelled: () => cancelled.has(id),
      };
      const found = answers[ask];
      if (!found) throw new CodedError(code, `there is no question "${ask}" here`);
      scope.postMessage({ id, ok: true, answer: await found(given, turn) });
    } catch (error) {
      scope.postMessage({
        id,
        ok: false,
        code: error instanceof CodedError ? error.code : code,
        message: error instanceof Error ? error.message : String(error),
        detail: error instanceof CodedError ? error.detail : null,
      });
    }
    cancelled.delete(id);
  };
  let before: Promise<void> = Promise.resolve();
  scope.addEventListener('message', ({ data }) => {
    if (data.ask === null) cancelled.add(data.id);
    else before = before.then(() => answer(data.id, data.ask, data.given));
  });
}
