import { beforeAll, describe, expect, it } from 'vitest';
import { commandOf } from '../core/reading/cause.ts';
import { run } from '../core/run/boot.fixture.ts';
import { steps } from '../core/story/steps.ts';
import type { Trace } from '../core/trace/trace.ts';
import { textsOf } from './all.ts';
import { narration } from './index.ts';
import { LANGS } from './lang.ts';
import { storyOf } from './story.ts';

let twoBoots: Trace;
beforeAll(async () => {
  const boot = (at_us: number, server: string) => ({ at_us, name: 'boot', args: { server } });
  twoBoots = await run({ v: 1, commands: [boot(1_000_000, 'vm1'), boot(1_040_000, 'vm2')] });
});

describe('the story of a step while two boots overlap', () => {
  it('tells the states of the server of its own command, never of the neighbour’s', () => {
    const told = steps(twoBoots, 'messages').flatMap((step) => {
      const main = twoBoots.facts[step.main]!;
      const server = commandOf(twoBoots, main)?.args.server;
      const { instance, changes } = storyOf(step, twoBoots);
      return server === undefined || changes.length === 0 ? [] : [[instance, server]];
    });
    expect(new Set(told.map(([, server]) => server))).toEqual(new Set(['vm1', 'vm2']));
    expect(told.filter(([instance, server]) => instance !== server)).toEqual([]);
  });

  it('counts the neighbour’s rows with those that others wrote meanwhile', () => {
    const stories = steps(twoBoots, 'messages').map((step) => storyOf(step, twoBoots));
    const own = stories.filter(({ main }) => commandOf(twoBoots, main) !== null);
    expect(own.some(({ main, others }) => others.some(({ actor }) => actor === main.actor))).toBe(true);
  });
});

it('a call that is in the air when the run is cut off is told as one that still waits then', async () => {
  const boot = { at_us: 1_000_000, name: 'boot' };
  const whole = await run({ v: 1, commands: [boot] });
  const call = whole.facts.find(
    (fact) => fact.kind === 'message.published' && fact.rpc.method === 'select_destinations',
  );
  const cut = await run({ v: 1, commands: [boot], until_us: (call?.at ?? 0) + 20_000 });
  const last = steps(cut, 'messages').at(-1)!;
  const told = LANGS.map((lang) =>
    narration(textsOf(lang), last, cut)
      .map((part) => ('text' in part ? part.text : ''))
      .join(''),
  );
  expect(told[0]).toContain(' waits for the answer; it has not come when the run ends.');
  expect(told[1]).toContain('停下来等待应答，到运行结束时还没有等到。');
});
