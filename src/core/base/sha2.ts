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
const ROUNDS: readonly number[] = primes(64).map((prime) => Math.floor((Math.cbrt(prime) % 1) * 2 ** 32));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

const turned = (x: number, by: number): number => (x >>> by) | (x << (32 - by));
const at = (words: readonly number[], i: number): number => words[i] ?? 0;

function digestOf(text: string, first: readonly number[]): string {
  const words = padded(text);
  let state = first;
  for (let start = 0; start < words.length; start += 16) state = mixed(state, words.slice(start, start + 16));
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** A one after the text, noughts, and its length in bits: whole blocks of 16 words. */
function padded(text: string): number[] {
  const words = new Array<number>(Math.ceil((text.length + 9) / 64) * 16).fill(0);
  const put = (i: number, byte: number): void => {
    words[i >> 2] = at(words, i >> 2) | (byte << (24 - 8 * (i % 4)));
  };
  for (let i = 0; i < text.length; i += 1) put(i, text.charCodeAt(i));
  put(text.length, 0x80);
  words[words.length - 1] = text.length * 8;
  return words;
}

const block = new Int32Array(64);

function mixed(before: readonly number[], given: readonly number[]): number[] {
  const w = block;
  for (let i = 0; i < 16; i += 1) w[i] = at(given, i);
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15] as number;
    const y = w[i - 2] as number;
    const low = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
    const high = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
    w[i] = ((w[i - 16] as number) + low + (w[i - 7] as number) + high) | 0;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = before;
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
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + at(before, i)) | 0);
}
