/**
 * Bodies: bytes outside, text inside. The broker and its facts hold a body as the wire string; bytes that are no UTF-8
 * become lone low surrogates (U+DC80 + byte - 0x80), as Python's `surrogateescape` does, so that every body comes out as
 * it went in.
 */
import { bufferOf } from './platform.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const ESCAPED = /[\udc80-\udcff]/;

/** Length of the valid UTF-8 sequence at `at`, 0 when there is none. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length =
    first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  try {
    strict.decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    return 0;
  }
}

function escaped(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceAt(bytes, at);
    if (length === 0) text += String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
    else text += strict.decode(bytes.subarray(at, at + length));
    at += Math.max(1, length);
  }
  return text;
}

export function textOf(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return escaped(bytes);
  }
}

/** A Buffer where there is such a thing, else a Uint8Array. */
export const bytesOf = (text: string): Buffer =>
  bufferOf(ESCAPED.test(text) ? unescaped(text) : encoder.encode(text));

function unescaped(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
    else bytes.push(...encoder.encode(character));
  }
  return Uint8Array.from(bytes);
}
