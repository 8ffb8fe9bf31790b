import { describe, expect, test } from 'vitest';
import { CodedError } from '../base/assert.ts';
import type { Json } from '../base/json.ts';
import { fromMs } from '../base/time.ts';
import { give, ofKind } from '../kernel/kernel.fixture.ts';
import { sleep, type Task } from '../service/effects.ts';
import { call } from './client.ts';
import { unpack } from './envelope.ts';
import { cloud, MINUTE, out, result } from './rpc.fixture.ts';

describe('a call', () => {
  test('gives the result of one worker to its caller, through one reply queue for all calls', () => {
    const { kernel, transport } = cloud();
    expect(result(kernel, call(transport, out('echo', { x: 1 }), MINUTE))).toEqual({
      value: { got: 1, by: 'req-1' },
    });
    expect(result(kernel, call(transport, out('echo', { x: 2 }), MINUTE))).toEqual({
      value: { got: 2, by: 'req-1' },
    });
    const replyQueues = ofKind(kernel.facts, 'queue.declared').filter((f) => f.queue.startsWith('reply_'));
    expect(replyQueues).toHaveLength(1);
    expect(replyQueues[0]).toMatchObject({ durable: false, auto_delete: false, exclusive: false });
    expect(replyQueues[0]?.arguments).toEqual({ 'x-expires': 1_800_000 });
  });

  test('is acked before it is dispatched', () => {
    const { kernel, transport } = cloud();
    result(kernel, call(transport, out('echo'), MINUTE));
    const [dispatched] = ofKind(kernel.facts, 'rpc.dispatched');
    const acked = ofKind(kernel.facts, 'message.acked').find((f) => f.message === dispatched?.message);
    expect(acked?.index).toBeLessThan(dispatched?.index ?? -1);
  });

  test('carries its envelope, its msg id, its reply queue and a time to live equal to its time-out', () => {
    const { kernel, transport } = cloud();
    result(kernel, call(transport, out('echo', { x: 'ü' }), MINUTE));
    const [request, reply] = ofKind(kernel.facts, 'message.published');
    expect(request?.properties).toEqual({
      expiration: '60000',
      priority: 0,
      delivery_mode: 2,
      content_encoding: 'utf-8',
      content_type: 'application/json',
    });
    expect(Object.keys(JSON.parse(request?.body ?? ''))).toEqual(['oslo.version', 'oslo.message']);
    const message = unpack(request?.body ?? '');
    expect(Object.keys(message)).toEqual([
      'method',
      'args',
      'version',
      '_msg_id',
      '_reply_q',
      '_timeout',
      '_unique_id',
      '_context_request_id',
      '_context_user_id',
    ]);
    expect(message._timeout).toBeNull();
    const answer = unpack(reply?.body ?? '');
    expect(Object.keys(answer)).toEqual(['result', 'failure', 'ending', '_msg_id', '_unique_id']);
    expect(answer._msg_id).toBe(message._msg_id);
    expect(reply).toMatchObject({ exchange: '', routing_key: message._reply_q, mandatory: true });
    expect(reply?.properties.expiration).toBeUndefined();
  });

  test('raises at the caller what the worker raised, with its class, its module and its text', () => {
    const failing = () =>
      // biome-ignore lint/correctness/useYield: it only throws
      function* (): Task<Json> {
        throw new CodedError('NoValidHost', 'No valid host was found. ');
      };
    const { kernel, transport } = cloud({ failing });
    const end = result(kernel, call(transport, out('failing'), MINUTE));
    expect(end).toEqual({ code: 'NoValidHost', message: 'No valid host was found. ' });
    const [resolved] = ofKind(kernel.facts, 'rpc.resolved');
    expect(resolved).toMatchObject({ resolution: 'remote_error', failure: 'NoValidHost' });
    const reply = unpack(ofKind(kernel.facts, 'message.published')[1]?.body ?? '');
    expect(reply.result).toBeNull();
    expect(Object.keys(JSON.parse(String(reply.failure)))).toEqual([
      'class',
      'module',
      'message',
      'tb',
      'args',
      'kwargs',
    ]);
  });

  test('raises a RemoteError where what the worker raised may not travel: its time-out is none of the caller', () => {
    const failing = () =>
      // biome-ignore lint/correctness/useYield: it only throws
      function* (): Task<Json> {
        throw new CodedError('MessagingTimeout', 'Timed out waiting for a reply to message ID 1');
      };
    const { kernel, transport } = cloud({ failing });
    expect(result(kernel, call(transport, out('failing'), MINUTE))).toEqual({
      code: 'RemoteError',
      message:
        "Remote error: MessagingTimeout Timed out waiting for a reply to message ID 1\n['oslo_messaging.exceptions.MessagingTimeout: Timed out waiting for a reply to message ID 1\\n'].",
    });
    const [resolved] = ofKind(kernel.facts, 'rpc.resolved');
    expect(resolved).toMatchObject({ resolution: 'remote_error', failure: 'MessagingTimeout' });
  });

  test('of a method that no endpoint has fails with NoSuchMethod', () => {
    const { kernel, transport } = cloud();
    expect(result(kernel, call(transport, out('missing'), MINUTE))).toMatchObject({
      code: 'RemoteError',
      message: expect.stringContaining('Remote error: NoSuchMethod '),
    });
  });

  test('to a version that nobody serves fails with UnsupportedVersion', () => {
    const { kernel, transport } = cloud();
    const request = { ...out('echo'), target: { topic: 'work', version: '1.3' } };
    expect(result(kernel, call(transport, request, MINUTE))).toMatchObject({
      code: 'RemoteError',
      message: expect.stringContaining('Remote error: UnsupportedVersion '),
    });
  });

  test('to a server that never declared its queue is routed nowhere and times out, not earlier and not later', () => {
    const { kernel, transport } = cloud();
    const before = kernel.now();
    const end = result(kernel, call(transport, out('echo', {}, 'nowhere'), { timeout: 3, monitor: null }));
    expect(end).toMatchObject({ code: 'MessagingTimeout' });
    const [resolved] = ofKind(kernel.facts, 'rpc.resolved');
    expect((resolved?.at ?? 0) - before).toBe(3_000_000);
    expect(ofKind(kernel.facts, 'message.dropped')[0]).toMatchObject({ reason: 'unroutable', queue: null });
  });

  test('that nobody takes expires in its queue when its caller gives up', () => {
    const { kernel, transport } = cloud();
    kernel.stopService('worker1', 'kill');
    const end = result(kernel, call(transport, out('echo'), { timeout: 2, monitor: null }));
    expect(end).toMatchObject({ code: 'MessagingTimeout' });
    kernel.run(fromMs(10_000));
    expect(ofKind(kernel.facts, 'message.dropped').map((f) => f.reason)).toEqual(['expired']);
  });

  test('whose reply comes after its time-out changes nothing but one late fact, though the work was done', () => {
    const slow = () =>
      function* (): Task<Json> {
        yield* sleep(fromMs(5000));
        return 'done';
      };
    const { kernel, transport } = cloud({ slow });
    const end = result(kernel, call(transport, out('slow'), { timeout: 2, monitor: null }));
    expect(end).toMatchObject({ code: 'MessagingTimeout' });
    kernel.run(fromMs(20_000));
    expect(ofKind(kernel.facts, 'rpc.late_reply')).toHaveLength(1);
    expect(ofKind(kernel.facts, 'rpc.completed')[0]?.failure).toBeNull();
    expect(transport.waiters.size).toBe(0);
  });

  test('that is monitored lives as long as heartbeats come, and times out when the worker is killed', () => {
    const slow = () =>
      function* (): Task<Json> {
        yield* sleep(fromMs(11_000));
        return 'done';
      };
    const { kernel, transport } = cloud({ slow });
    const times = { timeout: 1800, monitor: 4 };
    expect(result(kernel, call(transport, out('slow'), times))).toEqual({ value: 'done' });
    const beats = ofKind(kernel.facts, 'message.published').filter((f) => f.rpc.ending === false);
    expect(beats).toHaveLength(5);
    expect(ofKind(kernel.facts, 'message.published')[0]?.properties.expiration).toBe('1800000');
  });

  test('whose worker is killed after the ack is lost: nothing is redelivered', () => {
    const slow = () =>
      function* (): Task<Json> {
        yield* sleep(fromMs(500));
        return 'done';
      };
    const { kernel, transport } = cloud({ slow });
    let end = '';
    give(
      kernel,
      'caller',
      (function* (): Task {
        try {
          yield* call(transport, out('slow'), { timeout: 3, monitor: null });
        } catch (error) {
          end = (error as CodedError).code;
        }
      })(),
    );
    kernel.run(fromMs(200));
    kernel.stopService('worker1', 'kill');
    kernel.startService('worker1');
    kernel.run(null);
    expect(end).toBe('MessagingTimeout');
    expect(ofKind(kernel.facts, 'message.requeued')).toEqual([]);
    expect(ofKind(kernel.facts, 'rpc.dispatched')).toHaveLength(1);
  });
});
