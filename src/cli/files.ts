/** Reading and writing, with refusals that say which file. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { misuse } from './args.ts';

/** Text of a file; one that ends in .gz, or begins as gzip does, is unpacked. Errors: `CodedError` `misuse`. */
export function readText(path: string): string {
  try {
    const bytes = readFileSync(path);
    const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return (packed ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    return misuse(`Cannot read ${path}: ${reason(error)}.`);
  }
}

/** `path`, or `path` with `.gz`, whichever is there; null when neither is. */
export function readTextIfThere(path: string): string | null {
  const found = [path, `${path}.gz`].find((each) => existsSync(each));
  return found === undefined ? null : readText(found);
}

/** Errors: `CodedError` `misuse` for a file that holds no JSON. */
export function parseJsonFile(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return misuse(`${path} holds no JSON: ${reason(error)}.`);
  }
}

/** To the file, or whole to the standard output when there is none. */
export function writeOut(text: string, path: string | null = null): void {
  if (path === null) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(path, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    misuse(
      `Cannot write ${path}: ${code === 'ENOENT' ? `there is no folder ${dirname(path)}` : reason(error)}.`,
    );
  }
}

export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function linesText(lines: Iterable<string>): string {
  const all = [...lines];
  return all.length === 0 ? '' : `${all.join('\n')}\n`;
}

/** Why a file could not be had, in a few words. */
export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'permission denied';
  return message.replace(/\.$/, '');
}
