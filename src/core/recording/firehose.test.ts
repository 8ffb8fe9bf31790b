import { describe, expect, it } from 'vitest';
import { SIMULATOR_ONLY } from '../trace/fact.ts';
import { smallBoot } from '../trace/test-traces.fixture.ts';
import { type FirehoseLine, toFirehose } from './firehose.ts';
import { openLines } from './open.fixture.ts';
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
    const { trace, report } = openLines(['{', line({}), line({ t: 'x' }), delivery({})]);
    expect(trace.facts.map((f) => f.kind)).toEqual([
      'message.published',
      // what cannot be read was a message
      'recording.gap',
      'message.delivered',
    ]);
    expect(report.files[0]?.skipped).toBe(2);
    expect(report.files[0]?.first.map(({ number }) => number)).toEqual([1, 3]);
    expect(report.files[0]?.first[1]?.reason).toContain('`t`');
  });

  it('gives no fact that only the simulator can know, though the run that was written has some', () => {
    const known = smallBoot().facts.filter(({ kind }) => SIMULATOR_ONLY.includes(kind));
    expect(known.length).toBeGreaterThan(0);
    const lines = [...toFirehose(smallBoot(), { periodic: true })].map((each) => JSON.stringify(each));
    const { trace } = openLines(lines);
    expect(trace.facts.length).toBeGreaterThan(10);
    expect(trace.facts.filter(({ kind }) => SIMULATOR_ONLY.includes(kind))).toEqual([]);
  });

  it('refuses a file without one readable line', () => {
    expect(() => openLines(['nonsense'])).toThrow(/none of the formats .* firehose/);
    expect(() => openLines([])).toThrow(
      expect.objectContaining({
        code: 'empty_recording',
        message: 'no record of "trace.ndjson" can be read: it is empty',
      }),
    );
    expect(() => openLines([line({ t: 'x' })])).toThrow(
      expect.objectContaining({ code: 'empty_recording', message: expect.stringMatching(/line 1 `t`/) }),
    );
  });

  it('puts a delivery that was recorded before its publication right after it', () => {
    const { trace, report } = openLines([delivery({}), line({})]);
    expect(trace.facts.map((f) => f.kind)).toEqual(['message.published', 'message.delivered']);
    expect(report.unpaired).toBe(0);
  });

  it('keeps a delivery whose publication lies before the recording, says so of its message, and counts it', () => {
    const { trace, report } = openLines([delivery({}), delivery({ queue: 'other' })]);
    expect(trace.facts.map((f) => [f.kind, f.actor])).toEqual([
      ['message.published', '?'],
      ['message.delivered', 'nova-conductor-super'],
      ['message.delivered', 'nova-conductor-super'],
    ]);
    expect(trace.facts[0]).toMatchObject({ rpc: { only_delivered: true } });
    expect(report.unpaired).toBe(1);
  });

  it('keeps times that go back in file order, and counts them', () => {
    const { trace, report } = openLines([line({ t: 5000 }), delivery({ t: 4000 })]);
    expect(report.reordered).toBe(1);
    expect(trace.facts.map((f) => f.kind)).toEqual(['message.published', 'message.delivered']);
    expect(trace.facts[0]?.at).toBe(trace.facts[1]?.at);
  });

  it('says that a message routed nowhere was dropped', () => {
    const { trace } = openLines([line({ routed_queues: [] })]);
    expect(trace.facts[1]).toMatchObject({ kind: 'message.dropped', reason: 'unroutable', cause: 0 });
  });

  it('keeps a gap that a tap has written', () => {
    const { trace } = openLines([line({}), JSON.stringify({ kind: 'gap', t: 1001, lost: 12 })]);
    expect(trace.facts.at(-1)).toMatchObject({ kind: 'recording.gap', lost: 12 });
  });

  it('takes the rows of before.json as they would stand in a cell', () => {
    const before = { 'nova_cell1.instances': [{ id: 1, deleted: false, host: 'cpu1', flavor: { cur: 1 } }] };
    const { trace } = openLines([line({})], before);
    expect(trace.seed['nova_cell1.instances']).toEqual([
      { id: 1, deleted: 0, host: 'cpu1', flavor: '‹hidden: string, 9 bytes›' },
    ]);
    expect(trace.topology.databases).toEqual(['nova_cell1']);
  });
});

describe.skipIf(!hasRecordings)('the recordings', () => {
  /** What is not hidden or renamed: everything but bodies, ids, and where in the window it was. */
  const comparable = (l: FirehoseLine): object => {
    const { method, version, type, request_id, detail, in_reply_to, failure } = l.rpc;
    const ids = (text: string): string => text.replace(/[0-9a-f]{32}/g, '<id>');
    const { t, kind, vhost, exchange, properties, user, group } = l;
    const keys = l.routing_keys.map(ids);
    const queues = (l.kind === 'publish' ? l.routed_queues : [l.queue]).map(ids);
    const rpc = { method, version, type, request_id, detail, in_reply_to, failure };
    const to = l.kind === 'publish' ? [l.from, l.to] : [];
    return { t, kind, vhost, exchange, properties, user, group, keys, queues, rpc, to };
  };

  it.each(RECORDINGS)('come out as they went in, but for what is hidden or renamed: %s', (name) => {
    const texts = recordedText(name);
    const { trace, report } = openLines(texts);
    expect([report.files[0]?.skipped, report.unpaired, report.reordered]).toEqual([0, 0, 0]);
    const written = [...toFirehose(trace, { periodic: true })];
    expect(written.map(comparable)).toEqual(
      texts.map((text) => comparable(JSON.parse(text) as FirehoseLine)),
    );
  });
});
