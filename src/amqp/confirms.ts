/** A confirm channel's book: which publications are not confirmed yet, and who waits for them. */
import type { OnConfirm } from './shapes.ts';

/** False: nobody waits. Null: confirmed already, out of its turn. */
type Slot = ((error: Error | null) => void) | false | null;

/** A basic.ack or basic.nack of the broker. */
export interface ConfirmAnswer {
  readonly deliveryTag: number;
  /** all up to this tag */
  readonly multiple: boolean;
}

export interface Confirms {
  /** one for each publication from the first unconfirmed one on, as amqplib shows it */
  readonly unconfirmed: readonly Slot[];
  add(callback: OnConfirm | null | undefined): void;
  settle(answer: ConfirmAnswer, ack: boolean): void;
  /** The channel is gone: whoever waits hears so. */
  closed(): void;
  /** Resolves when all are acked; rejects at the first nack or when the channel closes before. */
  wait(): Promise<void>;
}

export function makeConfirms(): Confirms {
  let slots: Slot[] = [];
  let first = 1;
  let lost = false;
  /** Takes the slots that an answer speaks of off the book. */
  const take = ({ deliveryTag, multiple }: ConfirmAnswer): readonly Slot[] => {
    const at = deliveryTag - first;
    if (multiple) {
      first = Math.max(first, deliveryTag + 1);
      return slots.splice(0, at + 1);
    }
    const slot = slots[at] ?? null;
    slots[at] = null;
    let gone = 0;
    while (slots[gone] === null) gone += 1;
    slots.splice(0, gone);
    first += gone;
    return [slot];
  };
  return {
    get unconfirmed() {
      return slots;
    },
    add(callback) {
      slots.push(callback ? (error) => callback(error, {}) : false);
    },
    settle(answer, ack) {
      for (const slot of take(answer)) if (slot) slot(ack ? null : new Error('message nacked'));
    },
    closed() {
      const open = slots.filter((slot) => slot !== null);
      lost = open.length > 0;
      slots = [];
      for (const slot of open) if (slot) slot(new Error('channel closed'));
    },
    async wait() {
      if (lost) throw new Error('channel closed');
      const waits = slots.map((slot, at) =>
        slot === null
          ? null
          : new Promise<void>((resolve, reject) => {
              slots[at] = (error) => {
                if (slot) slot(error);
                if (error) reject(error);
                else resolve();
              };
            }),
      );
      await Promise.all(waits);
    },
  };
}
