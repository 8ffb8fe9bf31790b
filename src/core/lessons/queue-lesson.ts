/** The lesson "why is there a queue at all?": each chapter's claims are read from its runs. What happens in them emerges. */
import type { Experiment } from '../trace/trace.ts';
import type { Chapter, Lesson } from './lesson.ts';

const RUNS = {
  boot: { v: 1, commands: [{ at_us: 1_000_000, name: 'boot' }] },
  all_calls: {
    v: 1,
    deployment: { hops: { schedule_and_build_instances: 'call', build_and_run_instance: 'call' } },
    commands: [{ at_us: 1_000_000, name: 'boot' }],
  },
  away: { v: 1, commands: schedulerAway() },
  away_direct: { v: 1, deployment: { wiring: 'direct' }, commands: schedulerAway() },
  second: { v: 1, commands: secondScheduler() },
  second_direct: { v: 1, deployment: { wiring: 'direct' }, commands: secondScheduler() },
  burst: { v: 1, deployment: { workers: { 'nova-api': 2 } }, commands: burst() },
  burst_direct: {
    v: 1,
    deployment: { wiring: 'direct', workers: { 'nova-api': 2 } },
    commands: burst(),
  },
  lost: {
    v: 1,
    commands: [
      ...['nova-compute-cpu1', 'nova-compute-cpu2'].map((service) => ({
        at_us: 900_000,
        name: 'kill',
        args: { service, when: 'after_ack', method: 'build_and_run_instance' },
      })),
      { at_us: 1_000_000, name: 'boot' },
    ],
  },
  late: {
    v: 1,
    deployment: { service_options: { 'nova-conductor-super': { 'DEFAULT.rpc_response_timeout': 20 } } },
    commands: [
      { at_us: 900_000, name: 'stop', args: { service: 'nova-scheduler' } },
      { at_us: 1_000_000, name: 'boot' },
      { at_us: 36_000_000, name: 'start', args: { service: 'nova-scheduler' } },
    ],
  },
} as const satisfies { readonly [id: string]: Experiment };

type RunId = keyof typeof RUNS;
type ChapterId = 'asks' | 'call' | 'cast' | 'away' | 'second' | 'burst' | 'not_given';

const CHAPTERS: readonly Chapter<RunId, ChapterId>[] = [
  {
    id: 'asks',
    runs: ['boot'],
    measures: ['api_to_scheduler', 'scheduler_to_compute', 'conductor_to_compute', 'messages'],
    at: 'rpc.schedule_and_build_instances',
  },
  {
    id: 'call',
    runs: ['boot'],
    measures: ['conductor_waited', 'in_scheduler_queue', 'api_answer'],
    at: 'rpc.select_destinations',
  },
  {
    id: 'cast',
    runs: ['boot', 'all_calls'],
    measures: ['api_answer', 'active', 'conductor_waited'],
    at: 'rpc.schedule_and_build_instances',
  },
  {
    id: 'away',
    runs: ['away', 'away_direct'],
    measures: ['in_scheduler_queue', 'refused', 'states', 'api_answer', 'active'],
    at: 'rpc.select_destinations',
  },
  {
    id: 'second',
    runs: ['second', 'second_direct'],
    measures: ['by_second', 'connections', 'wires', 'active'],
    at: 'rpc.select_destinations',
  },
  {
    id: 'burst',
    runs: ['burst', 'burst_direct'],
    measures: ['api_answer', 'api_answer_last', 'deepest_queue', 'active_last'],
    at: 'rpc.schedule_and_build_instances',
  },
  {
    id: 'not_given',
    runs: ['lost', 'late'],
    measures: ['states', 'timeouts', 'late_replies', 'allocations_left', 'redelivered'],
    at: 'service.stopped',
  },
];

export const QUEUE_LESSON: Lesson<RunId, ChapterId> = {
  id: 'why-a-queue',
  runs: RUNS,
  chapters: CHAPTERS,
  panel: { id: 'experiment', isLarge: false, place: 'above' },
};

function schedulerAway() {
  const scheduler = { service: 'nova-scheduler' };
  return [
    { at_us: 900_000, name: 'stop', args: scheduler },
    { at_us: 1_000_000, name: 'boot' },
    { at_us: 21_000_000, name: 'start', args: scheduler },
  ];
}

/** Added while everything runs; then four servers, so that its turn comes. */
function secondScheduler() {
  return [
    { at_us: 700_000, name: 'add_service', args: { program: 'nova-scheduler', host: 'ctl2' } },
    ...boots(4, 5_000_000, 700_000),
  ];
}

/** Six requests within a fifth of a second. */
function burst() {
  return boots(6, 1_000_000, 40_000);
}

function boots(count: number, first: number, gap: number) {
  return Array.from({ length: count }, (_, n) => ({
    at_us: first + n * gap,
    name: 'boot',
    args: { server: `vm${n + 1}` },
  }));
}
