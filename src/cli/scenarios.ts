/** `scenarios`: the named experiments. */
import { SCENARIOS } from '../core/scenarios/scenarios.ts';
import { LANGS, type Lang, loadTexts, scenarioTitle, textsOf } from '../i18n/index.ts';
import { readArguments, type Usage } from './args.ts';
import { jsonText, linesText, writeOut } from './files.ts';

const USAGE: Usage = { line: 'scenarios [--json]', names: 0, flags: ['json'] };

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  await Promise.all(LANGS.map((lang) => loadTexts(lang, ['start'])));
  const titleIn = (lang: Lang, id: string): string => scenarioTitle(id, textsOf(lang));
  const titlesOf = (id: string) => Object.fromEntries(LANGS.map((lang) => [lang, titleIn(lang, id)]));
  if (args.flag('json')) writeOut(jsonText(SCENARIOS.map(({ id }) => ({ id, title: titlesOf(id) }))));
  else writeOut(linesText(SCENARIOS.map(({ id }) => `${id.padEnd(24)}${titleIn('en', id)}`)));
  return 0;
}

export const scenarios = { usage: USAGE, run };
