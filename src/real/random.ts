/** Chances of the real machine, in the shape of the seeded ones: a process that is started again draws other ids. */
import { randomFillSync, randomInt, randomUUID } from 'node:crypto';
import type { Stream } from '../core/base/random.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Drawn many at a time: each draw is a call of the system's. */
const drawn = Buffer.alloc(4096);
let used = drawn.length;

function bytes(count: number): Buffer {
  if (used + count > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += count;
  return drawn.subarray(used - count, used);
}

export const realStream: Stream = {
  next: () => randomInt(0, 2 ** 32),
  below: (limit) => (limit <= 1 ? 0 : randomInt(0, limit)),
  hex: (digits) =>
    bytes(Math.ceil(digits / 2))
      .toString('hex')
      .slice(0, digits),
  uuid: () => randomUUID(),
  letters: (length) => Array.from({ length }, () => ALPHABET[randomInt(0, ALPHABET.length)] ?? 'a').join(''),
};
