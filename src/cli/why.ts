/** `why`: each choice of a host in a run: what became of every host, and its weight; with --csv every number of the last one. */
import { defined } from '../core/base/assert.ts';
import { oneOf } from '../core/base/read.ts';
import { choiceAt, type HostChoice } from '../core/reading/host-choice.ts';
import { indexOf } from '../core/reading/trace-index.ts';
import type { Trace } from '../core/trace/trace.ts';
import { csvOf, endText, failure, figure, headline, serverOf } from '../i18n/choice-say.ts';
import { LANGS, type Lang, loadTexts, textsOf } from '../i18n/index.ts';
import { plain } from '../i18n/rich.ts';
import type { ChoiceTexts } from '../i18n/texts.ts';
import { readArguments, type Usage } from './args.ts';
import { BEFORE, type BeforeValue, experimentOf, runExperiment } from './experiment.ts';
import { linesText, writeOut } from './files.ts';

const USAGE: Usage<BeforeValue & { readonly lang: Lang }> = {
  line: 'why <scenario|experiment.json> [--before FILE] [--csv] [--lang en|zh-CN]',
  names: 1,
  flags: ['csv'],
  values: { ...BEFORE, lang: oneOf(LANGS, LANGS.join(' or ')) },
};

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  const lang = args.values.lang ?? 'en';
  const trace = await runExperiment(experimentOf(defined(args.names[0], 'experiment')), args.values.before);
  await loadTexts(lang, ['choice']);
  const t = textsOf(lang).choice;
  const choices = choicesOf(trace);
  const last = choices.at(-1);
  const lines = choices.flatMap((choice) => [...choiceLines(t, trace, choice)]);
  if (!args.flag('csv')) writeOut(linesText(lines.length > 0 ? lines : [plain(t.none)]));
  else writeOut(linesText((last?.searches ?? []).map((search) => csvOf(t, defined(last, 'choice'), search))));
  return 0;
}

/** Each as it ended, in their order: of those told after the run began. */
function choicesOf(trace: Trace): readonly HostChoice[] {
  const index = indexOf(trace);
  const ends = [...index.of('scheduler.selected'), ...index.of('scheduler.failed')].filter(index.isTold);
  const found = ends.sort((a, b) => a.index - b.index).flatMap((end) => choiceAt(trace, end.index) ?? []);
  return [...new Map(found.map((choice) => [choice.asked.index, choice])).values()];
}

function* choiceLines(t: ChoiceTexts, trace: Trace, choice: HostChoice): Iterable<string> {
  for (const search of choice.searches) {
    yield plain(headline(t, choice, search, serverOf(trace, search)));
    const failed = failure(t, choice, search);
    if (failed !== null) yield `  ${plain(failed)}`;
    for (const { host, end, weight } of search.hosts) {
      const weighed = weight === null ? '-' : figure(weight);
      yield `  ${host.padEnd(12)} ${weighed.padStart(10)}  ${plain(endText(t, choice, search, end))}`;
    }
  }
}

export const why = { usage: USAGE, run };
