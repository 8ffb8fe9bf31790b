/** `simulate`: runs an experiment and writes its facts, its messages as the firehose has them, or a sequence to read. */
import { defined } from '../core/base/assert.ts';
import { digits, oneOf, text, whole } from '../core/base/read.ts';
import { toFirehose } from '../core/recording/firehose.ts';
import { sequenceLine, sequenceLines } from '../core/recording/sequence.ts';
import { writeTrace } from '../core/recording/trace-file.ts';
import { steps } from '../core/story/steps.ts';
import type { Trace } from '../core/trace/trace.ts';
import { LANGS, type Lang, loadTexts, packsToTell, stepTitle, textsOf } from '../i18n/index.ts';
import { readArguments, type Usage } from './args.ts';
import { BEFORE, type BeforeValue, experimentOf, runExperiment } from './experiment.ts';
import { linesText, writeOut } from './files.ts';

const FORMATS = ['facts', 'firehose', 'sequence'] as const;
type Format = (typeof FORMATS)[number];

interface SimulateValues extends BeforeValue {
  readonly seed: number;
  readonly format: Format;
  readonly lang: Lang;
  readonly out: string;
}

const USAGE: Usage<SimulateValues> = {
  line: 'simulate <scenario|experiment.json> [--seed N] [--before FILE] [--periodic] [--format facts|firehose|sequence] [--lang en|zh-CN] [--out FILE]',
  names: 1,
  flags: ['periodic'],
  values: {
    ...BEFORE,
    seed: digits(whole(0)),
    format: oneOf(FORMATS, FORMATS.join(' or ')),
    lang: oneOf(LANGS, LANGS.join(' or ')),
    out: text,
  },
};

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  const { seed, before, format, lang, out } = args.values;
  const experiment = experimentOf(defined(args.names[0], 'experiment'), seed);
  const trace = await runExperiment(experiment, before);
  if (lang !== null) await loadTexts(lang, ['start', ...packsToTell(trace)]);
  writeOut(linesText(linesOf(trace, format ?? 'sequence', args.flag('periodic'), lang)), out);
  if (trace.error === null) return 0;
  console.error(`The run ended by an error after fact ${trace.facts.length - 1}: ${trace.error}`);
  return 1;
}

/** A trace file is always whole, heartbeats too: without them its facts would have no causes. */
function linesOf(trace: Trace, format: Format, periodic: boolean, lang: Lang | null): Iterable<string> {
  if (format === 'facts') return writeTrace(trace);
  if (format === 'firehose') return firehoseLines(trace, periodic);
  return lang === null ? sequenceLines(trace, { periodic }) : toldLines(trace, periodic, lang);
}

function* firehoseLines(trace: Trace, periodic: boolean): Iterable<string> {
  for (const line of toFirehose(trace, { periodic })) yield JSON.stringify(line);
}

/** Each message's line, and what it says in a sentence. */
function* toldLines(trace: Trace, periodic: boolean, lang: Lang): Iterable<string> {
  const texts = textsOf(lang);
  for (const step of steps(trace, 'messages', { periodic })) {
    const fact = trace.facts[step.main];
    if (fact?.kind !== 'message.published') continue;
    yield `${sequenceLine(fact, step.to)}  ${stepTitle(texts, step, trace)}`;
  }
}

export const simulate = { usage: USAGE, run };
