/** SHA-256 and SHA-224 of a text in ASCII, as hexadecimal digits (FIPS 180-4): how Nova keeps tokens and shows hosts. */

const FIRST_256 = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];
const FIRST_224 = [
  0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4,
];

export const sha256 = (text: string): string => digestOf(text, FIRST_256);

export const sha224 = (text: string): string => digestOf(text, FIRST_224).slice(0, 56);

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const ROUNDS = Int32Array.from(primes(64), (prime) => Math.floor((Math.cbrt(prime) % 1) * 2 ** 32) | 0);

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

const turned = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/** Digits of every byte. */
const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** What one digest works in: numbers of a kind in their own places, since ids of whole recordings are digested. */
const schedule = new Int32Array(64);
const state = new Int32Array(8);

function digestOf(text: string, first: readonly number[]): string {
  state.set(first);
  const blocks = Math.ceil((text.length + 9) / 64);
  for (let n = 0; n < blocks; n += 1) {
    fill(text, n * 64);
    if (n === blocks - 1) schedule[15] = text.length * 8;
    mix();
  }
  let digits = '';
  for (let i = 0; i < 8; i += 1) {
    const word = state[i] as number;
    digits += `${DIGITS[word >>> 24]}${DIGITS[(word >>> 16) & 255]}${DIGITS[(word >>> 8) & 255]}${DIGITS[word & 255]}`;
  }
  return digits;
}

/** The block of 16 words from a place of the text on: behind its end stand a one, and noughts. */
function fill(text: string, from: number): void {
  for (let i = 0; i < 16; i += 1) {
    let word = 0;
    for (let k = 0; k < 4; k += 1) {
      const at = from + i * 4 + k;
      const byte = at < text.length ? text.charCodeAt(at) : at === text.length ? 0x80 : 0;
      word = (word << 8) | byte;
    }
    schedule[i] = word;
  }
}

function mix(): void {
  const w = schedule;
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15] as number;
    const y = w[i - 2] as number;
    const low = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
    const high = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
    w[i] = ((w[i - 16] as number) + low + (w[i - 7] as number) + high) | 0;
  }
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let f = state[5] as number;
  let g = state[6] as number;
  let h = state[7] as number;
  for (let i = 0; i < 64; i += 1) {
    const high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const one = (h + high + ((e & f) ^ (~e & g)) + (ROUNDS[i] as number) + (w[i] as number)) | 0;
    const low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  const last = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i += 1) state[i] = ((state[i] as number) + (last[i] as number)) | 0;
}
