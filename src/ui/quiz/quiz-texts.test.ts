/** What is asked and said of a run reads as a sentence in every language, whatever the run. */
import { expect, test } from 'vitest';
import { pose } from '../../core/quiz/kinds.ts';
import { isOpen } from '../../core/quiz/posed.ts';
import { labRuns } from '../../core/run/boot.fixture.ts';
import { steps } from '../../core/story/steps.ts';
import type { Experiment } from '../../core/trace/trace.ts';
import { QUESTION_KINDS } from '../../core/words/quiz.ts';
import { textsOf } from '../../i18n/all.ts';
import { LANGS } from '../../i18n/index.ts';
import { plain } from '../../i18n/rich.ts';
import { choiceText, shortened } from './thing-text.ts';

const run = labRuns();
const stop = (service: string) => ({ at_us: 500_000, name: 'stop', args: { service } });
const boot = (at: number, args = {}) => ({ at_us: at * 1e6, name: 'boot', args });
const RUNS: readonly Experiment[] = [
  { v: 1, commands: [boot(1), boot(8, { server: 'b', flavor: 'm1.xlarge' })] },
  { v: 1, commands: [stop('nova-scheduler'), boot(1)], until_us: 70_000_000 },
  { v: 1, commands: [{ at_us: 500_000, name: 'lose_ack', args: { service: 'nova-scheduler' } }, boot(1)] },
];

test.each(LANGS)('every question, choice and reason (%s)', (lang) => {
  const t = textsOf(lang).quiz;
  const isHan = lang === 'zh-CN';
  for (const experiment of RUNS) {
    const trace = run(experiment);
    const list = steps(trace, 'teaching');
    for (const { n, rule } of list) {
      for (const kind of QUESTION_KINDS) {
        const posed = pose(trace, list, n, kind);
        if (isOpen(posed)) continue;
        const whys: { readonly [why: string]: (typeof t.whys)['kind']['is_call'] } = t.whys[kind];
        const said = posed.choices.map((one) => whys[one.why]?.(one.parts) ?? '');
        for (const text of [t.ask[kind](posed.about), ...said]) {
          const where = `${rule} ${kind}: ${text}`;
          expect(plain(text), where).not.toMatch(/undefined|null|NaN|''|\s{2}|\$\{/);
          expect(/[.?!]$|[。？！]$/.test(text), where).toBe(true);
          expect(/\p{Script=Han}/u.test(text), where).toBe(isHan);
        }
        const choices = posed.choices.map((one) => plain(shortened(choiceText(one, t))));
        expect(new Set(choices).size, rule).toBe(choices.length);
      }
    }
  }
});
