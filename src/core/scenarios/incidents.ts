/**
 * What each incident begins with: its fault lies before the told run (`from_us`), and what is told is what its users meet. The
 * incident itself is a file of a lesson (`core/lessons/incidents/<id>.json`), loaded when it is used.
 */
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Experiment } from '../trace/trace.ts';

const at = (seconds: number, name: string, args?: JsonTable): Command => ({
  at_us: seconds * 1_000_000,
  name,
  ...(args ? { args } : {}),
});
const boot = (seconds: number, server: string, more: JsonTable = {}): Command =>
  at(seconds, 'boot', { server, ...more });
const to = (seconds: number, name: string, service: string, more: JsonTable = {}): Command =>
  at(seconds, name, { service, ...more });

const SMALL = { flavor: 'm1.small' };
const [SCHEDULER, SUPER] = ['nova-scheduler', 'nova-conductor-super'];
const begun = (fromSeconds: number, deployment: JsonTable, ...commands: readonly Command[]): Experiment => ({
  v: 1,
  from_us: fromSeconds * 1_000_000,
  ...(Object.keys(deployment).length > 0 ? { deployment } : {}),
  commands,
});

export const INCIDENTS: { readonly [id: string]: Experiment } = {
  'silent-host': begun(
    105,
    { options: { 'oslo_messaging_rabbit.rabbit_transient_queues_ttl': 60 } },
    to(12, 'lose_consumer', 'nova-compute-cpu1'),
    boot(106, 'web1'),
    boot(112, 'web2'),
    at(245, 'list_servers'),
  ),
  'filling-broker': begun(
    12,
    { cells: 'single', notifications: 'versioned' },
    boot(1, 'app1'),
    boot(6, 'app2'),
    boot(13, 'web1'),
    at(19, 'list_servers'),
  ),
  'one-more-queue': begun(
    29,
    { cells: 'single' },
    to(1, 'kill', SCHEDULER),
    to(3, 'start', SCHEDULER),
    boot(8, 'app1'),
    to(14, 'kill', SCHEDULER),
    to(16, 'start', SCHEDULER),
    boot(22, 'app2'),
    boot(30, 'web1'),
  ),
  'after-maintenance': begun(
    44,
    { computes: ['cpu1'], service_options: { [SUPER]: { 'DEFAULT.rpc_response_timeout': 20 } } },
    boot(1, 'app', { ...SMALL, count: 4 }),
    to(12, 'stop', SCHEDULER),
    boot(13, 'web1', SMALL),
    to(38, 'start', SCHEDULER),
    boot(45, 'db1', SMALL),
  ),
  'twice-the-room': begun(
    14,
    {},
    at(0.2, 'add_service', { program: SCHEDULER, host: 'ctl2' }),
    to(5.9, 'lose_ack', SCHEDULER, { method: 'select_destinations' }),
    to(5.9, 'lose_ack', `${SCHEDULER}-ctl2`, { method: 'select_destinations' }),
    boot(6, 'web1', SMALL),
    at(15, 'list_servers'),
  ),
  'all-down': begun(75, {}, to(1, 'kill', 'nova-conductor-cell1'), boot(76, 'web1')),
  'without-a-trace': begun(
    20,
    {},
    to(1, 'stop', SUPER),
    boot(2, 'web1'),
    at(6, 'restart_broker'),
    to(16, 'start', SUPER),
    at(80, 'list_servers'),
  ),
  'full-but-empty': begun(
    34,
    { computes: ['cpu1'] },
    boot(1, 'app', { ...SMALL, count: 4 }),
    to(12, 'stop', SCHEDULER),
    boot(13, 'web1', SMALL),
    to(16, 'kill', SUPER),
    to(18, 'start', SUPER),
    at(22, 'delete_server', { server: 'web1' }),
    to(26, 'start', SCHEDULER),
    boot(35, 'db1', SMALL),
  ),
};
