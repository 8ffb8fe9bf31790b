import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { ofKind, run } from '../run/boot.fixture.ts';
import { steps } from '../story/steps.ts';
import type { Trace } from '../trace/trace.ts';
import { GALLERY } from './gallery.ts';

const lesson = async (id: string): Promise<Trace> => {
  const found = GALLERY.find((one) => one.id === id);
  if (!found) throw new Error(`no lesson ${id}`);
  return await run(found.experiment);
};

/** Who got which bodies, in order. */
function got(trace: Trace): { readonly [client: string]: readonly string[] } {
  const bodies = new Map(ofKind(trace, 'message.published').map((fact) => [fact.message, fact.body]));
  const result: { [client: string]: string[] } = {};
  for (const fact of ofKind(trace, 'message.delivered')) {
    result[fact.actor] = [...(result[fact.actor] ?? []), bodies.get(fact.message) ?? ''];
  }
  return result;
}

describe('the gallery', () => {
  test('has ten lessons of ten steps or fewer, and no law is broken in any', async () => {
    expect(GALLERY).toHaveLength(10);
    for (const { id } of GALLERY) {
      const trace = await lesson(id);
      expect(trace.error, id).toBeNull();
      expect(checkTrace(trace), id).toEqual([]);
      const list = steps(trace, 'teaching');
      expect(list.length, `${id}: ${list.map((step) => step.rule).join(', ')}`).toBeLessThanOrEqual(10);
      expect(list.length, id).toBeGreaterThan(2);
    }
  });

  test('direct: only an equal key matches; what matches nothing is dropped', async () => {
    const trace = await lesson('amqp-direct');
    expect(got(trace)).toEqual({ billing: ['order 17'], audit: ['order 18'] });
    expect(ofKind(trace, 'message.dropped').map((fact) => fact.reason)).toEqual(['unroutable']);
  });

  test('topic: * takes one word, # any number, also none', async () => {
    expect(got(await lesson('amqp-topic'))).toEqual({
      compute: ['for one host'],
      everything: ['for one host', 'for any host', 'two words more'],
    });
  });

  test('fanout: one publication, a copy for each queue', async () => {
    expect(got(await lesson('amqp-fanout'))).toEqual({ one: ['a copy each'], two: ['a copy each'] });
  });

  test('headers: all or any of them', async () => {
    expect(got(await lesson('amqp-headers'))).toEqual({ all: ['both'], any: ['both', 'one of the two'] });
  });

  test('work queue: with prefetch 1 the fast worker does more', async () => {
    const done = got(await lesson('amqp-work-queue'));
    expect((done.fast ?? []).length).toBeGreaterThan((done.slow ?? []).length);
    expect((done.fast ?? []).length + (done.slow ?? []).length).toBe(6);
  });

  test('requeue: delivered twice, the second time marked', async () => {
    const trace = await lesson('amqp-requeue');
    expect(ofKind(trace, 'message.delivered').map((fact) => fact.redelivered)).toEqual([false, true]);
    expect(ofKind(trace, 'message.acked')).toHaveLength(1);
  });

  test('dead letters: what one rejects the other gets', async () => {
    expect(got(await lesson('amqp-dead-letters'))).toEqual({
      strict: ['not acceptable'],
      clerk: ['not acceptable'],
    });
  });

  test('time to live: an old message is dropped, one behind a younger waits for the head', async () => {
    const trace = await lesson('amqp-ttl');
    expect(got(trace)).toEqual({ late: ['no hurry'] });
    expect(ofKind(trace, 'message.dropped').map((fact) => fact.reason)).toEqual(['expired', 'expired']);
  });

  test('priority: the urgent one goes first', async () => {
    expect(got(await lesson('amqp-priority'))).toEqual({ worker: ['urgent', 'ordinary'] });
  });

  test('confirms: a message may be confirmed though nobody took it, and a missing exchange is refused', async () => {
    const trace = await lesson('amqp-confirms');
    expect(ofKind(trace, 'message.confirmed').map((fact) => fact.ack)).toEqual([true, true, true]);
    expect(ofKind(trace, 'message.returned').map((fact) => fact.reply_code)).toEqual([312]);
    expect(ofKind(trace, 'amqp.refused')).toMatchObject([
      {
        reply_code: 404,
        reply_text: "NOT_FOUND - no exchange 'missing' in vhost '/'",
        class_id: 60,
        method_id: 40,
      },
    ]);
  });
});

describe('commands by hand on the lab', () => {
  test('a held consumer lets the queue fill, and the boot goes on when it is let go', async () => {
    const trace = await run({
      v: 1,
      commands: [
        { at_us: 900_000, name: 'pause_consumers', args: { queue: 'scheduler' } },
        { at_us: 1_000_000, name: 'boot' },
        { at_us: 5_000_000, name: 'resume_consumers', args: { queue: 'scheduler' } },
      ],
    });
    const call = ofKind(trace, 'message.published').find((fact) => fact.rpc.method === 'select_destinations');
    const delivered = ofKind(trace, 'message.delivered').find((fact) => fact.message === call?.message);
    expect(delivered?.at).toBeGreaterThanOrEqual(5_000_000);
    expect(checkTrace(trace)).toEqual([]);
  });

  test('a purge while it waits loses the call, and the server ends in cell0', async () => {
    const trace = await run({
      v: 1,
      commands: [
        { at_us: 900_000, name: 'pause_consumers', args: { queue: 'scheduler' } },
        { at_us: 1_000_000, name: 'boot' },
        { at_us: 5_000_000, name: 'purge', args: { queue: 'scheduler' } },
      ],
    });
    expect(ofKind(trace, 'message.dropped').filter((fact) => fact.reason === 'purged')).toHaveLength(1);
    const fault = ofKind(trace, 'row.changed').find((fact) => fact.table === 'instance_faults');
    expect(fault?.after?.message).toBe('MessagingTimeout');
  });

  test('what does not fit is refused by name', async () => {
    const order = (name: string, args: object): Promise<Trace> =>
      run({ v: 1, commands: [{ at_us: 0, name, args: args as never }] });
    await expect(order('purge', {})).rejects.toThrow(/purge: "queue" is missing/);
    await expect(order('publish', { vhost: '/x' })).rejects.toThrow(
      /no vhost "\/x"; the vhosts are \/, nova_cell1/,
    );
    await expect(order('publish', { count: 5000 })).rejects.toThrow(/"count" must be at most 1000/);
    await expect(order('consume', { queue: 'q', answer: 'perhaps' })).rejects.toThrow(
      /"answer" must be one of/,
    );
    await expect(order('publish', { client: 'me' })).rejects.toThrow(
      /no client "me"; this deployment has none/,
    );
  });
});
