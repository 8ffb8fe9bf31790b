import { describe, expect, it } from 'vitest';
import { toPayload, toWire } from '../trace/body.ts';
import { hasRecordings, RECORDINGS, recordedLines } from './shared.fixture.ts';
import { makeReplyPairer, summarizeBody } from './summary.ts';

const wire = (message: object): string =>
  JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': JSON.stringify(message) });

describe('a summary', () => {
  it('is a call only with a msg id and a reply queue, else a cast', () => {
    const message = { method: 'm', args: {}, version: '1.0', _unique_id: 'u' };
    expect(summarizeBody('nova', 'conductor', wire(message), {}).type).toBe('cast');
    const call = { ...message, _msg_id: 'i', _reply_q: 'reply_1', _timeout: null };
    expect(summarizeBody('nova', 'conductor', wire(call), {})).toEqual({
      type: 'call',
      method: 'm',
      version: '1.0',
      msg_id: 'i',
      unique_id: 'u',
      reply_q: 'reply_1',
    });
  });

  it('is a fanout by its exchange and a notification by its publisher and event type', () => {
    expect(summarizeBody('scheduler_fanout', '', wire({ method: 'm' }), {}).type).toBe('fanout');
    const notification = { publisher_id: 'compute.cpu1', event_type: 'instance.create.end', payload: {} };
    expect(summarizeBody('nova', 'notifications.info', wire(notification), {}).type).toBe('notification');
  });

  it('of a reply names the class of its failure', () => {
    const reply = {
      result: null,
      failure: JSON.stringify({ class: 'NoValidHost' }),
      ending: true,
      _msg_id: 'i',
    };
    expect(summarizeBody('', 'reply_1', wire(reply), {})).toEqual({
      type: 'reply',
      msg_id: 'i',
      ending: true,
      failure: 'NoValidHost',
    });
  });

  it('of a body that was cut is other, and never throws', () => {
    expect(summarizeBody('nova', 'conductor', '{"oslo.version": "2.0", "oslo.mess', {})).toEqual({
      type: 'other',
    });
    expect(summarizeBody('', 'reply_1', 'x', {})).toEqual({ type: 'reply' });
    expect(summarizeBody('nova', 'k', wire([1]), {})).toEqual({ type: 'other' });
  });
});

describe('a pairer', () => {
  it('tells a reply what it answers only when it has seen the call', () => {
    const pairer = makeReplyPairer();
    expect(pairer.pair({ type: 'reply', msg_id: 'i' })).toEqual({ type: 'reply', msg_id: 'i' });
    pairer.pair({ type: 'call', msg_id: 'i', method: 'object_action', detail: 'Instance.save' });
    expect(pairer.pair({ type: 'reply', msg_id: 'i' }).in_reply_to).toBe('object_action Instance.save');
  });
});

describe('a payload', () => {
  it('is the body with both layers parsed, and goes back to the same wire string', () => {
    const body = wire({ method: 'm', args: { a: [1, null] } });
    expect(toPayload(body)).toEqual({
      'oslo.version': '2.0',
      'oslo.message': { method: 'm', args: { a: [1, null] } },
    });
    expect(toWire(toPayload(body))).toBe(body);
  });
});

describe.skipIf(!hasRecordings)('summaries of the recordings', () => {
  it.each(RECORDINGS)('say what the recorder wrote, in its key order: %s', (name) => {
    const pairer = makeReplyPairer();
    for (const line of recordedLines(name)) {
      const key = line.routing_keys[0] ?? '';
      const rpc = pairer.pair(summarizeBody(line.exchange, key, toWire(line.payload), line.properties));
      expect(JSON.stringify(rpc)).toBe(JSON.stringify(line.rpc));
    }
  });
});
