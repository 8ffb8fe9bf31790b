/** Secrets in all places of what clouds record, in every format that is read: none of them is in anything that leaves an import. */
import { describe, expect, it } from 'vitest';
import { textToBase64 } from '../base/base64.ts';
import { OUT_FORMAT_NAMES, outFile } from '../out/formats.ts';
import { indexOf } from '../reading/trace-index.ts';
import { requestsOf } from '../report/requests.ts';
import { brokerExperiment } from './broker-experiment.ts';
import { PLANTED } from './canaries.fixture.ts';
import { SECRETS, secretsIn } from './canary-looks.fixture.ts';
import { toFirehose } from './firehose.ts';
import { openFiles } from './open.fixture.ts';
import type { Opened } from './readers/import.ts';
import { writeTrace } from './trace-file.ts';

const opened = PLANTED.map(({ what, files, pattern }) => ({
  what,
  opened: openFiles(files, pattern === undefined ? {} : { custom: { pattern } }),
}));
const [own] = opened as [(typeof opened)[number]];

const outside = ({ trace, report, broker }: Opened): { readonly [place: string]: string } => ({
  trace: JSON.stringify(trace),
  report: JSON.stringify(report),
  broker: JSON.stringify(broker && [broker, brokerExperiment(broker)]),
  requests: JSON.stringify(requestsOf(indexOf(trace))),
  'trace file': [...writeTrace(trace)].join('\n'),
  firehose: [...toFirehose(trace, { periodic: true })].map((one) => JSON.stringify(one)).join('\n'),
  ...Object.fromEntries(
    OUT_FORMAT_NAMES.map((format) => [format, [...outFile(format, trace).pieces].join('')]),
  ),
});

describe('imports full of secrets', () => {
  it('have forty of them or more, which differ, and would be found', () => {
    expect(SECRETS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(SECRETS).size).toBe(SECRETS.length);
    for (const one of SECRETS) {
      expect(secretsIn(`x ${one} y`)).toContain(one);
      expect(secretsIn(textToBase64(`{"a":"${one}"}`))).toContain(one);
      expect(secretsIn(encodeURIComponent(one))).toContain(one);
    }
  });

  it('are read all the same', () => {
    const { trace, report } = own.opened;
    expect(trace.facts.filter(({ kind }) => kind === 'message.published').length).toBeGreaterThan(90);
    for (const kind of ['row.changed', 'sql.executed', 'http.requested'] as const)
      expect(
        trace.facts.some((fact) => fact.kind === kind),
        kind,
      ).toBe(true);
    expect(report.files.filter(({ format }) => format === null)).toHaveLength(1);
    for (const { what, opened: one } of opened.slice(1)) {
      expect(
        one.report.files.every(({ format }) => format !== null),
        what,
      ).toBe(true);
      expect(one.trace.facts.length > 0 || one.broker !== null, what).toBe(true);
    }
  });

  it.each(opened)('none is in what leaves $what', ({ opened: one }) => {
    for (const [place, text] of Object.entries(outside(one))) expect(secretsIn(text), place).toEqual([]);
  });

  it('a trace file of our own that is broken is refused without a word of what stands in it', () => {
    const [text = '', key = '', digits = ''] = [SECRETS[2], SECRETS[0], SECRETS[5]];
    const head = { novascope: 'trace', v: 1, source: 'recorded', experiment: null, epoch_ms: 0, error: null };
    const whole = { ...head, topology: { vhosts: [], databases: [], services: [] }, seed: {} };
    for (const [first, second] of [
      [{ ...whole, source: text }, {}],
      [{ ...whole, [key]: 1 }, {}],
      [whole, { kind: text }],
      [whole, { kind: 'log.written', [key]: Number(digits) }],
      [
        whole,
        {
          kind: 'recording.gap',
          index: Number(digits),
          at: 0,
          actor: text,
          cause: null,
          group: key,
          lost: 1,
        },
      ],
    ])
      expect(() => openFiles({ f: `${JSON.stringify(first)}\n${JSON.stringify(second)}` })).toThrow(
        expect.objectContaining({
          code: 'bad_trace_file',
          message: expect.not.stringMatching(/canary|4111/),
        }),
      );
  });

  it('each place where something was hidden is counted', () => {
    for (const place of [
      'context',
      'arguments',
      'result',
      'failure',
      'notification',
      'body',
      'headers',
      'row',
      'parameter',
      'statement',
      'address',
      'broker',
    ] as const)
      expect(own.opened.report.hidden[place]?.values, place).toBeGreaterThan(0);
    expect(opened.some((one) => (one.opened.report.hidden.log?.values ?? 0) > 0)).toBe(true);
  });

  it('what was hidden says what it was and how long', () => {
    const text = JSON.stringify(own.opened.trace);
    expect(text).toContain('‹hidden: string, 32 bytes›');
    expect(text).toMatch(/‹hidden: (list|object), \d+ bytes›/);
  });
});
