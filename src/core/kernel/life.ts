/** The life of services: how one starts, and how it ends: at once, or in order once its work is done. */
import type { AgendaEntry } from '../base/agenda.ts';
import { defined } from '../base/assert.ts';
import { micros, plus } from '../base/time.ts';
import type { Task } from '../service/effects.ts';
import type { RunningService, ServiceDefinition, ServiceHost, WorkInHand } from '../service/service.ts';
import type { Actor, FactOf } from '../trace/fact.ts';
import type { AmqpSide } from './amqp-side.ts';
import type { Chronicle, EmitContext } from './chronicle.ts';
import type { Faults } from './faults.ts';
import { hostFor } from './host.ts';
import type { Kernel, KernelParts } from './parts.ts';
import type { Process } from './process.ts';
import { failureText, isKill, type Processes } from './processes.ts';
import type { Due, Timeline } from './timeline.ts';

/** oslo.service's `graceful_shutdown_timeout`, seconds */
const SHUTDOWN_TIMEOUT = 60;

export interface ServiceSlot {
  readonly definition: ServiceDefinition;
  /** null while it does not run */
  service: RunningService | null;
  /** how it answers HTTP; null while it does not */
  answer: RunningService['answer'] | null;
  work: WorkInHand | null;
  /** it was told to stop, and finishes what it has in work */
  ending: Ending | null;
}

interface Ending {
  readonly at: EmitContext;
  readonly alarm: AgendaEntry<Due> | null;
  /** its requests are done, and it does what it does before it goes */
  isCleaning: boolean;
}

export const STOPPED = { service: null, answer: null, work: null, ending: null } as const;

type EndReason = FactOf<'service.stopped'>['how'];

interface LifeWorld {
  readonly timeline: Timeline;
  readonly chronicle: Chronicle;
  readonly processes: Processes;
  readonly slots: ReadonlyMap<Actor, ServiceSlot>;
  readonly amqp: AmqpSide;
  readonly faults: Faults;
  readonly emit: Kernel['emit'];
}

/** Starts and ends services. */
interface Life {
  start(actor: Actor, at: EmitContext, isCold: boolean): void;
  stop(actor: Actor, how: 'stop' | 'kill' | 'crash', at: EmitContext): void;
  /** one of its processes has ended: a service that only waits for its work is stopped after the last */
  workDone(actor: Actor): void;
  /** a process's own service dies while that process acts */
  killFrom(process: Process): void;
}

export function makeLife(parts: KernelParts, world: LifeWorld): Life {
  const { chronicle, processes, slots, amqp, faults, emit, timeline } = world;
  const slotOf = (actor: Actor): ServiceSlot => defined(slots.get(actor), `service ${actor}`);
  const end = (actor: Actor, how: EndReason, at: EmitContext): void => {
    const slot = slotOf(actor);
    if (!slot.service) return;
    if (slot.ending?.alarm) timeline.cancel(slot.ending.alarm);
    const { work } = slot;
    Object.assign(slot, STOPPED);
    faults.disarm(actor);
    emit(actor, { kind: 'service.stopped', how }, at);
    processes.killAll(actor);
    part(amqp, actor, how === 'stop' ? (work?.queues ?? new Map()) : null);
  };
  const finishWork = (actor: Actor, slot: ServiceSlot, work: WorkInHand, at: EmitContext): Ending => {
    slot.ending = tellToFinish(world, slot, {
      actor,
      work,
      at,
      giveUp: (since) => end(actor, 'timeout', since),
    });
    return slot.ending;
  };
  /** Its requests are done: it cleans up, if it has anything to clean, and is stopped. */
  const leave = (actor: Actor, slot: ServiceSlot, at: EmitContext): void => {
    const task = slot.service?.cleanUp?.() ?? null;
    if (!task || !slot.work) {
      end(actor, 'stop', at);
      return;
    }
    const ending = slot.ending ?? finishWork(actor, slot, slot.work, at);
    ending.isCleaning = true;
    processes.start(actor, 'cleanup_host', task, ending.at, (_value, error) => {
      if (!isKill(error)) asIfOutside(() => end(actor, 'stop', ending.at));
    });
  };
  const stop: Life['stop'] = (actor, how, at) => {
    const slot = slotOf(actor);
    const { work } = slot;
    if (how !== 'stop' || !work) end(actor, how, at);
    else if (slot.ending) return;
    else if (work.requests === 0) leave(actor, slot, at);
    else finishWork(actor, slot, work, at);
  };
  /** A service whose start-up fails ends with it, as nova's launcher does. */
  const crash = (main: Process, error: unknown): void => {
    const { actor, group } = main;
    const text = failureText(error);
    const cause = chronicle.emitOf(main, { kind: 'process.failed', process: 'main', error: text });
    asIfOutside(() => end(actor, 'crash', { cause, group }));
  };
  /** What the broker does then follows from the death, not from what a dead process did. */
  const asIfOutside = (act: () => void): void => {
    const { context, current } = chronicle;
    chronicle.current = null;
    act();
    chronicle.current = current;
    chronicle.context = context;
  };
  const hosts = hostsOf(parts, world);
  return {
    stop,
    workDone(actor) {
      const slot = slots.get(actor);
      if (!slot?.ending || slot.ending.isCleaning || slot.work?.requests !== 0) return;
      const { at } = slot.ending;
      asIfOutside(() => leave(actor, slot, at));
    },
    start(actor, at, isCold) {
      const slot = slotOf(actor);
      if (slot.service) return;
      const { host, program } = slot.definition.place;
      const cause = emit(actor, { kind: 'service.started', host, program }, at);
      const given = hostFor(hosts, slot.definition, isCold);
      const begun = begin(slot, given);
      const context = { cause, group: 'periodic' } as const;
      const main = processes.start(actor, 'main', begun, context, (_value, error) => {
        if (error !== undefined && !isKill(error)) crash(main, error);
      });
    },
    killFrom(process) {
      const { actor, cause, group } = process;
      asIfOutside(() => end(actor, 'kill', { cause, group }));
    },
  };
}

function hostsOf(parts: KernelParts, { timeline, faults, slots }: LifeWorld) {
  const { random, epochMs } = parts.options;
  const definitions = () => [...slots.values()].map((slot) => slot.definition);
  return { timeline, faults, random, epochMs, definitions };
}

/** Gives what it runs. */
function begin(slot: ServiceSlot, given: ServiceHost): Task {
  slot.work = given.work;
  slot.service = slot.definition.start(given);
  slot.answer = slot.service.answer ?? null;
  return slot.service.main;
}

interface ToldToStop {
  readonly actor: Actor;
  readonly work: WorkInHand;
  readonly at: EmitContext;
  readonly giveUp: (since: EmitContext) => void;
}

/** `nova/service.py:Service.stop`: no further request is taken; what is in work is waited for, so long (oslo.service). */
function tellToFinish({ emit, timeline, chronicle }: LifeWorld, slot: ServiceSlot, told: ToldToStop): Ending {
  const { actor, work, at, giveUp } = told;
  const seconds = slot.definition.conf?.shutdownTimeout ?? SHUTDOWN_TIMEOUT;
  work.isEnding = true;
  slot.answer = null;
  const timeout_s = seconds === 0 ? null : seconds;
  const cause = emit(actor, { kind: 'service.stopping', requests: work.requests, timeout_s }, at);
  const since = { cause, group: at.group };
  const until = plus(timeline.now, micros(seconds * 1_000_000));
  const book = () => timeline.book(until, chronicle.isForeground(cause), () => giveUp(since));
  return { at: since, alarm: timeout_s === null ? null : book(), isCleaning: false };
}

/** Its connections end; `queues` = its own, which an orderly end deletes first; null: whatever it had breaks. */
function part(amqp: AmqpSide, actor: Actor, queues: ReadonlyMap<string, string> | null): void {
  if (!queues) amqp.loseAll(actor);
  for (const [queue, connection] of queues ?? []) amqp.leave(actor, connection, queue);
  // what broke is gone already
  amqp.closeAll(actor);
}
