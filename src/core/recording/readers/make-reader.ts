/** The reader of each format, a row a format. */
import { isObject } from '../../base/json.ts';
import type { Trace } from '../../trace/trace.ts';
import { readTrace } from '../trace-file.ts';
import { definitionsOf, rowsOf, snapshotOf } from './documents.ts';
import { jsonDocuments, jsonLines } from './json-lines.ts';
import { firehoseLines, httpLines, sqlLines } from './own-lines.ts';
import type { FormatReader, ReaderContext } from './reader.ts';
import type { RecordingFormat } from './recognise.ts';

/** A reader's own regular expression, with named groups. */
export interface CustomLines {
  readonly pattern: string;
}

export function makeReader(
  format: RecordingFormat,
  context: ReaderContext,
  custom: CustomLines | null,
  whole: (trace: Trace) => void,
): FormatReader {
  const { redact, out } = context;
  const one = (take: (value: { readonly [key: string]: unknown }) => void): FormatReader =>
    jsonDocuments(context, (value) => {
      if (!isObject(value)) return 'is no JSON object';
      take(value);
      return null;
    });
  switch (format) {
    case 'firehose':
      return jsonLines(context, firehoseLines(redact));
    case 'sql':
      return jsonLines(context, sqlLines(redact));
    case 'http':
      return jsonLines(context, httpLines(redact));
    case 'topology':
      return one((value) => out.snapshots.push(snapshotOf(value, redact)));
    case 'definitions':
      return one((value) => out.snapshots.push(definitionsOf(value, redact)));
    case 'rows':
      return one((value) => {
        const read = rowsOf(value);
        if (Object.keys(read.rows).length > 0) out.rows.push(read);
      });
    case 'trace':
      return traceFile(whole);
    default:
      void custom;
      return { line: () => undefined, end: () => undefined };
  }
}

/** Our own format is strict: one broken line refuses the file. */
function traceFile(whole: (trace: Trace) => void): FormatReader {
  const lines: string[] = [];
  return {
    line: (text) => lines.push(text),
    end: () => whole(readTrace(lines)),
  };
}
