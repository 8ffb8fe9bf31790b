import { describe, expect, it } from 'vitest';
import { SIMULATOR_ONLY } from '../trace/fact.ts';
import { smallBoot } from '../trace/test-traces.fixture.ts';
import { type FirehoseLine, toFirehose } from './firehose.ts';
import { readFirehose } from './firehose-reader.ts';
import { sequenceLines } from './sequence.ts';
import { hasRecordings, RECORDINGS, recordedText } from './shared.fixture.ts';

const line = (change: object): string =>
  JSON.stringify({
    t: 1000.5,
    kind: 'publish',
    vhost: '/',
    exchange: 'nova',
    routing_keys: ['conductor'],
    routed_queues: ['conductor'],
    user: 'nova-api',
    payload: { 'oslo.version': '2.0', 'oslo.message': { method: 'm', args: {}, _unique_id: 'u1' } },
    group: 'scenario',
    ...change,
  });
const delivery = (change: object): string =>
  line({ kind: 'deliver', queue: 'conductor', user: 'nova-conductor-super', t: 1000.75, ...change });

describe('a firehose', () => {
  it('leaves periodic work out, unless it is asked for', () => {
    const methods = (periodic: boolean): unknown[] =>
      [...toFirehose(smallBoot(), { periodic })].map((l) => l.rpc.detail);
    expect(methods(false)).not.toContain('Service.save');
    expect(methods(true)).toContain('Service.save');
  });

  it('keeps what a command caused even where its group is periodic', () => {
    const trace = smallBoot();
    const facts = trace.facts.map((f) =>
      f.kind === 'message.published' ? { ...f, group: 'periodic' as const } : f,
    );
    const kept = [...toFirehose({ ...trace, facts }, { periodic: false })];
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.every((l) => l.group === 'periodic')).toBe(true);
  });

  it('says in its sequence who sends what to whom, and that a fanout reached nobody', () => {
    const text = [...sequenceLines(smallBoot(), { periodic: false })];
    expect(text[0]).toContain('nova-api -> nova-compute-cpu1  cast build_and_run_instance');
    expect(text.at(-1)).toContain('nobody (no queue bound)');
  });
});

describe('a reader of the firehose', () => {
  it('skips a broken line and says which and why', () => {
    const { trace, skipped } = readFirehose(['{', line({}), line({ t: 'x' }), delivery({})]);
    expect(trace.facts.map((f) => f.kind)).toEqual(['message.published', 'message.delivered']);
    expect(skipped.map((s) => s.line)).toEqual([1, 3]);
    expect(skipped[1]?.reason).toContain('`t`');
  });

  it('gives no fact that only the simulator can know, though the run that was written has some', () => {
    const known = smallBoot().facts.filter(({ kind }) => SIMULATOR_ONLY.includes(kind));
    expect(known.length).toBeGreaterThan(0);
    const lines = [...toFirehose(smallBoot(), { periodic: true })].map((each) => JSON.stringify(each));
    const { trace } = readFirehose(lines);
    expect(trace.facts.length).toBeGreaterThan(10);
    expect(trace.facts.filter(({ kind }) => SIMULATOR_ONLY.includes(kind))).toEqual([]);
  });

  it('refuses a file without one readable line', () => {
    expect(() => readFirehose([])).toThrow(expect.objectContaining({ code: 'empty_recording' }));
    expect(() => readFirehose(['nonsense'])).toThrow(/line 1 is no JSON/);
  });

  it('puts a delivery that was recorded before its publication right after it', () => {
    const { trace, unpaired } = readFirehose([delivery({}), line({})]);
    expect(trace.facts.map((f) => f.kind)).toEqual(['message.published', 'message.delivered']);
    expect(unpaired).toBe(0);
  });

  it('keeps a delivery whose publication lies before the recording, and counts it', () => {
    const { trace, unpaired } = readFirehose([delivery({}), delivery({ queue: 'other' })]);
    expect(trace.facts.map((f) => f.cause)).toEqual([null, null]);
    expect(unpaired).toBe(2);
  });

  it('keeps times that go back in file order, and counts them', () => {
    const { trace, reordered } = readFirehose([line({ t: 5000 }), delivery({ t: 4000 })]);
    expect(reordered).toBe(1);
    expect(trace.facts.map((f) => f.at)).toEqual([0, 0]);
  });

  it('says that a message routed nowhere was dropped', () => {
    const { trace } = readFirehose([line({ routed_queues: [] })]);
    expect(trace.facts[1]).toMatchObject({ kind: 'message.dropped', reason: 'unroutable', cause: 0 });
  });

  it('takes the rows of before.json as they would stand in a cell', () => {
    const before = { 'nova_cell1.instances': [{ id: 1, deleted: false, flavor: { cur: 1 } }] };
    const { trace } = readFirehose([line({})], { before });
    expect(trace.seed['nova_cell1.instances']).toEqual([{ id: 1, deleted: 0, flavor: '{"cur":1}' }]);
    expect(trace.topology.databases).toEqual(['nova_cell1']);
  });
});

describe.skipIf(!hasRecordings)('the recordings', () => {
  const comparable = (l: FirehoseLine): string => {
    const { dt: _dt, channel: _channel, ...rest } = l;
    return JSON.stringify(rest);
  };

  it.each(RECORDINGS)('come out as they went in, but for channel and start of the window: %s', (name) => {
    const texts = recordedText(name);
    const { trace, skipped, unpaired, reordered } = readFirehose(texts);
    expect([skipped.length, unpaired, reordered]).toEqual([0, 0, 0]);
    const written = [...toFirehose(trace, { periodic: true })];
    expect(written.map(comparable)).toEqual(
      texts.map((text) => comparable(JSON.parse(text) as FirehoseLine)),
    );
    const [first, last] = [written[0], written.at(-1)].map((l) => Object.keys(l ?? {}));
    const keysOf = (text: string | undefined): string[] => Object.keys(JSON.parse(text ?? '{}') as object);
    expect([first, last]).toEqual([keysOf(texts[0]), keysOf(texts.at(-1))]);
  });
});
