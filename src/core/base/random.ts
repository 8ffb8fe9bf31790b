/**
 * Seeded random numbers in streams split by name: `latency/nova-api`, `id/nova-api/uuid`. A stream depends on the seed
 * and its own name only, so that a fault in one place does not change the ids drawn elsewhere.
 */
import { assert, broken } from './assert.ts';

/** 32-bit hash of a text (FNV-1a with a final avalanche). */
export function hash32(text: string, seed = 0x811c9dc5): number {
  let h = seed >>> 0;
  for (let i = 0; i < text.length; i += 1) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}

export interface Stream {
  /** an integer in [0, 2^32) */
  next(): number;
  /** an integer in [0, limit) */
  below(limit: number): number;
  /** `digits` lower-case hexadecimal digits */
  hex(digits: number): string;
  /** a version 4 UUID with dashes */
  uuid(): string;
  /** `length` lower-case letters and digits */
  letters(length: number): string;
}

export interface Random {
  stream(name: string): Stream;
}

/**
 * sfc32: small, fast, integer only, so every engine draws the same numbers. Its four words stand in an array of their
 * kind: as variables of a closure each large one would be an object.
 */
function sfc32(a: number, b: number, c: number): () => number {
  const state = Uint32Array.of(a, b, c, 1);
  const next = (): number => {
    const x = state[0] as number;
    const y = state[1] as number;
    const z = state[2] as number;
    const counter = state[3] as number;
    const t = (x + y + counter) >>> 0;
    state[0] = y ^ (y >>> 9);
    state[1] = z + (z << 3);
    state[2] = ((z << 21) | (z >>> 11)) + t;
    state[3] = counter + 1;
    return t;
  };
  for (let i = 0; i < 12; i += 1) next();
  return next;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

function makeStream(next: () => number): Stream {
  const below = (limit: number): number => {
    if (!(Number.isInteger(limit) && limit > 0 && limit <= 2 ** 32)) broken(`below(${limit})`);
    return Math.floor((next() / 2 ** 32) * limit);
  };
  const hex = (digits: number): string => {
    let text = '';
    while (text.length < digits) text += next().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  };
  return {
    next,
    below,
    hex,
    uuid() {
      const h = hex(32);
      const variant = '89ab'.charAt(below(4));
      return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20)}`;
    },
    letters(length) {
      let text = '';
      for (let i = 0; i < length; i += 1) text += ALPHABET.charAt(below(ALPHABET.length));
      return text;
    },
  };
}

export function makeRandom(seed: number): Random {
  assert(Number.isSafeInteger(seed) && seed >= 0, `a seed is a whole number from 0 on, got ${seed}`);
  const streams = new Map<string, Stream>();
  return {
    stream(name) {
      const known = streams.get(name);
      if (known) return known;
      const base = hash32(`${seed}/${name}`);
      const made = makeStream(sfc32(base, hash32(name, base), hash32(String(seed), base ^ 0x9e3779b9)));
      streams.set(name, made);
      return made;
    },
  };
}
