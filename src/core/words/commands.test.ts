import { expect, test } from 'vitest';
import { argumentsOf, COMMAND_NAMES, commandLeaving, commandRow, hasCommandsOn, waits } from './commands.ts';

test('a command waits when its moment is not the usual one', () => {
  expect(waits('kill', { service: 'a', when: 'before_ack' })).toBe(true);
  expect(waits('kill', { service: 'a', when: 'now' })).toBe(false);
  expect(waits('kill', { service: 'a' })).toBe(false);
  expect(waits('slow', { service: 'a', percent: 200 })).toBe(false);
});

test('what can wait has a judge for it, and has one moment that is the usual one', () => {
  for (const name of COMMAND_NAMES) {
    const moments = argumentsOf(name).filter((one) => one.each);
    expect(commandRow(name).armed !== undefined, name).toBe(moments.length === 1);
    for (const { choices, default: usual } of moments) expect(choices, name).toContain(usual);
  }
});

test('an argument that is needed has no default, and a choice that is closed holds its default', () => {
  for (const { needed, default: usual, choices, open } of COMMAND_NAMES.flatMap(argumentsOf)) {
    if (needed) expect(usual).toBeUndefined();
    if (choices && !open && usual !== undefined) expect(choices).toContain(usual);
  }
});

test('a command is found by what it leaves behind, and a menu by what has commands', () => {
  expect(commandLeaving('host joined')).toBe('join_host');
  expect(hasCommandsOn('queue')).toBe(true);
});
