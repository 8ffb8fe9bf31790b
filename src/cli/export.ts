/** `export`: a run or a recording as a file for another tool; the formats are those of the page's menu. */
import { defined } from '../core/base/assert.ts';
import { text } from '../core/base/read.ts';
import { OUT_FORMAT_NAMES, type OutFormatName, outFile } from '../core/out/formats.ts';
import { misuse, readArguments, type Usage } from './args.ts';
import { BEFORE, type BeforeValue } from './experiment.ts';
import { writeOut } from './files.ts';
import { openTrace, TRACE_SOURCE } from './trace.ts';

const USAGE: Usage<BeforeValue & { readonly out: string }> = {
  line: `export ${OUT_FORMAT_NAMES.join('|')} ${TRACE_SOURCE} [--before FILE] [--out FILE]`,
  names: 2,
  values: { ...BEFORE, out: text },
};

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  const format = formatOf(defined(args.names[0], 'format'));
  const trace = await openTrace(defined(args.names[1], 'source'), args.values.before);
  writeOut([...outFile(format, trace).pieces].join(''), args.values.out);
  return 0;
}

const isFormat = (name: string): name is OutFormatName => OUT_FORMAT_NAMES.some((one) => one === name);

const formatOf = (name: string): OutFormatName =>
  isFormat(name) ? name : misuse(`"${name}" is no format; there are ${OUT_FORMAT_NAMES.join(', ')}.`);

export const exportTrace = { usage: USAGE, run };
