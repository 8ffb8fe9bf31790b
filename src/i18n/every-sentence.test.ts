/** Every sentence of every run, read in both languages: what a sentence must never say, whatever came of the run. */
import { describe, expect, test } from 'vitest';
import { indexOf } from '../core/reading/trace-index.ts';
import { run } from '../core/run/boot.fixture.ts';
import { ACTS } from '../core/run/golden/acts.ts';
import { runRandom } from '../core/run/random.fixture.ts';
import { SCENARIOS } from '../core/scenarios/scenarios.ts';
import type { Step } from '../core/story/step.ts';
import { steps } from '../core/story/steps.ts';
import type { Fact } from '../core/trace/fact.ts';
import type { Trace } from '../core/trace/trace.ts';
import { textsOf } from './all.ts';
import { narration, stepTitle } from './index.ts';
import { LANGS, type Lang } from './lang.ts';
import { factSentence } from './tell-fact.ts';

const plainOf = (parts: ReturnType<typeof narration>): string =>
  parts.map((part) => ('text' in part ? part.text : 'code' in part ? part.code : part.actor)).join('');

/** Words that end in s and are one thing. */
const SINGULAR = 'ms|s|is|was|has|as|process|address|status|class|less|its|this|does|us';
const PLURAL_OF_ONE = new RegExp(`(?<![\\w.,-])1 (?!(?:${SINGULAR})\\b)[a-z]+s\\b`);

const PLURAL = 'a plural of one';

/** What no sentence says. */
const NEVER: readonly (readonly [what: string, said: RegExp])[] = [
  ['no number', /NaN|Infinity|undefined|\[object/],
  ['a negative time', /(?<![\w.])[-−]\d[\d.,]* ?(?:ms|s|µs|毫秒|秒)/],
  ['raw JSON', /\{"|\[\{|":\s?[{["]/],
  [PLURAL, PLURAL_OF_ONE],
];

/** Without the sentences of Nova that it quotes: they count otherwise. */
const ours = (text: string): string => text.replaceAll(/“[^”]*”/g, '“”');

const TITLE_MOST = 120;

function faultsOf(name: string, trace: Trace): string[] {
  const faults: string[] = [];
  for (const lang of LANGS) {
    for (const level of ['teaching', 'messages'] as const) {
      for (const step of steps(trace, level)) {
        const place = `${name}, ${lang}, ${level} ${step.n} (${step.rule})`;
        const title = stepTitle(textsOf(lang), step, trace);
        const tell = plainOf(narration(textsOf(lang), step, trace));
        if (title.length > TITLE_MOST)
          faults.push(`${place}: a title of ${title.length}: ${title.slice(0, 60)}`);
        for (const text of [title, tell]) {
          for (const [what, said] of NEVER)
            if (said.test(what === PLURAL ? ours(text) : text)) faults.push(`${place}: ${what}: ${text}`);
        }
        faults.push(
          ...untrueOf(trace, step, lang, `${title} ${tell}`).map(
            (what) => `${place}: ${what}: ${title} | ${tell}`,
          ),
        );
      }
    }
    for (const fact of trace.facts) {
      const text = factSentence(textsOf(lang), fact, trace);
      for (const [what, said] of NEVER) {
        // a service's log has the words of Nova, who counts otherwise
        if (what === PLURAL && fact.kind === 'log.written') continue;
        if (said.test(text))
          faults.push(`${name}, ${lang}, fact ${fact.kind}: ${what}: ${text.slice(0, 200)}`);
      }
    }
  }
  return faults;
}

const CHOSEN: { readonly [L in Lang]: RegExp } = {
  en: /(?<!\b(?:no|any) host )\b(?:is|are|was|been) chosen\b|\bchosen host\b|\bchose\b/,
  'zh-CN': /选中|(?<!没)选定|已选|选好/,
};
const GOES_ON: { readonly [L in Lang]: RegExp } = {
  en: /\bgoes on\b(?! (?:at once|without))/,
  'zh-CN': /继续/,
};

/** What is untrue of this outcome: a choice that nobody made, going on after giving up. */
function untrueOf(trace: Trace, step: Step, lang: Lang, text: string): string[] {
  const index = indexOf(trace);
  const untrue: string[] = [];
  const command = index.commandOf(step.main);
  const ofCommand = (fact: Fact): boolean => index.commandOf(fact.index) === command;
  // a choice whose answer reaches nobody was made all the same
  const chosen =
    index.of('scheduler.selected').some(ofCommand) ||
    index
      .of('message.published')
      .some(
        (fact) =>
          (fact.rpc.in_reply_to ?? '').startsWith('select_destinations') &&
          fact.rpc.failure === undefined &&
          ofCommand(fact),
      );
  if (!chosen && CHOSEN[lang].test(text)) untrue.push('a host is chosen, and nobody chose one');
  const main = trace.facts[step.main];
  const gaveUp = main?.kind === 'rpc.resolved' && main.resolution === 'MessagingTimeout';
  if (gaveUp && GOES_ON[lang].test(text)) untrue.push('goes on, and gave up');
  return untrue;
}

/** The same fault of many steps is one line. */
const few = (faults: readonly string[]): string => [...new Set(faults)].slice(0, 40).join('\n');

describe('no sentence tells what is not so', () => {
  test.each(SCENARIOS.map(({ id, experiment }) => [id, experiment] as const))(
    'of the scenario %s',
    async (id, experiment) => {
      expect(few(faultsOf(id, await run(experiment)))).toBe('');
    },
  );

  test.each(Object.entries(ACTS))('of the act %s', async (name, act) => {
    expect(few(faultsOf(name, await run(act)))).toBe('');
  });

  test.each([
    ['kill', { service: 'nova-compute-cpu1', when: 'before_ack', method: 'external_instance_event' }],
    ['kill', { service: 'nova-compute-cpu1', when: 'after_ack', method: 'external_instance_event' }],
    ['kill', { service: 'nova-conductor-super', when: 'in_work', method: 'schedule_and_build_instances' }],
    ['lose_ack', { service: 'nova-conductor-super', method: 'schedule_and_build_instances' }],
    [
      'cut_connection',
      { service: 'nova-api', when: 'before_confirm', method: 'schedule_and_build_instances' },
    ],
  ])('of a fault that strikes at a message: %s %o', async (name, args) => {
    const boot = { at_us: 1_000_000, name: 'boot', args: { server: 'vm1' } };
    const trace = await run({ v: 1, commands: [{ at_us: 500_000, name, args }, boot] });
    expect(trace.facts.some(({ kind }) => kind === 'fault.struck')).toBe(true);
    expect(few(faultsOf(name, trace))).toBe('');
  });

  describe('of random runs', () => {
    const SEEDS = Array.from({ length: Number(process.env.RUNS ?? 40) }, (_, i) => i + 1);
    test.each(SEEDS)('with seed %i', async (seed) => {
      const trace = await runRandom(seed);
      expect(trace.error).toBeNull();
      expect(few(faultsOf(`seed ${seed}`, trace))).toBe('');
    });
  });
});
