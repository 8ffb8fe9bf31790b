/** MD5, SHA-1 and SHA-256 of bytes (one character each), in hexadecimal. */

const rotated = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
const hex = (words: readonly number[]): string =>
  words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');

/** With its end mark and length, in words of 32 bits. */
function blocks(bytes: string, isLittle: boolean): number[] {
  const size = ((bytes.length + 8) >> 6) + 1;
  const words = new Array<number>(size * 16).fill(0);
  const put = (at: number, byte: number): void => {
    const shift = isLittle ? (at % 4) * 8 : 24 - (at % 4) * 8;
    words[at >> 2] = (words[at >> 2] ?? 0) | (byte << shift);
  };
  for (let i = 0; i < bytes.length; i += 1) put(i, bytes.charCodeAt(i) & 255);
  put(bytes.length, 0x80);
  const bits = bytes.length * 8;
  words[size * 16 - (isLittle ? 2 : 1)] = bits >>> 0;
  words[size * 16 - (isLittle ? 1 : 2)] = Math.floor(bits / 2 ** 32);
  return words;
}

const TURNS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

export function md5(bytes: string): string {
  const words = blocks(bytes, true);
  let [a, b, c, d] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let at = 0; at < words.length; at += 16) {
    const before = [a, b, c, d] as const;
    for (let i = 0; i < 64; i += 1) {
      const round = i >> 4;
      const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round] ?? 0;
      const from = [i, 5 * i + 1, 3 * i + 5, 7 * i][round] ?? 0;
      const added = Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0;
      const sum = (a + mixed + added + (words[at + (from % 16)] ?? 0)) | 0;
      [a, d, c, b] = [d, c, b, (b + rotated(sum, TURNS[round * 4 + (i % 4)] ?? 0)) | 0];
    }
    [a, b, c, d] = [(a + before[0]) | 0, (b + before[1]) | 0, (c + before[2]) | 0, (d + before[3]) | 0];
  }
  const swapped = [a, b, c, d].map(
    (word) => ((word & 255) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24),
  );
  return hex(swapped);
}

export function sha1(bytes: string): string {
  const words = blocks(bytes, false);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let at = 0; at < words.length; at += 16) {
    const w = words.slice(at, at + 16);
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
    for (let i = 0; i < 80; i += 1) {
      if (i >= 16) w[i] = rotated((w[i - 3] ?? 0) ^ (w[i - 8] ?? 0) ^ (w[i - 14] ?? 0) ^ (w[i - 16] ?? 0), 1);
      const round = Math.floor(i / 20);
      const mixed = [(b & c) | (~b & d), b ^ c ^ d, (b & c) | (b & d) | (c & d), b ^ c ^ d][round] ?? 0;
      const added = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][round] ?? 0;
      const next = (rotated(a, 5) + mixed + e + added + (w[i] ?? 0)) | 0;
      [e, d, c, b, a] = [d, c, rotated(b, 30), a, next];
    }
    [a, b, c, d, e].forEach((word, i) => {
      state[i] = ((state[i] ?? 0) + word) | 0;
    });
  }
  return hex(state);
}

/** The first 32 bits of the fractions of roots of primes. */
function primes(n: number): number[] {
  const found: number[] = [];
  for (let i = 2; found.length < n; i += 1) if (found.every((prime) => i % prime !== 0)) found.push(i);
  return found;
}
const fraction = (value: number): number => ((value - Math.floor(value)) * 2 ** 32) | 0;

export function sha2(bytes: string): string {
  const words = blocks(bytes, false);
  const sixty = primes(64);
  const added = sixty.map((prime) => fraction(Math.cbrt(prime)));
  const state = sixty.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const right = (x: number, by: number): number => rotated(x, 32 - by);
  for (let at = 0; at < words.length; at += 16) {
    const w = words.slice(at, at + 16);
    const now = [...state];
    for (let i = 0; i < 64; i += 1) {
      if (i >= 16) {
        const [x, y] = [w[i - 15] ?? 0, w[i - 2] ?? 0];
        const small = right(x, 7) ^ right(x, 18) ^ (x >>> 3);
        const large = right(y, 17) ^ right(y, 19) ^ (y >>> 10);
        w[i] = ((w[i - 16] ?? 0) + small + (w[i - 7] ?? 0) + large) | 0;
      }
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = now;
      const first =
        (h +
          (right(e, 6) ^ right(e, 11) ^ right(e, 25)) +
          ((e & f) ^ (~e & g)) +
          (added[i] ?? 0) +
          (w[i] ?? 0)) |
        0;
      const second = ((right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      now.splice(0, 8, (first + second) | 0, a, b, c, (d + first) | 0, e, f, g);
    }
    now.forEach((word, i) => {
      state[i] = ((state[i] ?? 0) + word) | 0;
    });
  }
  return hex(state);
}
