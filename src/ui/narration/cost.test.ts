import { expect, test } from 'vitest';
import { steps } from '../../core/story/steps.ts';
import { smallBoot } from '../../core/trace/test-traces.fixture.ts';
import { costOf } from './cost.ts';

test('the sender of a call waits, the sender of a cast or fanout goes on, a reply costs nothing', () => {
  const trace = smallBoot();
  const list = steps(trace, 'messages');
  const seen = new Set<string>();
  for (const step of list) {
    const cost = costOf(step, trace);
    seen.add(step.kind);
    if (step.kind === 'call') expect(cost).toMatchObject({ kind: 'waits' });
    if (step.kind === 'cast' || step.kind === 'fanout') expect(cost).toEqual({ kind: 'goes_on' });
    if (step.kind === 'reply' || step.kind === 'state') expect(cost).toBeNull();
  }
  expect([...seen]).toEqual(expect.arrayContaining(['call', 'cast', 'fanout', 'reply']));
});

test('how long a call was waited for is the time until its reply was delivered to the caller', () => {
  const trace = smallBoot();
  const call = steps(trace, 'messages').find((step) => step.kind === 'call');
  const cost = costOf(call!, trace);
  const main = trace.facts[call!.main]!;
  const msgId = main.kind === 'message.published' ? main.rpc.msg_id : '';
  const reply = trace.facts.find(
    (fact) => fact.kind === 'message.published' && fact.rpc.type === 'reply' && fact.rpc.msg_id === msgId,
  );
  const arrival = trace.facts.find(
    (fact) =>
      fact.kind === 'message.delivered' &&
      reply?.kind === 'message.published' &&
      fact.message === reply.message,
  );
  expect(cost).toEqual({ kind: 'waits', ms: (arrival!.at - main.at) / 1000 });
});
