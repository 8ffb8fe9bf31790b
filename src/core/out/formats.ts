/** The formats that a trace goes out in, a row each: the page's menu and the command line read them from here. */
import { VERSION } from '../base/version.ts';
import { toFirehoseWithGaps } from '../recording/firehose.ts';
import { redactedAgain } from '../recording/redact/again.ts';
import { writeTrace } from '../recording/trace-file.ts';
import type { Trace } from '../trace/trace.ts';
import { toEventLog } from './event-log.ts';
import { toJaeger } from './jaeger.ts';
import { type MadeBy, madeText } from './made.ts';
import { toOtlp } from './otlp.ts';
import { toPerfetto } from './perfetto.ts';
import { toRabbitmqTracing } from './rabbitmq-tracing.ts';
import { toShiviz } from './shiviz.ts';

interface OutFormat {
  /** what a file's name ends with */
  readonly ending: string;
  readonly mime: 'json' | 'ndjson' | 'csv' | 'text';
  /** pieces of the file, in order */
  readonly write: (trace: Trace, made: MadeBy) => Iterable<string>;
}

const OUT_FORMATS = {
  facts: { ending: 'trace.ndjson', mime: 'ndjson', write: factLines },
  firehose: { ending: 'firehose.ndjson', mime: 'ndjson', write: firehoseLines },
  'rabbitmq-tracing': { ending: 'rabbitmq-tracing.log', mime: 'ndjson', write: toRabbitmqTracing },
  otlp: { ending: 'otlp.json', mime: 'json', write: toOtlp },
  jaeger: { ending: 'jaeger.json', mime: 'json', write: toJaeger },
  perfetto: { ending: 'perfetto.json', mime: 'json', write: toPerfetto },
  shiviz: { ending: 'shiviz.log', mime: 'text', write: toShiviz },
  csv: { ending: 'events.csv', mime: 'csv', write: toEventLog },
} as const satisfies { readonly [name: string]: OutFormat };

export type OutFormatName = keyof typeof OUT_FORMATS;
export const OUT_FORMAT_NAMES = Object.keys(OUT_FORMATS) as readonly OutFormatName[];

interface OutFile extends Pick<OutFormat, 'ending' | 'mime'> {
  /** in order; they are made as they are asked for */
  readonly pieces: Iterable<string>;
}

/** It names the product's version, and says simulated, recorded or tapped; what is of a real cloud is redacted again. */
export function outFile(format: OutFormatName, trace: Trace): OutFile {
  const { ending, mime, write } = OUT_FORMATS[format];
  return {
    ending,
    mime,
    pieces: write(redactedAgain(trace), { product: 'novascope', version: VERSION, source: trace.source }),
  };
}

function* factLines(trace: Trace, made: MadeBy): Iterable<string> {
  for (const line of writeTrace(trace, madeText(made))) yield `${line}\n`;
}

/** All of it, periodic work too. A key of ours is behind those of the recorder; readers pass over what they do not know. */
function* firehoseLines(trace: Trace, made: MadeBy): Iterable<string> {
  const made_by = madeText(made);
  for (const line of toFirehoseWithGaps(trace, { periodic: true }))
    yield `${JSON.stringify({ ...line, made_by })}\n`;
}
