import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { indexOf } from '../reading/trace-index.ts';
import { requestsOf } from '../report/requests.ts';
import type { Fact } from '../trace/fact.ts';
import { brokerExperiment } from './broker-experiment.ts';
import {
  COMPUTE_LOG,
  CONDUCTOR_LOG,
  DEFINITIONS,
  OSLO_JSON,
  OSPROFILER,
  RABTAP,
  REQ,
  SCHEDULER_LOG,
  SERVER,
  TRACING_JSON,
  TRACING_TEXT,
} from './foreign.fixture.ts';
import { openFiles } from './open.fixture.ts';
import { writeTrace } from './trace-file.ts';

/** Actor, kind and what of each message: `nova-conductor published call select_destinations`. */
const told = (facts: readonly Fact[]): string[] =>
  facts.flatMap((fact) => {
    if (fact.kind === 'message.published')
      return [
        `${fact.actor} sends ${[fact.rpc.type, fact.rpc.method ?? fact.rpc.in_reply_to ?? ''].join(' ').trim()}`,
      ];
    return fact.kind === 'message.delivered' ? [`${fact.actor} gets`] : [];
  });

const ROUND = [
  'nova-conductor sends call select_destinations',
  'nova-scheduler gets',
  'nova-scheduler sends reply select_destinations',
  'nova-conductor gets',
];

describe('rabbitmq_tracing', () => {
  it('in JSON is paired, and services are found by what they send and take', () => {
    const { trace, report } = openFiles({ 'any name': TRACING_JSON.join('\n') });
    expect(report.files[0]?.format).toBe('tracing_json');
    expect(told(trace.facts)).toEqual(ROUND);
    expect(report.inferred).toEqual(['nova-conductor', 'nova-scheduler']);
    expect(trace.topology.services.map(({ actor, inferred }) => [actor, inferred])).toEqual([
      ['nova-conductor', true],
      ['nova-scheduler', true],
    ]);
    // what this format does not tell is no "no"
    expect(trace.facts[1]).toMatchObject({ redelivered: null, cause: 0 });
    expect(requestsOf(indexOf(trace))).toMatchObject([
      { id: REQ, servers: [SERVER], messages: 2, outcome: { kind: 'replied' } },
    ]);
    expect([...indexOf(trace).calls.values()][0]?.replies).toHaveLength(1);
  });

  it('whose payload was cut is a message of which the body is not known', () => {
    const cut = JSON.parse(TRACING_JSON[0] ?? '') as { payload: string };
    const line = JSON.stringify({ ...cut, payload: cut.payload.slice(0, 40) });
    const { trace } = openFiles({ f: line });
    expect(trace.facts[0]).toMatchObject({
      kind: 'message.published',
      rpc: { type: 'other' },
      body: '‹hidden: string, 30 bytes›',
    });
  });

  it('as text is read record by record, bodies with rules of their own and terms over several lines', () => {
    const { trace, report } = openFiles({ f: TRACING_TEXT });
    expect(report.files[0]).toMatchObject({ format: 'tracing_text', records: 3, skipped: 0 });
    expect(told(trace.facts).slice(0, 2)).toEqual(ROUND.slice(0, 2));
    expect(trace.facts[0]).toMatchObject({
      properties: { expiration: '60000', content_type: 'application/json' },
    });
    expect(trace.facts.at(-1)).toMatchObject({ kind: 'message.dropped', reason: 'unroutable' });
  });
});

describe('rabtap', () => {
  it('is read document by document; what the firehose told stands in the headers', () => {
    const { trace, report } = openFiles({ f: RABTAP });
    expect(report.files[0]).toMatchObject({ format: 'rabtap', records: 2 });
    expect(trace.facts.map(({ kind }) => kind)).toEqual(['message.published', 'message.delivered']);
    expect(trace.facts[1]).toMatchObject({ queue: 'scheduler', redelivered: true });
  });
});

describe('logs', () => {
  it('of several services at once are paired by msg id and unique id, whatever their names are', () => {
    const { trace, report } = openFiles({ a: CONDUCTOR_LOG, b: SCHEDULER_LOG });
    expect(report.silentLogs).toBe(0);
    expect(report.files.map(({ format }) => format)).toEqual(['oslo_text', 'oslo_text']);
    expect(told(trace.facts)).toEqual([...ROUND, 'nova-conductor sends cast']);
    expect(report.files.map(({ skipped }) => skipped)).toEqual([0, 0]);
    expect(requestsOf(indexOf(trace))[0]).toMatchObject({ id: REQ, what: 'select_destinations' });
    expect([...writeTrace(trace)].join()).not.toContain('secret-word');
  });

  it('without a line of a message are counted, since that is oslo.messaging held at INFO', () => {
    const quiet = COMPUTE_LOG.split('\n').filter((line) => !line.includes('DEBUG'));
    const { report } = openFiles({ 'x.log': quiet.join('\n') });
    expect(report.silentLogs).toBe(report.files[0]?.records);
    expect(report.silentLogs).toBeGreaterThan(0);
  });

  it('of DevStack name the service and its host; a traceback is one record without what it quotes', () => {
    const { trace } = openFiles({ 'x.log': COMPUTE_LOG });
    expect(trace.topology.services).toMatchObject([{ actor: 'nova-compute-cpu1', host: 'cpu1' }]);
    const line = trace.facts.find((fact) => fact.kind === 'log.written');
    expect(line).toMatchObject({
      level: 'ERROR',
      instance: SERVER,
      request: { id: REQ },
      trace: 'nova/compute/manager.py:77 _spawn',
    });
    expect([...writeTrace(trace)].join()).not.toContain('secret-word');
  });

  it('in JSON, of both formatters, are the same', () => {
    const { trace, report } = openFiles({ 'all.json': OSLO_JSON });
    expect(report.files[0]?.format).toBe('oslo_json');
    expect(told(trace.facts)).toEqual(['nova-conductor sends call', 'nova-scheduler gets']);
  });
});

describe('OSProfiler', () => {
  const page = `<!doctype html><html><script>\nvar OSProfilerData = ${JSON.stringify(OSPROFILER)};\n</script></html>`;

  it.each([
    ['JSON', JSON.stringify(OSPROFILER, null, 1), 'osprofiler'],
    ['HTML', page, 'osprofiler_html'],
  ])(
    'as %s tells the request, the message and the statement, and none of their values',
    (_, text, format) => {
      const { trace, report } = openFiles({ f: text });
      expect(report.files[0]?.format).toBe(format);
      const kinds = trace.facts.map(({ kind, actor }) => `${actor} ${kind}`);
      expect(kinds).toEqual([
        '? http.requested',
        'nova-api message.published',
        'nova-conductor message.delivered',
        'nova-conductor sql.executed',
        'nova-api http.answered',
      ]);
      expect(trace.facts[3]).toMatchObject({
        statement: 'SELECT instances.id FROM instances WHERE uuid = ?',
        table: 'instances',
      });
      expect([...writeTrace(trace)].join()).not.toContain('secret-word');
    },
  );
});

describe('other ways in', () => {
  it('lines of nobody’s format are read by an expression with named groups; those that do not fit are counted', () => {
    const pattern = '^(?<time>[\\d:]+) (?<service>\\S+) calls (?<method>\\w+) at (?<to>\\S+)$';
    const { trace, report } = openFiles(
      { f: '12:00:01 a-api calls spawn at b-engine\nnonsense\n' },
      { custom: { pattern } },
    );
    expect(told(trace.facts)).toEqual(['a-api sends cast spawn', 'b-engine gets']);
    expect(report.files[0]).toMatchObject({ format: 'custom', skipped: 1, first: [{ number: 2 }] });
    expect(() => openFiles({ f: 'x' }, { custom: { pattern: '(' } })).toThrow(
      expect.objectContaining({ code: 'bad_pattern' }),
    );
  });

  it('definitions of a broker become a playground with its exchanges, queues and bindings, and without its users', () => {
    const { broker, report } = openFiles({ f: JSON.stringify(DEFINITIONS) });
    expect(report.files[0]?.format).toBe('definitions');
    const played = broker && brokerExperiment(broker);
    expect(played).toMatchObject({ exchanges: 1, queues: 1, bindings: 1, left: 0 });
    expect(played?.experiment.commands?.map(({ name }) => name)).toEqual([
      'declare_exchange',
      'declare_queue',
      'bind',
    ]);
    expect(JSON.stringify(broker)).not.toContain('secret-word');
  });

  it('a zip of several files is one import; an archive within an archive, a cut one and a bomb are refused', () => {
    const inner = zipSync({ 'a.log': strToU8(CONDUCTOR_LOG), 'deep/b.log': strToU8(SCHEDULER_LOG) });
    const { trace, report } = openFiles({ 'both.zip': inner });
    expect(report.files.map(({ name }) => name)).toEqual(['a.log', 'b.log']);
    expect(told(trace.facts)).toHaveLength(5);
    const refused = (files: { readonly [name: string]: Uint8Array }): unknown => {
      try {
        return openFiles(files);
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    expect(refused({ f: zipSync({ 'inner.zip': inner }) })).toBe('bad_archive');
    expect(refused({ f: inner.slice(0, 200) })).toBe('bad_archive');
    const blanks = new Uint8Array(30_000_000).fill(32);
    expect(refused({ f: zipSync({ blanks }) })).toBe('too_large');
  });
});
