import { expect, it } from 'vitest';
import { readExperiment } from './experiment.ts';

const whole = {
  v: 1,
  deployment: { hosts: 3 },
  seed: 7,
  commands: [{ at_us: 1_000_000, name: 'boot', args: { server: 'vm1' } }],
  until_us: 9,
};

it('reads what it is given, and every key but v may be absent', () => {
  expect(readExperiment(whole)).toEqual(whole);
  expect(readExperiment({ v: 1 })).toEqual({ v: 1 });
  expect(readExperiment({ v: 1, commands: [{ at_us: 0, name: 'x' }] }).commands).toEqual([
    { at_us: 0, name: 'x' },
  ]);
});

it.each([
  [[], 'JSON object'],
  [{}, '"v" must be 1'],
  [{ v: 2 }, '"v" must be 1, not 2'],
  [{ ...whole, speed: 1 }, '"speed" is no key of an experiment'],
  [{ v: 1, seed: 1.5 }, '"seed" must be a whole number'],
  [{ v: 1, seed: -1 }, '"seed" must be a whole number'],
  [{ v: 1, seed: 2 ** 53 }, '"seed" must be a whole number'],
  [{ v: 1, until_us: '9' }, '"until_us" must be a whole number'],
  [{ v: 1, deployment: [] }, '"deployment" must be an object'],
  [{ v: 1, commands: {} }, '"commands" must be a list'],
  [{ v: 1, commands: [{ name: 'boot' }] }, 'command 1: "at_us" must be a whole number from 0, not missing'],
  [{ v: 1, commands: [{ at_us: 1, name: 'boot', when: 2 }] }, '"when" is no key of command 1'],
  [JSON.parse('{"v":1,"__proto__":{}}'), '"__proto__" is no key'],
])('refuses %j, naming the key', (value, sentence) => {
  expect(() => readExperiment(value)).toThrow(sentence);
});
