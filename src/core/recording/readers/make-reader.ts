/** The reader of each format, a row a format. */
import { CodedError, unreachable } from '../../base/assert.ts';
import { isObject } from '../../base/json.ts';
import type { Trace } from '../../trace/trace.ts';
import { withoutQuotes } from '../redact/names.ts';
import { readTrace } from '../trace-file.ts';
import { connectionLines } from './connections.ts';
import { customLines } from './custom.ts';
import { definitionsOf, rowsOf, snapshotOf } from './documents.ts';
import { jsonDocuments, jsonLines } from './json-lines.ts';
import { osloJson, osloText } from './oslo-log.ts';
import { osprofilerDocuments, osprofilerHtml } from './osprofiler.ts';
import { firehoseLines, httpLines, sqlLines } from './own-lines.ts';
import { rabtapDocuments } from './rabtap.ts';
import type { FormatReader, ReaderContext } from './reader.ts';
import type { RecordingFormat } from './recognise.ts';
import { tracingLines } from './tracing-json.ts';
import { tracingText } from './tracing-text.ts';

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
    case 'firehose': {
      const { line, quick } = firehoseLines(redact);
      return jsonLines(context, line, quick);
    }
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
    case 'tracing_json':
      return jsonLines(context, tracingLines(redact));
    case 'tracing_text':
      return tracingText(context);
    case 'rabtap':
      return rabtapDocuments(context);
    case 'oslo_text':
      return osloText(context);
    case 'oslo_json':
      return osloJson(context);
    case 'osprofiler':
      return osprofilerDocuments(context);
    case 'osprofiler_html':
      return osprofilerHtml(context);
    case 'connections':
      return connectionLines(context);
    case 'custom':
      return customLines(context, custom?.pattern ?? '');
    case 'aside':
      return { line: () => undefined, end: () => undefined };
    default:
      return unreachable(format);
  }
}

/** What is wrong with it is said, and nothing of it is quoted. */
function readStrictly(lines: readonly string[]): Trace {
  try {
    return readTrace(lines);
  } catch (error) {
    if (error instanceof CodedError)
      throw new CodedError(error.code, withoutQuotes(error.message), error.detail);
    throw error;
  }
}

/** Our own format is strict: one broken line refuses the file. */
function traceFile(whole: (trace: Trace) => void): FormatReader {
  const lines: string[] = [];
  return {
    line: (text) => lines.push(text),
    end: () => whole(readStrictly(lines)),
  };
}
