/**
 * The `run` of a link: an experiment as text. `1.<digest>.<base64url of deflate-raw JSON>`: versioned, checked, capped.
 * What comes from a link is a stranger's: nothing of it is used before the whole was read strictly, and nothing runs
 * before the reader agrees.
 */
import { CodedError } from '../core/base/assert.ts';
import { digest } from '../core/base/digest.ts';
import { canonicalJson, parseJson } from '../core/base/json.ts';
import { readExperiment } from '../core/trace/experiment.ts';
import type { Experiment } from '../core/trace/trace.ts';

const VERSION = '1';
/** Characters of the text, bytes when unpacked, and bytes unpacked for one packed. */
const TEXT_MAX = 32 * 1024;
const PLAIN_MAX = 1024 * 1024;
const RATIO_MAX = 200;
const DEPTH_MAX = 32;

const refuse = (sentence: string): never => {
  throw new CodedError('bad_run', sentence);
};

async function through(bytes: Uint8Array, stream: GenericTransformStream, most: number): Promise<Uint8Array> {
  const source = new Blob([bytes as BlobPart]).stream().pipeThrough(stream as ReadableWritablePair);
  const reader = source.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel();
      refuse(`it unpacks to more than ${most} bytes`);
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

function fromBase64Url(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) refuse('it holds characters that are no base64url');
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  } catch {
    return refuse('it is no base64url');
  }
}

/** Equal experiments give equal text. */
export const packRun = (experiment: Experiment): Promise<string> => packText(canonicalJson(experiment));

export async function packText(plain: string): Promise<string> {
  const packed = await through(
    new TextEncoder().encode(plain),
    new CompressionStream('deflate-raw'),
    PLAIN_MAX,
  );
  return `${VERSION}.${digest(plain).slice(0, 8)}.${toBase64Url(packed)}`;
}

/** Errors: `CodedError` `bad_run` (version, checksum, size, no such text) or `bad_experiment` (names the key). */
export const unpackRun = async (text: string): Promise<Experiment> =>
  readExperiment(parseJson(await unpackText(text)));

/** The JSON text that was packed, whatever it says. */
export async function unpackText(text: string): Promise<string> {
  if (text.length > TEXT_MAX) refuse(`it is longer than ${TEXT_MAX} characters`);
  const [version, sum, packed, ...rest] = text.split('.');
  if (version !== VERSION || packed === undefined || rest.length > 0)
    refuse('it is of a version that this page does not know');
  const bytes = fromBase64Url(packed ?? '');
  const plain = new TextDecoder().decode(await inflate(bytes));
  if (digest(plain).slice(0, 8) !== sum) refuse('it is damaged: its checksum does not fit');
  if (depthOf(plain) > DEPTH_MAX) refuse(`it is nested deeper than ${DEPTH_MAX}`);
  return plain;
}

async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    const most = Math.min(PLAIN_MAX, Math.max(bytes.length, 64) * RATIO_MAX);
    return await through(bytes, new DecompressionStream('deflate-raw'), most);
  } catch (error) {
    if (error instanceof CodedError) throw error;
    return refuse('it is damaged: it cannot be unpacked');
  }
}

/** Nesting of a JSON text, counted without parsing it. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (quoted) {
      if (c === '\\') i += 1;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{' || c === '[') deepest = Math.max(deepest, ++depth);
    else if (c === '}' || c === ']') depth -= 1;
  }
  return deepest;
}
