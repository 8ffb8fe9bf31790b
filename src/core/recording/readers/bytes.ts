/**
 * Bytes of files to the lines in them: gzip and zip are unpacked as they come, within limits of size and of ratio. One archive is
 * opened, and what is packed by gzip inside it, as our recorder leaves its larger files; nothing deeper. Sizes that an archive
 * states are not believed, and no name in it is used as a path.
 */
import { Gunzip, strFromU8, Unzip, UnzipInflate, UnzipPassThrough } from 'fflate';
import { CodedError } from '../../base/assert.ts';
import { bytesOfBase64 } from '../../base/base64.ts';
import { fileNameKept } from '../redact/names.ts';
import { packingOf } from './recognise.ts';

export interface ByteLimits {
  /** bytes of all files as they are read, unpacked */
  readonly most: number;
  /** bytes that may come out of what is packed */
  readonly mostUnpacked: number;
  /** unpacked to packed bytes, once a megabyte has come out */
  readonly mostRatio: number;
  /** files in an archive */
  readonly mostFiles: number;
}

/** C1: 64 MB out of a packed file; a plain one is bounded by what a page can hold of it. */
export const BYTE_LIMITS: ByteLimits = {
  most: 2 ** 30,
  mostUnpacked: 64 * 2 ** 20,
  mostRatio: 200,
  mostFiles: 200,
};

/** Takes the plain bytes of one file. */
export interface PlainFile {
  push(bytes: Uint8Array): void;
  end(): void;
}

export interface Feed {
  push(bytes: Uint8Array): void;
  /** Errors: `CodedError` `bad_archive`, `too_large`. */
  end(): void;
}

const MB = 2 ** 20;
/** Bytes that may come out whatever the ratio. */
const FREE = MB;

/** One for an import: counts what came in by all files. */
export function makeUnpacker(
  open: (name: string) => PlainFile,
  limits: ByteLimits = BYTE_LIMITS,
): { file(name: string): Feed } {
  const unpacker = new Unpacker(open, limits);
  return { file: (path) => unpacker.sniffing(unpacker.nameOf(path), true) };
}

class Unpacker {
  private names = 0;
  private plain = 0;
  private unpacked = 0;
  private readonly open: (name: string) => PlainFile;
  private readonly limits: ByteLimits;

  constructor(open: (name: string) => PlainFile, limits: ByteLimits) {
    this.open = open;
    this.limits = limits;
  }

  nameOf(path: string): string {
    this.names += 1;
    return fileNameKept(path, this.names);
  }

  /** Waits for the first bytes, which say what the rest is. */
  sniffing(name: string, mayBeArchive: boolean): Feed {
    let feed: Feed | null = null;
    let head = new Uint8Array(0);
    const begin = (): Feed => {
      const made = this.feedOf(name, head, mayBeArchive);
      made.push(head);
      return made;
    };
    return {
      push(bytes) {
        if (feed) {
          feed.push(bytes);
          return;
        }
        const joined = new Uint8Array(head.length + bytes.length);
        joined.set(head);
        joined.set(bytes, head.length);
        head = joined;
        if (head.length >= 4) feed = begin();
      },
      end() {
        feed ??= begin();
        feed.end();
      },
    };
  }

  private feedOf(name: string, head: Uint8Array, mayBeArchive: boolean): Feed {
    const packing = packingOf(head);
    if (packing === 'zip' && !mayBeArchive)
      throw new CodedError(
        'bad_archive',
        `"${name}" is an archive within an archive: unpack the outer one first`,
      );
    if (packing === 'zip') return this.unzip();
    const file = this.counted(this.open(name));
    return packing === 'gzip' ? this.gunzip(noMore(name, file)) : file;
  }

  private counted(file: PlainFile): PlainFile {
    return {
      push: (bytes) => {
        this.plain += bytes.length;
        if (this.plain > this.limits.most)
          throw new CodedError(
            'too_large',
            `more than ${this.limits.most / MB} MB: take a shorter stretch of it`,
          );
        file.push(bytes);
      },
      end: () => file.end(),
    };
  }

  private outOf(packed: { readonly bytes: number }, file: PlainFile): PlainFile {
    const { mostUnpacked, mostRatio } = this.limits;
    let out = 0;
    return {
      push: (bytes) => {
        out += bytes.length;
        this.unpacked += bytes.length;
        if (this.unpacked > mostUnpacked)
          throw new CodedError(
            'too_large',
            `more than ${mostUnpacked / MB} MB come out of what is packed: unpack it first`,
          );
        if (out > FREE && out > packed.bytes * mostRatio)
          throw new CodedError(
            'too_large',
            `more than ${mostRatio} times as much comes out as goes in: it is not opened`,
          );
        file.push(bytes);
      },
      end: () => file.end(),
    };
  }

  private gunzip(file: PlainFile): Feed {
    const packed = { bytes: 0 };
    const out = this.outOf(packed, file);
    const stream = new Gunzip((bytes) => out.push(bytes));
    const act = guarded('gzip');
    return {
      push(bytes) {
        packed.bytes += bytes.length;
        act(() => stream.push(bytes, false));
      },
      end() {
        act(() => stream.push(new Uint8Array(0), true));
        out.end();
      },
    };
  }

  private unzip(): Feed {
    const packed = { bytes: 0 };
    const inside = new Set<Feed>();
    let files = 0;
    const act = guarded('zip');
    const stream = new Unzip((entry) => {
      if (entry.name.endsWith('/')) return;
      files += 1;
      if (files > this.limits.mostFiles)
        throw new CodedError('too_large', `more than ${this.limits.mostFiles} files in one archive`);
      const inner = this.sniffing(this.nameOf(entry.name), false);
      const out = this.outOf(packed, inner);
      inside.add(inner);
      entry.ondata = (error, bytes, isLast) => {
        if (error) throw error;
        if (bytes.length > 0) out.push(bytes);
        if (!isLast) return;
        inside.delete(inner);
        inner.end();
      };
      entry.start();
    });
    stream.register(UnzipInflate);
    stream.register(UnzipPassThrough);
    return {
      push(bytes) {
        packed.bytes += bytes.length;
        act(() => stream.push(bytes, false));
      },
      end() {
        act(() => stream.push(new Uint8Array(0), true));
        if (inside.size > 0 || files === 0)
          throw new CodedError('bad_archive', 'the zip file is cut off or holds no file');
      },
    };
  }
}

/** What comes out of gzip is no archive. */
function noMore(name: string, file: PlainFile): PlainFile {
  let isFirst = true;
  return {
    push(bytes) {
      if (isFirst && bytes.length > 0) {
        isFirst = false;
        if (packingOf(bytes) !== null)
          throw new CodedError(
            'bad_archive',
            `"${name}" is packed more than once: unpack the outer packing first`,
          );
      }
      file.push(bytes);
    },
    end: () => file.end(),
  };
}

/** Errors of the unpacking itself get a code; those of what comes out keep theirs. */
const guarded =
  (what: string) =>
  (act: () => void): void => {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Error) || typeof (error as { code?: unknown }).code !== 'number') throw error;
      throw new CodedError('bad_archive', `the ${what} file is broken: ${error.message}`);
    }
  };

/** Lines longer than this are counted and passed over. */
const LONGEST_LINE = 16 * 2 ** 20;
const NEWLINE = 10;

/** Cuts bytes into lines; `line` gets null for one that is too long. */
export function makeLines(line: (text: string | null) => void): PlainFile {
  let rest: Uint8Array[] = [];
  let length = 0;
  const flush = (last: Uint8Array): void => {
    const size = length + last.length;
    let whole = last;
    if (rest.length > 0 && size <= LONGEST_LINE) {
      whole = new Uint8Array(size);
      let at = 0;
      for (const part of rest) {
        whole.set(part, at);
        at += part.length;
      }
      whole.set(last, at);
    }
    rest = [];
    length = 0;
    line(size > LONGEST_LINE ? null : textOf(whole));
  };
  return {
    push(bytes) {
      let from = 0;
      for (;;) {
        const at = bytes.indexOf(NEWLINE, from);
        if (at < 0) break;
        flush(bytes.subarray(from, at));
        from = at + 1;
      }
      if (from >= bytes.length) return;
      length += bytes.length - from;
      if (length > LONGEST_LINE) rest = [];
      else rest.push(bytes.slice(from));
    },
    end() {
      if (length > 0) flush(new Uint8Array(0));
    },
  };
}

/** The text that stands in base64; null where it is none. */
export function textOfBase64(text: string): string | null {
  const bytes = bytesOfBase64(text);
  return bytes && strFromU8(bytes);
}

/** The platform's own, which every browser and Node have; fflate's was once asked for a stream, and is slow in Node since. */
declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}
const UTF8 = new TextDecoder();

const textOf = (bytes: Uint8Array): string => {
  const end = bytes[bytes.length - 1] === 13 ? bytes.length - 1 : bytes.length;
  return UTF8.decode(end === bytes.length ? bytes : bytes.subarray(0, end));
};
