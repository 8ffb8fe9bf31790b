/** Other people's messages in every format that shows a broker's messages: opaque, counted, paired, and nothing of theirs is kept. */
import { describe, expect, it } from 'vitest';
import { indexOf } from '../reading/trace-index.ts';
import { requestsOf } from '../report/requests.ts';
import { isHiddenText } from '../trace/hidden.ts';
import { FOREIGN_MESSAGES, FOREIGN_SECRET } from './foreign-messages.fixture.ts';
import { openFiles } from './open.fixture.ts';

type Foreign = (typeof FOREIGN_MESSAGES)[number];

const RULE = '='.repeat(80);
const base64 = ({ body }: Foreign): string => Buffer.from(body).toString('base64');
const text = ({ body }: Foreign): string => Buffer.from(body).toString('utf8');
const queueOf = ({ key }: Foreign): string => `q.${key}`;
const clock = (i: number, way: number): string => `13:04:${String(i).padStart(2, '0')}.${way}00`;

/** A publication and its delivery, as each format writes them. */
const FORMATS: { readonly [format: string]: (message: Foreign, i: number) => string } = {
  firehose: (one, i) =>
    ['publish', 'deliver']
      .map((kind, way) =>
        JSON.stringify({
          ...{ t: 1_700_000_000_000 + i * 1000 + way * 100, kind, vhost: '/', exchange: one.exchange },
          ...{ routing_keys: [one.key], user: 'shop', connection: `c${way}`, properties: one.properties },
          ...(way === 0 ? { routed_queues: [queueOf(one)] } : { queue: queueOf(one) }),
          payload: text(one),
        }),
      )
      .join('\n'),
  tracing_json: (one, i) =>
    ['published', 'received']
      .map((type, way) =>
        JSON.stringify({
          ...{ timestamp: `2024-12-02T${clock(i, way)}+00:00`, type, vhost: '/', exchange: one.exchange },
          ...{ routing_keys: [one.key], user: 'shop', connection: `c${way}`, properties: one.properties },
          ...{ routed_queues: way === 0 ? [queueOf(one)] : 'none', queue: way === 0 ? 'none' : queueOf(one) },
          payload: base64(one),
        }),
      )
      .join('\n'),
  tracing_text: (one, i) =>
    ['published', 'received']
      .map((type, way) =>
        [
          ...['', RULE, `2024-12-02 ${clock(i, way).replace('.', ':')}: Message ${type}`, ''],
          ...['Node:         rabbit@x', `Connection:   c${way}`, 'Virtual host: /', 'User:         shop'],
          ...['Channel:      1', `Exchange:     ${one.exchange}`, `Routing keys: [<<"${one.key}">>]`],
          way === 0 ? `Routed queues: [<<"${queueOf(one)}">>]` : `Queue:        ${queueOf(one)}`,
          ...[
            `Properties:   [{<<"headers">>,table,[{<<"x">>,longstr,<<"${FOREIGN_SECRET}">>}]}]`,
            'Payload:',
            text(one),
          ],
        ].join('\n'),
      )
      .join('\n'),
  rabtap: (one, i) =>
    ['publish', 'deliver']
      .map((way, at) =>
        JSON.stringify({
          Exchange: 'amq.rabbitmq.trace',
          RoutingKey: at === 0 ? `publish.${one.exchange}` : `deliver.${queueOf(one)}`,
          XRabtapReceivedTimestamp: `2024-12-02T${clock(i, at)}Z`,
          Body: base64(one),
          Headers: {
            ...{
              exchange_name: one.exchange,
              routing_keys: [one.key],
              properties: one.properties,
              vhost: '/',
            },
            ...{ user: 'shop', connection: `c${way}` },
            ...(at === 0 ? { routed_queues: [queueOf(one)] } : { redelivered: 0 }),
          },
        }),
      )
      .join('\n'),
};

describe.each(Object.keys(FORMATS))('foreign traffic in %s', (format) => {
  const write = FORMATS[format] as (message: Foreign, i: number) => string;

  it.each(FOREIGN_MESSAGES)('$what is opaque, and paired with its delivery', (one) => {
    const { trace, report } = openFiles({ f: write(one, 0) });
    expect(report.files[0]).toMatchObject({ format, records: 2, skipped: 0 });
    expect(report.unpaired).toBe(0);
    const [published] = trace.facts.filter((fact) => fact.kind === 'message.published');
    expect(published?.rpc).toMatchObject({ type: 'other' });
    expect(published?.rpc).not.toHaveProperty('method');
    const isEnvelope = published?.body.startsWith('{"oslo.version"') ?? false;
    expect(published?.body === '' || isEnvelope || isHiddenText(published?.body ?? '')).toBe(true);
    expect(trace.facts.filter(({ kind }) => kind === 'message.delivered')).toHaveLength(1);
    expect(JSON.stringify([trace, report])).not.toContain(FOREIGN_SECRET);
    expect(JSON.stringify(trace).length).toBeLessThan(6000);
  });

  it('all of it in one file is one trace, with every message once', () => {
    const { trace, report } = openFiles({ f: FOREIGN_MESSAGES.map(write).join('\n') });
    expect(report.files[0]).toMatchObject({ format, records: 2 * FOREIGN_MESSAGES.length, skipped: 0 });
    const kinds = trace.facts.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'message.published')).toHaveLength(FOREIGN_MESSAGES.length);
    expect(kinds.filter((kind) => kind === 'message.delivered')).toHaveLength(FOREIGN_MESSAGES.length);
    expect(requestsOf(indexOf(trace))).toEqual([]);
  });
});
