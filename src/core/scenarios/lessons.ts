/**
 * The lessons that the page brings along: what it must know of them before one is opened. The lesson itself is a file
 * (`core/lessons/files/<id>.json`), loaded when it is used; a test holds that it begins with the run that opens it.
 */
import type { LessonPlace } from '../lessons/lesson.ts';
import type { Experiment } from '../trace/trace.ts';
import { INCIDENTS } from './incidents.ts';

interface LessonEntry {
  readonly id: string;
  /** the scenario whose experiment it begins with, or the experiment */
  readonly opens: string | Experiment;
  readonly place: LessonPlace;
}

const OWN_PANEL: LessonPlace = { panel: 'lesson', isLarge: false, side: null };

const lesson = (id: string, opens: LessonEntry['opens'], place: LessonPlace = OWN_PANEL): LessonEntry => ({
  id,
  opens,
  place,
});

export const LESSONS: readonly LessonEntry[] = [
  lesson('three-minutes', 'boot'),
  lesson('boot-a-server', 'boot'),
  lesson('cast-and-call', 'boot'),
  lesson('why-a-queue', 'boot', { panel: 'experiment', isLarge: false, side: 'above' }),
  lesson('exchanges', 'amqp-direct'),
  lesson('no-nova-database', twoServers(), { panel: 'sql', isLarge: true, side: 'beside' }),
  lesson('cells-and-conductors', 'boot'),
  lesson('who-chooses', 'boot'),
  lesson('when-things-break', schedulerAway()),
  lesson('a-servers-life', 'resize'),
];

/** What the scenario of a lesson is called that came from a file. */
const FROM_FILE = 'file.';
export const fileScenario = (id: string): string => `${FROM_FILE}${id}`;

/** Where the lesson stands that a scenario opens; null = it opens none. */
export function lessonPlace(scenario: string): LessonPlace | null {
  if (scenario.startsWith(FROM_FILE) || Object.hasOwn(INCIDENTS, scenario)) return OWN_PANEL;
  return LESSONS.find(({ id }) => id === scenario)?.place ?? null;
}

/** One finds its host, and one that none can hold: that one shows what nova_cell0 is for. */
function twoServers(): Experiment {
  return {
    v: 1,
    deployment: { layout: 'devstack-2019' },
    commands: [
      { at_us: 1_000_000, name: 'boot' },
      { at_us: 6_000_000, name: 'boot', args: { server: 'giant', flavor: 'm1.xlarge' } },
    ],
  };
}

/** The scheduler is stopped while a request comes, and started 20 s later. */
function schedulerAway(): Experiment {
  const scheduler = { service: 'nova-scheduler' };
  return {
    v: 1,
    commands: [
      { at_us: 900_000, name: 'stop', args: scheduler },
      { at_us: 1_000_000, name: 'boot' },
      { at_us: 21_000_000, name: 'start', args: scheduler },
    ],
  };
}
