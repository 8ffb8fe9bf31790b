/**
 * The right answer of every question that the page ships is read from the run: the run is changed, and where the facts are
 * others the answer is another. The few whose answer no run can change stand in a list of their own, each with its reason.
 */
import { describe, expect, test } from 'vitest';
import type { StepQuestion } from '../lessons/lesson.ts';
import { experimentOf, LESSON_FILES, lessonNamed } from '../lessons/lessons.fixture.ts';
import { run } from '../run/boot.fixture.ts';
import { steps } from '../story/steps.ts';
import type { Experiment, Trace } from '../trace/trace.ts';
import { CHANGES, type ChangedRun } from './changed-runs.fixture.ts';
import { pose, stepMarked } from './kinds.ts';
import { isOpen, nameOf } from './posed.ts';

/** By question: the answer as shipped, what is changed, and the answer then; `open: ` = why there is none. */
type Follows = readonly [shipped: string, how: ChangedRun, then: string];
const FOLLOWS: { readonly [question: string]: Follows } = {
  'a-servers-life/resize/1': ['cpu2', 'another seed', 'cpu1'],
  'a-servers-life/resize/2': ['nova-compute-cpu1', 'another seed', 'nova-compute-cpu2'],
  'a-servers-life/resize/3': ['compute.cpu2', 'another seed', 'compute.cpu1'],
  'a-servers-life/live/1': ['nova-compute-cpu2', 'another seed', 'nova-compute-cpu1'],
  'a-servers-life/live/2': ['nova-compute-cpu1', 'other names of hosts', 'nova-compute-beta'],
  'a-servers-life/live/4': [
    'nova_cell1.instances',
    'only the second cell has hosts for it',
    'nova_cell2.instances',
  ],
  'a-servers-life/shelve/1': ['nova-compute-cpu1', 'cpu1 takes no servers', 'nova-compute-cpu2'],
  'a-servers-life/shelve/2': [
    'nova_cell1.instances',
    'only the second cell has hosts for it',
    'nova_cell2.instances',
  ],
  'a-servers-life/shelve/3': ['nova-conductor-super', 'one conductor for all', 'nova-conductor'],
  'a-servers-life/delete/2': ['nova-compute-cpu1', 'cpu1 takes no servers', 'nova-compute-cpu2'],
  'a-servers-life/delete/3': ['deleted', 'the compute dies with the request to delete', 'active'],
  'boot-a-server/request/2': ['cast', 'schedule_and_build_instances as a call', 'call'],
  'boot-a-server/answer/1': [
    'nobody',
    'nova-api asks by a call, and gives up after 5 s',
    'nova-conductor-super',
  ],
  'boot-a-server/answer/2': ['nova-scheduler', 'the scheduler is stopped', 'nobody'],
  'boot-a-server/host/1': ['sender_waits', 'select_destinations as a cast', 'sender_goes_on'],
  'boot-a-server/host/2': [
    'reply_1631990f26001a2f7160f0ffe61dda1e',
    'another seed',
    'reply_23ef2c942b0a339c3f66f7fe9415a25f',
  ],
  'boot-a-server/build/1': ['compute.cpu1', 'cpu1 takes no servers', 'compute.cpu2'],
  'boot-a-server/build/2': ['nova-compute-cpu1', 'other names of hosts', 'nova-compute-beta'],
  'boot-a-server/build/3': [
    'nova_cell1.instances',
    'only the second cell has hosts for it',
    'nova_cell2.instances',
  ],
  'boot-a-server/done/1': [
    'nova_cell1.instances',
    'only the second cell has hosts for it',
    'nova_cell2.instances',
  ],
  'boot-a-server/done/2': [
    'no_queue',
    'one conductor for all',
    'scheduler_fanout_d3ef1fe995245f763d66d29c9433d56b',
  ],
  'cast-and-call/cast/1': ['cast', 'schedule_and_build_instances as a call', 'call'],
  'cast-and-call/cast/2': ['sender_goes_on', 'schedule_and_build_instances as a call', 'sender_waits'],
  'cast-and-call/call/1': ['call', 'select_destinations as a cast', 'cast'],
  'cast-and-call/call/2': ['nova-conductor-super', 'one conductor for all', 'nova-conductor'],
  'cast-and-call/reply/2': [
    'reply_1631990f26001a2f7160f0ffe61dda1e',
    'another seed',
    'reply_23ef2c942b0a339c3f66f7fe9415a25f',
  ],
  'cast-and-call/fanout/2': ['never', 'one conductor for all', 'once'],
  'cast-and-call/swap/1': ['sender_waits', 'every message as Nova sends it', 'sender_goes_on'],
  'cast-and-call/swap/2': ['nova-scheduler', 'the scheduler is stopped', 'nobody'],
  'cells-and-conductors/no_database/1': ['nova-conductor-cell1', 'one conductor for all', 'nova-conductor'],
  'cells-and-conductors/no_database/2': ['nova-compute-cpu1', 'cpu1 takes no servers', 'nova-compute-cpu2'],
  'cells-and-conductors/two_kinds/1': ['nova-conductor-super', 'one conductor for all', 'nova-conductor'],
  'cells-and-conductors/two_kinds/2': [
    'nova-conductor-cell1',
    'only the second cell has hosts for it',
    'nova-conductor-cell2',
  ],
  'cells-and-conductors/two_cells/1': ['cpu2', 'cpu2 takes none, and cpu1 does', 'cpu1'],
  'cells-and-conductors/two_cells/2': [
    'nova_cell2.instances',
    'cpu2 takes none, and cpu1 does',
    'nova_cell1.instances',
  ],
  'cells-and-conductors/two_cells/3': ['compute.cpu2', 'cpu2 takes none, and cpu1 does', 'compute.cpu1'],
  'exchanges/direct/1': ['billing', 'the first queue is bound by the second’s key', 'no_queue'],
  'exchanges/direct/2': ['audit', 'the second queue is bound by another key', 'nobody'],
  'exchanges/direct/3': ['no_queue', 'the second queue is bound by another key', 'audit'],
  'exchanges/topic/1': ['open: several', 'the first queue is bound by another key', 'any-words'],
  'exchanges/topic/2': ['any-words', 'the second queue is bound by the first’s key', 'no_queue'],
  'exchanges/topic/3': ['everything', 'the second queue is bound by the first’s key', 'nobody'],
  'exchanges/nova/1': ['scheduler', 'the scheduler is stopped, and its queue is deleted', 'no_queue'],
  'exchanges/nova/2': ['compute.cpu1', 'other names of hosts', 'compute.beta'],
  'exchanges/nova/3': [
    'no_queue',
    'one conductor for all',
    'scheduler_fanout_d3ef1fe995245f763d66d29c9433d56b',
  ],
  'no-nova-database/before/2': [
    'nova_api.consumers',
    'Placement’s tables in placement',
    'placement.consumers',
  ],
  'no-nova-database/before/3': [
    'nova_cell1.instances',
    'a flavor that no host has room for',
    'nova_cell0.instances',
  ],
  'no-nova-database/buried/1': ['no_host', 'the smallest flavor', 'cpu2'],
  'no-nova-database/buried/2': ['nova_cell0.instances', 'the smallest flavor', 'nova_cell1.instances'],
  'no-nova-database/buried/3': ['error', 'the last server is deleted afterwards', 'deleted'],
  'three-minutes/map/1': ['nova-conductor-super', 'one conductor for all', 'nova-conductor'],
  'three-minutes/steps/1': ['sender_waits', 'select_destinations as a cast', 'sender_goes_on'],
  'three-minutes/steps/2': [
    'nova_cell1.instances',
    'a flavor that no host has room for',
    'nova_cell0.instances',
  ],
  'three-minutes/inside/1': [
    'nova_cell1.instances',
    'only the second cell has hosts for it',
    'nova_cell2.instances',
  ],
  'three-minutes/yours/1': ['nova-compute-cpu1', 'cpu1 takes no servers', 'nova-compute-cpu2'],
  'when-things-break/away/1': ['scheduler', 'the scheduler’s queue is deleted', 'no_queue'],
  'when-things-break/away/2': ['no_row', 'a second scheduler', 'placement.consumers'],
  'when-things-break/away/3': ['nova-conductor-super', 'a second scheduler', 'nobody'],
  'when-things-break/late/1': ['nova_cell0.instances', 'nothing breaks', 'nova_cell1.instances'],
  'when-things-break/late/2': ['error', 'the last server is deleted afterwards', 'deleted'],
  'when-things-break/late/3': ['placement.consumers', 'Placement’s tables in nova_api', 'nova_api.consumers'],
  'when-things-break/late/4': [
    'nova-conductor-super',
    'one conductor for all that gives up after 20 s',
    'nova-conductor',
  ],
  'when-things-break/lost/1': ['once', 'the computes’ acks are lost', 'twice'],
  'when-things-break/lost/2': ['building', 'the scheduler is stopped', 'error'],
  'when-things-break/twice/1': ['twice', 'nothing breaks', 'once'],
  'when-things-break/twice/2': ['active', 'a flavor that no host has room for', 'error'],
  'when-things-break/again/1': [
    'nova_cell1.instances',
    'only the second cell has hosts, and they give up first',
    'nova_cell2.instances',
  ],
  'when-things-break/again/2': ['nova-conductor-cell1', 'one conductor for all', 'nova-conductor'],
  'when-things-break/again/3': ['compute.cpu2', 'cpu2 gives up first', 'compute.cpu1'],
  'when-things-break/again/4': ['active', 'the last server is deleted afterwards', 'deleted'],
  'who-chooses/even/1': ['open: even', 'cpu1 takes no servers', 'cpu2'],
  'who-chooses/even/2': ['sender_waits', 'select_destinations as a cast', 'sender_goes_on'],
  'who-chooses/weights/1': ['cpu2', 'another seed', 'cpu1'],
  'who-chooses/weights/2': ['nova-compute-cpu2', 'another seed', 'nova-compute-cpu1'],
  'who-chooses/left_out/1': ['cpu2', 'cpu2 takes none, and cpu1 does', 'cpu1'],
  'who-chooses/left_out/2': ['compute.cpu2', 'cpu2 takes none, and cpu1 does', 'compute.cpu1'],
  'who-chooses/none/1': ['no_host', 'the smallest flavor', 'open: even'],
  'who-chooses/none/2': ['error', 'the smallest flavor', 'active'],
  'why-a-queue/asks/1': ['nova-scheduler', 'the scheduler is stopped', 'nobody'],
  'why-a-queue/asks/2': ['nova-compute-cpu1', 'another seed', 'nova-compute-cpu2'],
  'why-a-queue/call/1': ['nova-conductor-super', 'one conductor for all', 'nova-conductor'],
  'why-a-queue/cast/1': ['nobody', 'nova-api asks by a call, and gives up after 5 s', 'nova-conductor-super'],
  'why-a-queue/away/1': ['scheduler', 'the scheduler’s queue is deleted', 'no_queue'],
  'why-a-queue/away/2': ['active', 'a flavor that no host has room for', 'error'],
  'why-a-queue/not_given/1': ['building', 'the scheduler is stopped', 'error'],
};

const NO_SWITCH = 'Nova always casts it, and a deployment switches only the messages of a boot';
/** By question: its answer in every run that has its step, and why. */
const LAWS: { readonly [question: string]: readonly [answer: string, why: string] } = {
  'a-servers-life/resize/4': ['cast', NO_SWITCH],
  'a-servers-life/live/3': ['sender_goes_on', NO_SWITCH],
  'a-servers-life/delete/1': ['sender_goes_on', NO_SWITCH],
  'boot-a-server/request/1': ['nova_api.build_requests', 'the step is the writing of that row'],
  'no-nova-database/before/1': ['nova_api.build_requests', 'the step is the writing of that row'],
  'cast-and-call/reply/1': ['reply', 'the step is a reply'],
  'cast-and-call/reply/3': ['sender_goes_on', 'nobody answers a reply'],
  'cast-and-call/fanout/1': [
    'fanout',
    'every scheduler is told, and a deployment switches only calls and casts',
  ],
  'cells-and-conductors/no_database/3': [
    'sender_waits',
    'a save that is cast has no answer, and is told by no such step',
  ],
};

interface Shipped extends StepQuestion {
  readonly key: string;
  readonly experiment: Experiment;
}
const ALL: readonly Shipped[] = LESSON_FILES.map(lessonNamed).flatMap((lesson) =>
  lesson.chapters.flatMap(({ id, questions, runs }) =>
    questions.map((question, i) => ({
      ...question,
      key: `${lesson.id}/${id}/${i + 1}`,
      experiment: experimentOf(lesson, question.run ?? runs[0] ?? ''),
    })),
  ),
);

const known = new Map<string, Promise<Trace>>();
function traceOf(experiment: Experiment): Promise<Trace> {
  const text = JSON.stringify(experiment);
  const made = known.get(text) ?? run(experiment);
  known.set(text, made);
  return made;
}

async function answerIn(experiment: Experiment, { at, kind }: StepQuestion): Promise<string> {
  const trace = await traceOf(experiment);
  expect(trace.error).toBeNull();
  const list = steps(trace, 'teaching');
  const posed = pose(trace, list, stepMarked(list, at), kind);
  if (isOpen(posed)) return `open: ${posed.open}`;
  const right = posed.choices.filter(({ isRight }) => isRight);
  expect(right).toHaveLength(1);
  return right[0] ? nameOf(right[0].thing) : '';
}

test('every question of the lessons follows its run, or is a law; every change is used', () => {
  expect([...Object.keys(FOLLOWS), ...Object.keys(LAWS)].toSorted()).toEqual(
    ALL.map(({ key }) => key).toSorted(),
  );
  expect(new Set(Object.values(FOLLOWS).map(([, how]) => how))).toEqual(new Set(Object.keys(CHANGES)));
});

describe.each(LESSON_FILES)('%s', (id) => {
  const own = ALL.filter(({ key }) => key.startsWith(`${id}/`));

  test('another run has another answer', async () => {
    for (const question of own) {
      const follows = FOLLOWS[question.key];
      if (!follows) continue;
      const [shipped, how, then] = follows;
      const found = [
        await answerIn(question.experiment, question),
        await answerIn(CHANGES[how](question.experiment), question),
      ];
      expect(found, `${question.key}: ${how}`).toEqual([shipped, then]);
      expect(then, question.key).not.toBe(shipped);
    }
  });

  test('a law holds in every run that has its step', async () => {
    for (const question of own) {
      const law = LAWS[question.key];
      if (!law) continue;
      for (const how of ['another seed', 'other names of hosts', 'one conductor for all'] as const)
        expect(await answerIn(CHANGES[how](question.experiment), question), question.key).toBe(law[0]);
    }
  });
});
