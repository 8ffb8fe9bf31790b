/** What is done otherwise to the run of a shipped question: another seed, host, deployment, fault or command. */
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Experiment } from '../trace/trace.ts';
import { at } from './commands.fixture.ts';

type RunChange = (shipped: Experiment) => Experiment;

const given = (one: Experiment): readonly Command[] => one.commands ?? [];
const withMore =
  (...more: readonly Command[]): RunChange =>
  (one) => ({ ...one, commands: [...more, ...given(one)].toSorted((a, b) => a.at_us - b.at_us) });
const deployed =
  (more: JsonTable): RunChange =>
  (one) => ({ ...one, deployment: { ...one.deployment, ...more } });
const both =
  (...changes: readonly RunChange[]): RunChange =>
  (one) =>
    changes.reduce((made, change) => change(made), one);
/** The arguments of those commands that are meant, changed. */
const otherwise =
  (isMeant: (command: Command, nth: number) => boolean, more: JsonTable): RunChange =>
  (one) => ({
    ...one,
    commands: given(one).map((command, i) =>
      isMeant(command, i + 1) ? { ...command, args: { ...command.args, ...more } } : command,
    ),
  });
const isBoot = ({ name }: Command): boolean => name === 'boot';
const off = (host: string): RunChange =>
  withMore(at(0.3, 'disable_service', { service: `nova-compute-${host}` }));
/** Before anybody asks for anything. */
const EARLY = 0.2;
const schedulerStopped = at(EARLY, 'stop', { service: 'nova-scheduler' });
const queueDeleted = at(0.3, 'delete_queue', { queue: 'scheduler' });
const FOUR = { cells: 2, computes: ['cpu1', 'cpu2', 'cpu3', 'cpu4'] } as const;
const firstCellOff = both(off('cpu1'), off('cpu3'));

/** By what is otherwise. */
export const CHANGES = {
  'another seed': (one) => ({ ...one, seed: 2 }),
  'cpu1 takes no servers': off('cpu1'),
  'cpu2 takes none, and cpu1 does': otherwise(({ name }) => name === 'disable_service', {
    service: 'nova-compute-cpu2',
  }),
  'a flavor that no host has room for': otherwise(isBoot, { flavor: 'm1.xlarge' }),
  'the smallest flavor': otherwise(isBoot, { flavor: 'm1.tiny' }),
  'other names of hosts': deployed({ computes: ['alpha', 'beta'] }),
  'one conductor for all': deployed({ cells: 'single' }),
  'one conductor for all that gives up after 20 s': deployed({
    cells: 'single',
    service_options: { 'nova-conductor': { 'DEFAULT.rpc_response_timeout': 20 } },
  }),
  'only the second cell has hosts for it': both(deployed(FOUR), firstCellOff),
  'only the second cell has hosts, and they give up first': both(
    deployed({
      ...FOUR,
      drivers: { cpu2: 'fake.FakeRescheduleDriver', cpu4: 'fake.FakeRescheduleDriver' },
    }),
    firstCellOff,
  ),
  'cpu2 gives up first': deployed({ drivers: { cpu2: 'fake.FakeRescheduleDriver' } }),
  'Placement’s tables in nova_api': deployed({ layout: 'devstack-2019' }),
  'Placement’s tables in placement': deployed({ layout: 'placement-apart' }),
  'every message as Nova sends it': deployed({ hops: {} }),
  'schedule_and_build_instances as a call': deployed({ hops: { schedule_and_build_instances: 'call' } }),
  'select_destinations as a cast': deployed({ hops: { select_destinations: 'cast' } }),
  'nova-api asks by a call, and gives up after 5 s': both(
    deployed({
      hops: { schedule_and_build_instances: 'call' },
      service_options: { 'nova-api': { 'DEFAULT.rpc_response_timeout': 5 } },
    }),
    withMore(schedulerStopped),
  ),
  'the scheduler is stopped': withMore(schedulerStopped),
  'the scheduler’s queue is deleted': withMore(queueDeleted),
  'the scheduler is stopped, and its queue is deleted': withMore(schedulerStopped, queueDeleted),
  'a second scheduler': withMore(at(EARLY, 'add_service', { program: 'nova-scheduler', host: 'ctl2' })),
  'the computes’ acks are lost': withMore(
    at(0.3, 'lose_ack', { service: 'nova-compute-cpu1' }),
    at(0.31, 'lose_ack', { service: 'nova-compute-cpu2' }),
  ),
  'nothing breaks': (one) => ({
    ...one,
    commands: given(one).filter(({ name }) => !['stop', 'start', 'kill', 'lose_ack'].includes(name)),
  }),
  'the last server is deleted afterwards': (one) => {
    const asked = given(one).filter(isBoot).at(-1)?.args?.server;
    return withMore(at(70, 'delete_server', { server: typeof asked === 'string' ? asked : 'vm1' }))(one);
  },
  'the compute dies with the request to delete': withMore(
    at(0.3, 'kill', { service: 'nova-compute-cpu1', when: 'after_ack', method: 'terminate_instance' }),
  ),
  'the first queue is bound by the second’s key': otherwise((_, nth) => nth === 4, {
    routing_key: 'refused',
  }),
  'the second queue is bound by another key': otherwise((_, nth) => nth === 5, { routing_key: 'lost' }),
  'the second queue is bound by the first’s key': otherwise((_, nth) => nth === 5, {
    routing_key: 'compute.*',
  }),
  'the first queue is bound by another key': otherwise((_, nth) => nth === 4, { routing_key: 'api.*' }),
} as const satisfies { readonly [how: string]: RunChange };

export type ChangedRun = keyof typeof CHANGES;
