/**
 * The settings of a lab as an experiment: arrivals and events as commands at their times. The only place where a design
 * and counts of workers become deployment keys.
 */
import { fromMs, type Micros, micros, plus } from '../base/time.ts';
import { ACTORS, computeActor } from '../nova/words.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Experiment } from '../trace/trace.ts';
import { commandLeaving } from '../words/commands.ts';
import type { Addable } from '../words/services.ts';
import { arrivalsOf } from './arrivals.ts';
import { type LabEvent, type LabSettings, type ProcessKind, SLOT_KINDS, type SlotKind } from './settings.ts';

/** The cloud has come up and idles. */
export const LOAD_BEGINS = micros(5_000_000);

export const eventTime = ({ at_ms }: Pick<LabEvent, 'at_ms'>): Micros => plus(LOAD_BEGINS, fromMs(at_ms));

/** The command by which a worker is added to the running cloud. */
const ADD = commandLeaving('service there');

/** What of it runs, and on which host the first of its kind does. */
const WORKERS: { readonly [K in ProcessKind]: { readonly kind: Addable; readonly host: string } } = {
  super_conductor: { kind: 'nova-conductor-super', host: 'ctl' },
  scheduler: { kind: 'nova-scheduler', host: 'ctl' },
  cell_conductor: { kind: 'nova-conductor-cell1', host: 'cell1ctl' },
};

/** The second, third ... process of a kind: its number stands behind its name and its host's. */
export function numbered(
  which: ProcessKind,
  number: number,
): { readonly kind: Addable; readonly actor: string; readonly host: string } {
  const { kind, host } = WORKERS[which];
  return { kind, actor: `${kind}-${number}`, host: `${host}${number}` };
}

/** Bursts are among the arrivals already. */
export function experimentOf(settings: LabSettings): Experiment {
  const arrivals = arrivalsOf(settings).map(
    (at): Command => ({ at_us: plus(LOAD_BEGINS, at), name: 'boot' }),
  );
  return {
    v: 1,
    deployment: deploymentOf(settings),
    seed: settings.seed,
    commands: [...arrivals, ...absences(settings), ...additions(settings)],
    until_us: plus(LOAD_BEGINS, fromMs(settings.until_ms)),
  };
}

/** `api_workers` of the lab's neutron: more than the lab ever asks at once, so that it is Nova that is measured. */
const NEUTRON_WORKERS = 1000;

/** Nothing but what differs from the recorded cloud. */
function deploymentOf(settings: LabSettings): JsonTable {
  const computes = Array.from({ length: settings.computes }, (_, i) => `host${i + 1}`);
  const limited = SLOT_KINDS.filter((kind) => settings.slots[kind] > 0).flatMap((kind) =>
    actorsOf(kind, computes).map((actor) => [actor, settings.slots[kind]] as const),
  );
  return {
    computes,
    ...WIRING[settings.design],
    workers: { [ACTORS.neutron]: NEUTRON_WORKERS, ...Object.fromEntries(limited) },
  };
}

function actorsOf(kind: SlotKind, computes: readonly string[]): readonly string[] {
  if (kind === 'compute') return computes.map(computeActor);
  return [kind === 'api' ? ACTORS.api : WORKERS[kind].kind];
}

const WIRING: { readonly [D in LabSettings['design']]: JsonTable } = {
  nova: {},
  queue: {
    hops: {
      schedule_and_build_instances: 'call',
      build_and_run_instance: 'call',
      external_instance_event: 'call',
    },
  },
  direct: { wiring: 'direct' },
};

/** The scheduler is killed and started again. Where absences overlap, the first one's end is the end. */
function absences({ events }: LabSettings): readonly Command[] {
  const args = { service: ACTORS.scheduler };
  const wanted = events.flatMap((event): readonly Command[] => {
    if (event.kind !== 'scheduler_away') return [];
    const at_us = eventTime(event);
    return [
      { at_us, name: 'kill', args },
      { at_us: plus(at_us, fromMs(event.for_ms)), name: 'start', args },
    ];
  });
  let runs = true;
  return [...wanted]
    .sort((a, b) => a.at_us - b.at_us)
    .filter(({ name }) => {
      const changes = runs === (name === 'kill');
      if (changes) runs = !runs;
      return changes;
    });
}

interface Addition {
  readonly event: LabEvent;
  /** which scheduler it is */
  readonly number: number;
}

/** Schedulers that come later. */
export function schedulersAdded({ events, processes }: LabSettings): readonly Addition[] {
  return events
    .filter(({ kind }) => kind === 'scheduler_added')
    .map((event, i) => ({ event, number: processes.scheduler + i + 1 }));
}

function additions(settings: LabSettings): readonly Command[] {
  return schedulersAdded(settings).map(({ event, number }) => {
    const { kind, host } = numbered('scheduler', number);
    return { at_us: eventTime(event), name: ADD, args: { program: kind, host } };
  });
}
