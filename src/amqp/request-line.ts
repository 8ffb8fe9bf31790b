/** The requests of one channel: one waits for its answer, later ones stand behind it. */
import type { AmqpMethod } from '../core/amqp/errors.ts';

export interface Waiting {
  readonly method: AmqpMethod;
  /** Sends it. No answer comes when it was refused: the channel's end is on its way then. */
  readonly start: () => void;
  readonly fail: (error: Error) => void;
}

interface RequestLine {
  add(request: Waiting): void;
  /** True when its answer is the one that is waited for; the next one is sent then. */
  answered(request: Waiting): boolean;
  /** Takes the one that waits for its answer off the line, without sending the next. */
  takeCurrent(): Waiting | null;
  /** Fails all that are on the line. */
  end(): void;
}

export function makeRequestLine(): RequestLine {
  let current: Waiting | null = null;
  let behind: Waiting[] = [];
  return {
    add(request) {
      if (current) behind.push(request);
      else {
        current = request;
        request.start();
      }
    },
    answered(request) {
      if (current !== request) return false;
      current = behind.shift() ?? null;
      current?.start();
      return true;
    },
    takeCurrent() {
      const taken = current;
      current = null;
      return taken;
    },
    end() {
      const ended = [...(current ? [current] : []), ...behind];
      current = null;
      behind = [];
      for (const each of ended) each.fail(new Error('Channel ended, no reply will be forthcoming'));
    },
  };
}
