/**
 * Confirms on their way to the client. Those of one stretch of work are joined as RabbitMQ joins them: all up to the
 * first that is not known yet go as one `multiple`, the others each on its own.
 */
import type { ConfirmAnswer } from './confirms.ts';

interface Joined {
  readonly acks: readonly ConfirmAnswer[];
  readonly nacks: readonly ConfirmAnswer[];
}

export interface JoinedConfirms {
  add(deliveryTag: number, ack: boolean): void;
  /** What is to be told now; it is not told again. */
  take(): Joined;
}

export function makeJoinedConfirms(): JoinedConfirms {
  /** every publication up to this one was answered */
  let settled = 0;
  const beyond = new Set<number>();
  let acks: number[] = [];
  let nacks: number[] = [];

  const settle = (tags: readonly number[]): void => {
    for (const tag of tags) beyond.add(tag);
    while (beyond.delete(settled + 1)) settled += 1;
  };
  /** `most`: the last that may be spoken of by a `multiple`. */
  const join = (tags: readonly number[], most: number): ConfirmAnswer[] => {
    const sorted = tags.toSorted((a, b) => a - b);
    const below = sorted.length > 1 ? sorted.filter((tag) => tag <= most) : [];
    const rest = sorted.slice(below.length).map((deliveryTag) => ({ deliveryTag, multiple: false }));
    const last = below.at(-1);
    return last === undefined ? rest : [{ deliveryTag: last, multiple: true }, ...rest];
  };
  return {
    add(deliveryTag, ack) {
      (ack ? acks : nacks).push(deliveryTag);
    },
    take() {
      const refused = nacks;
      const taken = acks;
      nacks = [];
      acks = [];
      const beforeNack = Math.min(...refused) - 1;
      settle(refused);
      settle(taken);
      const told = refused.toSorted((a, b) => a - b).map((tag) => ({ deliveryTag: tag, multiple: false }));
      return { nacks: told, acks: join(taken, Math.min(settled, beforeNack)) };
    },
  };
}
