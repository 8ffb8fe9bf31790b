import { expect, test } from 'vitest';
import { callOf, waitedMs } from '../../core/reading/lookup.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import { run } from '../../core/run/boot.fixture.ts';
import { ACTS } from '../../core/run/golden/acts.ts';
import { steps } from '../../core/story/steps.ts';
import { smallBoot } from '../../core/trace/test-traces.fixture.ts';
import { talkOf } from './step-talk.ts';

const trace = smallBoot();

test('the sender of a call waits, the sender of a cast or fanout goes on, and a state is nobody’s letter', () => {
  const list = steps(trace, 'messages');
  const seen = new Set<string>();
  for (const step of list) {
    const talk = talkOf(step, list, trace);
    seen.add(step.kind);
    if (step.kind === 'call' || step.kind === 'reply') expect(talk?.wait).not.toBeNull();
    if (step.kind === 'cast' || step.kind === 'fanout')
      expect(talk).toMatchObject({ wait: null, answer: null });
    if (step.kind === 'state') expect(talk).toBeNull();
  }
  expect([...seen]).toEqual(expect.arrayContaining(['call', 'cast', 'fanout', 'reply', 'state']));
});

test('who asks stands first, be the step the call or its reply, and both tell one wait', () => {
  const list = steps(trace, 'messages');
  const call = list.find((step) => step.kind === 'call')!;
  const reply = list.find((step) => step.kind === 'reply')!;
  const [asked, answered] = [call, reply].map((step) => talkOf(step, list, trace)!);
  expect(answered!.from).toBe(asked!.from);
  expect(asked!.from).toBe(call.from);
  expect(answered!.to).toEqual(asked!.to);
  const main = trace.facts[call.main]!;
  const story = main.kind === 'message.published' ? callOf(indexOf(trace), main) : null;
  expect(asked!.wait?.ms).toBe(waitedMs(indexOf(trace), story!));
  expect(answered!.wait?.ms).toBe(asked!.wait?.ms);
});

test('an answer that lies in a later step is told with its number, one in this step without', () => {
  const list = steps(trace, 'messages');
  const call = list.find((step) => step.kind === 'call')!;
  const reply = list.find((step) => step.kind === 'reply')!;
  expect(talkOf(call, list, trace)?.answer).toMatchObject({ end: 'result', step: reply.n });
  expect(talkOf(reply, list, trace)?.answer).toMatchObject({ end: 'result', step: null });
  const folded = steps(trace, 'teaching');
  const both = folded.find((step) => step.kind === 'call')!;
  expect(talkOf(both, folded, trace)?.answer).toMatchObject({ end: 'result', step: null });
});

test('a caller that is killed while it waits is not said to be answered', async () => {
  const died = await run(ACTS.killed_in_resize!);
  const list = steps(died, 'teaching');
  const stopped = list.find(({ rule }) => rule === 'service.stopped')!;
  const asked = list[stopped.n - 2]!;
  expect(asked.rule).toBe('rpc.Migration.save');
  expect(talkOf(asked, list, died)?.answer).toEqual({ end: 'caller_killed', told: null, step: stopped.n });
});

test('a publisher that a stopped broker holds waits, and has no answer to come', async () => {
  const gone = await run({
    v: 1,
    commands: [
      { at_us: 1_000_000, name: 'boot' },
      { at_us: 1_500_000, name: 'stop_broker' },
    ],
  });
  const list = steps(gone, 'teaching');
  const held = list.find((step) => gone.facts[step.main]?.kind === 'rpc.publish_blocked')!;
  expect(talkOf(held, list, gone)).toMatchObject({ from: 'nova-api', isAway: true, answer: null });
  expect(talkOf(held, list, gone)?.wait).not.toBeNull();
});
