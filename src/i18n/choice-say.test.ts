import { expect, test } from 'vitest';
import { choiceAt } from '../core/reading/host-choice.ts';
import { labRuns } from '../core/run/boot.fixture.ts';
import type { Trace } from '../core/trace/trace.ts';
import { textsOf } from './all.ts';
import { csvOf, endText, failure, headline, winnerOf } from './choice-say.ts';
import { LANGS } from './lang.ts';
import { factSentence } from './tell-fact.ts';

const onLab = labRuns();
const boots = (...before: { at_us: number; name: string; args: { service: string } }[]): Trace =>
  onLab({ v: 1, commands: [...before, { at_us: 80_000_000, name: 'boot', args: { server: 'vm1' } }] });

const told = (trace: Trace) => {
  const choice = choiceAt(trace, trace.facts.length - 1);
  const search = choice?.searches[0];
  if (!choice || !search) throw new Error('no choice');
  return { choice, search };
};

test.each(LANGS)('names the winner, and each host with its own end (%s)', (lang) => {
  const { choice, search } = told(boots());
  const t = textsOf(lang).choice;
  expect(headline(t, choice, search, 'vm1')).toContain(winnerOf(search));
  const ends = search.hosts.map(({ end }) => endText(t, choice, search, end));
  expect(new Set(ends).size).toBe(2);
  expect(failure(t, choice, search)).toBeNull();
});

test.each(LANGS)('without any service says that no host is left after the filters (%s)', (lang) => {
  const stop = (service: string) => ({ at_us: 1_000_000, name: 'stop', args: { service } });
  const { choice, search } = told(boots(stop('nova-compute-cpu1'), stop('nova-compute-cpu2')));
  const t = textsOf(lang).choice;
  expect(failure(t, choice, search)).toBe(t.failed.filtered);
  const ends = search.hosts.map(({ end }) => endText(t, choice, search, end));
  for (const end of ends) expect(end).toMatch(/ComputeFilter.*60/);
});

test('why a search ends without a host is said in words, not by the name that the fact has for it', () => {
  const trace = onLab({
    v: 1,
    commands: [{ at_us: 1_000_000, name: 'boot', args: { flavor: 'm1.xlarge' } }],
  });
  const failed = trace.facts.find(({ kind }) => kind === 'scheduler.failed')!;
  const [en, zh] = LANGS.map((lang) => factSentence(textsOf(lang), failed, trace));
  expect([en, zh]).toEqual([
    'NoValidHost: there are no candidates from Placement.',
    'NoValidHost：没有得到Placement的候选。',
  ]);
  const ended = trace.facts.find((fact) => fact.kind === 'rpc.resolved' && fact.failure === null)!;
  expect(factSentence(textsOf('zh-CN'), ended, trace)).toMatch(/的等待结束：得到应答。$/);
});

test('as CSV has a line a host, and in each a cell for every head', () => {
  const { choice, search } = told(boots());
  const lines = csvOf(textsOf('en').choice, choice, search).split('\r\n');
  expect(lines).toHaveLength(3);
  // host, outcome, six of each of three resource classes, weight, four of each of ten weighers
  for (const line of lines) expect(line.split(',')).toHaveLength(2 + 3 * 6 + 1 + 10 * 4);
  expect(lines[0]).toContain('RAMWeigher normalized');
});
