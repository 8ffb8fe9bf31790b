/** Files of JSON: an object a line, documents one after the other, or one document. */
import { isObject, type Json, parseJson } from '../../base/json.ts';
import { DEEPEST, isOutOfBounds } from '../redact/measure.ts';
import type { LineReader, QuickReader } from './own-lines.ts';
import type { FormatReader, ReaderContext } from './reader.ts';

/** An object a line. */
export function jsonLines(
  context: ReaderContext,
  read: LineReader,
  quick: QuickReader = () => null,
): FormatReader {
  return {
    line(text, number) {
      if (text.trim() === '') return;
      const known = quick(text);
      if (known) {
        context.out.records.push(known);
        return;
      }
      if (isOutOfBounds(text)) {
        context.skip(number, `nests deeper than ${DEEPEST} levels`);
        return;
      }
      const value = parseJson(text);
      if (!isObject(value)) {
        context.skip(number, value === undefined ? 'is no JSON' : 'is no JSON object');
        return;
      }
      const record = read(value);
      if (typeof record === 'string') context.skip(number, record);
      else if (record !== null) context.out.records.push(record);
    },
    end: () => undefined,
  };
}

/** Characters of one document. */
const LONGEST = 64 * 2 ** 20;

/** Documents one after the other, however they are broken into lines; each is told with the number of its first line. */
export function jsonDocuments(
  context: ReaderContext,
  read: (value: Json, number: number) => string | null,
): FormatReader {
  let text: string[] = [];
  let length = 0;
  let depth = 0;
  let first = 0;
  let isText = false;
  let isOver = false;
  const take = (): void => {
    const whole = text.join('\n');
    text = [];
    length = 0;
    const value = isOver ? undefined : parseJson(whole);
    if (whole.trim() === '' && !isOver) return;
    const problem = isOver
      ? 'nests too deep or is too long'
      : value === undefined
        ? 'is no JSON'
        : read(value, first);
    if (problem !== null) context.skip(first, problem);
    isOver = false;
  };
  return {
    line(line, number) {
      if (length === 0) first = number;
      let from = 0;
      for (let i = 0; i < line.length; i += 1) {
        const code = line.charCodeAt(i);
        if (isText) {
          if (code === 92) i += 1;
          else if (code === 34) isText = false;
        } else if (code === 34) isText = true;
        else if (code === 123 || code === 91) {
          depth += 1;
          if (depth > DEEPEST) isOver = true;
        } else if (code === 125 || code === 93) {
          depth = Math.max(0, depth - 1);
          if (depth === 0) {
            text.push(line.slice(from, i + 1));
            from = i + 1;
            take();
            first = number;
          }
        }
      }
      const rest = line.slice(from);
      if (rest.trim() === '' && text.length === 0) return;
      length += rest.length + 1;
      if (length > LONGEST) {
        isOver = true;
        text = [];
      } else text.push(rest);
      // a text never goes over the end of a line in JSON
      isText = false;
    },
    end: take,
  };
}
