/** What the firehose copies, as a line: redacted, whole enough to be opened, whoever sent it. */
import { describe, expect, test } from 'vitest';
import { openLines } from '../core/recording/open.fixture.ts';
import { makeRedactor } from '../core/recording/redact/redactor.ts';
import { makeLineReader, type TapLine, type TracedMessage } from './line.ts';

const SECRET = 'hunter2-and-a-half';

const traced = (routingKey: string, headers: object, body: string): TracedMessage => ({
  routingKey,
  headers: {
    ...{ exchange_name: 'nova', routing_keys: ['compute.cpu1'], node: 'rabbit@x', vhost: '/' },
    ...{ connection: '127.0.0.1:4711 -> 127.0.0.1:5672', channel: 1, user: 'guest', properties: {} },
    ...headers,
  },
  body,
});

const ID = '00112233445566778899aabbccddeeff';
const REQUEST = {
  method: 'build_and_run_instance',
  version: '6.0',
  args: { admin_password: SECRET, injected_files: [[SECRET, SECRET]], instance: { user_data: SECRET } },
  _unique_id: ID,
  _context_request_id: 'req-00000000-0000-4000-8000-000000000000',
  _context_auth_token: SECRET,
  _context_service_catalog: [{ endpoints: SECRET }],
};
const ENVELOPE = JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': JSON.stringify(REQUEST) });

const redact = makeRedactor('a test');
const line = (message: TracedMessage): TapLine =>
  makeLineReader(redact, 400, () => null).read(message, 1000) as TapLine;

describe('a line of the tap', () => {
  test('names method, ids and queues, and none of what the message keeps to itself', () => {
    const told = line(
      traced(
        'publish.nova',
        { routed_queues: ['compute.cpu1'], properties: { headers: { token: SECRET } } },
        ENVELOPE,
      ),
    );
    expect(told).toMatchObject({
      ...{ kind: 'publish', t: 1000, dt: 600, exchange: 'nova', routing_keys: ['compute.cpu1'] },
      ...{
        routed_queues: ['compute.cpu1'],
        user: 'guest',
        rpc: { type: 'cast', method: 'build_and_run_instance' },
      },
    });
    expect(JSON.stringify(told)).not.toContain(SECRET);
    expect(told.payload).not.toContain(ID);
  });

  test('a delivery is one of its publication when the lines are opened, by whoever took it', () => {
    const lines = [
      line(traced('publish.nova', { routed_queues: ['compute.cpu1'] }, ENVELOPE)),
      line(
        traced(
          'deliver.compute.cpu1',
          { redelivered: 1, connection: '127.0.0.1:4712 -> 127.0.0.1:5672' },
          ENVELOPE,
        ),
      ),
    ];
    const { trace } = openLines(lines.map((one) => JSON.stringify(one)));
    const delivered = trace.facts.find(({ kind }) => kind === 'message.delivered');
    expect(delivered).toMatchObject({ actor: 'nova-compute-cpu1', queue: 'compute.cpu1', redelivered: true });
    expect(trace.facts.filter(({ kind }) => kind === 'message.published')).toHaveLength(1);
  });

  test.each([
    [
      'Celery',
      JSON.stringify([[1, SECRET], { kwarg: SECRET }, { callbacks: null, chain: null }]),
      { task: 'tasks.add', id: SECRET },
    ],
    [
      'MassTransit',
      JSON.stringify({
        messageId: SECRET,
        messageType: ['urn:message:Orders:Placed'],
        message: { card: SECRET },
      }),
      {},
    ],
    ['bytes', String.fromCharCode(0, 255, 128, 10), {}],
    ['broken JSON', `{"oslo.message": "{${SECRET}`, {}],
    ['nothing', '', {}],
  ])('foreign traffic is opaque: %s', (_name, body, headers) => {
    const told = line(
      traced('publish.celery', { exchange_name: 'celery', routed_queues: [], properties: { headers } }, body),
    );
    expect(told.rpc).toMatchObject({ type: 'other' });
    expect(JSON.stringify(told)).not.toContain(SECRET);
    expect(openLines([JSON.stringify(told)]).trace.facts.some(({ kind }) => kind === 'message.dropped')).toBe(
      true,
    );
  });

  test('what is no firehose is no line', () => {
    expect(makeLineReader(redact, 0, () => null).read(traced('other.key', {}, ''), 0)).toBeNull();
  });
});
