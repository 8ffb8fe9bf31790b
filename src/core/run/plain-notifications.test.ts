/**
 * What the plain notifications of old carry beside the columns of the server, and what is looked up for them
 * (`nova/notifications/base.py:info_from_instance`, `nova/compute/manager.py:_notify_about_instance_usage`).
 */
import { expect, test } from 'vitest';
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();
const SERVER = { server: 'vm1' };

/** A server is booted, then the acts come 6 s apart. */
function told(...acts: readonly (readonly [name: string, args?: JsonTable])[]): Trace {
  const commands = acts.map(
    ([name, args], i): Command => ({
      at_us: 10_000_000 + i * 6_000_000,
      name,
      args: { ...SERVER, ...args },
    }),
  );
  const trace = run({
    v: 1,
    deployment: { notifications: 'both' },
    from_us: 9_000_000,
    commands: [{ at_us: 1_000_000, name: 'boot', args: SERVER }, ...commands],
  });
  expect(trace.error).toBeNull();
  return trace;
}

// biome-ignore lint/suspicious/noExplicitAny: the shapes under test
const inner = (body: string): any => JSON.parse(JSON.parse(body)['oslo.message']);

// biome-ignore lint/suspicious/noExplicitAny: the shapes under test
const payloadsOf = (trace: Trace): Map<string, any> =>
  new Map(
    ofKind(trace, 'message.published')
      .filter(({ rpc, at }) => rpc.type === 'notification' && at > 9_000_000)
      .map(({ body }) => [inner(body).event_type, inner(body).payload]),
  );

test('the new form looks at the network only after the old one has gone out', () => {
  const sent = ofKind(told(['stop_server']), 'message.published')
    .filter(
      ({ at, actor, rpc }) => at > 9_000_000 && actor.startsWith('nova-compute') && rpc.type !== 'reply',
    )
    .map(({ rpc, body }) => (rpc.type === 'notification' ? inner(body).event_type : rpc.detail));
  expect(sent.slice(1, 6)).toEqual([
    'Instance.get_by_uuid',
    'compute.instance.power_off.start',
    'Instance.get_by_uuid',
    'instance.power_off.start',
    'Instance.save',
  ]);
});

test('a rescue is told with the name of its image and the addresses, what existed before without', () => {
  const payloads = payloadsOf(told(['rescue_server'], ['unrescue_server']));
  for (const event of ['rescue.start', 'rescue.end', 'unrescue.start', 'unrescue.end'])
    expect(payloads.get(`compute.instance.${event}`).fixed_ips, event).toHaveLength(1);
  expect(payloads.get('compute.instance.rescue.end').rescue_image_name).toBe('cirros');
  expect(payloads.get('compute.instance.exists')).not.toHaveProperty('fixed_ips');
});

test('a rebuild is told with the name of its image, and with the addresses at its end', () => {
  const payloads = payloadsOf(told(['rebuild_server', { image: 'cirros' }]));
  expect(payloads.get('compute.instance.rebuild.start')).toMatchObject({ image_name: 'cirros' });
  expect(payloads.get('compute.instance.rebuild.start')).not.toHaveProperty('fixed_ips');
  expect(payloads.get('compute.instance.rebuild.end').fixed_ips).toHaveLength(1);
  const existed = payloads.get('compute.instance.exists');
  expect(existed.image_meta).toEqual(payloads.get('compute.instance.rebuild.start').image_meta);
  expect(existed).not.toHaveProperty('image_name');
});
