/**
 * The one loop: processes of all services, virtual time, the broker and the SQL engine, and the list of facts that comes
 * out. Single-threaded and deterministic. It is given the services; it knows none of them.
 */
import { type AmqpError, type Broker, makeBroker } from '../amqp/broker.ts';
import { assert } from '../base/assert.ts';
import { plus } from '../base/time.ts';
import type { Behalf } from '../service/effects.ts';
import type { Actor, FactBody, Group, RpcSummary } from '../trace/fact.ts';
import { type AmqpSide, type KernelDelivery, makeAmqpSide } from './amqp-side.ts';
import { type Chronicle, makeChronicle, NOTHING } from './chronicle.ts';
import { type Faults, makeFaults } from './faults.ts';
import { makeHttpSide } from './http-side.ts';
import { type Interpreter, interpret } from './interpret.ts';
import { sample } from './latency.ts';
import { makeLife, type ServiceSlot, STOPPED } from './life.ts';
import { KEEP_NONE } from './options.ts';
import type { Kernel, KernelFaults, KernelParts } from './parts.ts';
import type { Process } from './process.ts';
import { makeProcesses, type Processes } from './processes.ts';
import { makeStrikes, type StrikeHost } from './strikes.ts';
import { makeTimeline, type Timeline } from './timeline.ts';

export type { Kernel } from './parts.ts';

/** Median of publish -> deliver through the broker, and of one way of a REST call, milliseconds. */
const BROKER_MS = 0.3;
const WIRE_MS = 0.4;

export function makeKernel(parts: KernelParts): Kernel {
  const timeline = makeTimeline();
  const chronicle = makeChronicle(timeline, parts.options.keep ?? null, parts.options.observe ?? null);
  const slots = new Map<Actor, ServiceSlot>();
  const scenarioIds = new Set<string>();
  const processes: Processes = makeProcesses(
    timeline,
    chronicle,
    (process, effect) => interpret(interpreter, process, effect),
    ({ actor }) => life.workDone(actor),
  );
  const faults = makeFaults();
  const hostOf = (actor: Actor): string | null => slots.get(actor)?.definition.place.host ?? null;
  const broker = brokerOf(parts, { timeline, chronicle, scenarioIds, faults, slots });
  const amqp = makeAmqpSide(broker, {
    post: processes.post,
    reaches: (user) => !faults.isCut(hostOf(user)),
    doing: () => (chronicle.current ?? chronicle.context).cause,
    groupAt: chronicle.groupAt,
    refused: (user, vhost, error) => void chronicle.emitFor(user, refusalOf(vhost, error)),
  });
  const world: KernelWorld = {
    timeline,
    chronicle,
    processes,
    slots,
    amqp,
    scenarioIds,
    faults,
    broker,
    hostOf,
    emit(actor, body, options) {
      const index = chronicle.append(actor, body, options.cause, options.group);
      chronicle.context = { cause: index, group: options.group };
      return index;
    },
  };
  const life = makeLife(parts, world);
  const interpreter = interpreterOf(parts, world, life.killFrom);
  return {
    facts: chronicle.facts,
    broker,
    get busy() {
      return timeline.busy;
    },
    now: () => timeline.now,
    addService(definition) {
      assert(!slots.has(definition.place.actor), `service ${definition.place.actor} is there twice`);
      slots.set(definition.place.actor, { ...STOPPED, definition });
    },
    startService: (actor, at) => life.start(actor, at ?? chronicle.context, true),
    bringUp: (actor) => life.start(actor, chronicle.context, false),
    stopService: (actor, how) => life.stop(actor, how, chronicle.context),
    isRunning: (actor) => slots.get(actor)?.service != null,
    faults: faultsOf(world),
    spawn: (actor, name, task, options) => void processes.start(actor, name, task, options),
    emit: world.emit,
    run(until) {
      timeline.run(until, () => {
        chronicle.context = NOTHING;
      });
      chronicle.context = NOTHING;
    },
  };
}

/** What the parts of one kernel share. */
interface KernelWorld {
  readonly timeline: Timeline;
  readonly chronicle: Chronicle;
  readonly processes: Processes;
  readonly slots: ReadonlyMap<Actor, ServiceSlot>;
  readonly amqp: AmqpSide;
  readonly scenarioIds: Set<string>;
  readonly faults: Faults;
  readonly broker: Broker;
  /** null for who is no service (the client) */
  hostOf(actor: Actor): string | null;
  /** a fact that what follows outside every process follows from */
  emit: Kernel['emit'];
}

function faultsOf({ faults, amqp, slots }: KernelWorld): KernelFaults {
  return {
    arm: faults.arm,
    slow: faults.slow,
    delay: faults.delay,
    cutConnections: amqp.breakAll,
    connections: amqp.count,
    cutHost(host) {
      faults.cutHost(host);
      for (const { definition } of slots.values()) {
        if (definition.place.host === host) amqp.breakAll(definition.place.actor);
      }
    },
    joinHost: faults.joinHost,
    isCut: faults.isCut,
  };
}

type Shared = Pick<KernelWorld, 'timeline' | 'chronicle' | 'scenarioIds' | 'faults' | 'slots'>;

function brokerOf(parts: KernelParts, shared: Shared): Broker {
  const { timeline, chronicle, faults } = shared;
  const { random, brokerMs = BROKER_MS } = parts.options;
  const broker = makeBroker({
    now: () => timeline.now,
    schedule: (at, run, why) => {
      const entry = timeline.book(at, why !== 'timer' && chronicle.foregroundNow, run);
      return () => timeline.cancel(entry);
    },
    emit: chronicle.emitFor,
    deliveryDelay: (vhost, queue) =>
      faults.delayed(vhost, queue, sample(random.stream(`latency/broker/${vhost}`), brokerMs)),
    // nobody reads what is not kept
    summarize: parts.options.keep === KEEP_NONE ? () => UNREAD : parts.summarize,
    groupOf: (user, rpc) => groupOf(shared, user, rpc),
  });
  for (const vhost of parts.vhosts) broker.addVhost(vhost);
  return broker;
}

const UNREAD: RpcSummary = { type: 'other' };

const refusalOf = (vhost: string, error: AmqpError): FactBody => ({
  kind: 'amqp.refused',
  vhost,
  reply_code: error.replyCode,
  reply_text: error.message,
  class_id: error.classId,
  method_id: error.methodId,
  scope: error.scope,
});

/** As the recordings group messages: by their publisher, or by their request; a reply goes with the work that it ends. */
function groupOf({ chronicle, scenarioIds, slots }: Shared, user: Actor, rpc: RpcSummary): Group {
  const own = slots.get(user)?.definition.messageGroup;
  if (own) return own;
  if (rpc.request_id !== undefined && scenarioIds.has(rpc.request_id)) return 'scenario';
  return rpc.type === 'reply' ? (chronicle.current ?? chronicle.context).group : 'periodic';
}

/** A delivery that reaches a process of the kernel is one of the kernel's own. */
function groupOfWork({ group }: Process, behalf: Behalf): Group {
  if (behalf === 'spawner') return group;
  return behalf === 'service' ? 'periodic' : (behalf as KernelDelivery).group;
}

function interpreterOf(parts: KernelParts, o: KernelWorld, kill: StrikeHost['kill']): Interpreter {
  const { timeline, chronicle, processes, slots, faults, hostOf } = o;
  const { random } = parts.options;
  const { emitOf } = chronicle;
  const reaches: Interpreter['reaches'] = ({ actor }) => o.broker.running && !faults.isCut(hostOf(actor));
  return {
    engine: parts.engine,
    recording: parts.options.keep !== KEEP_NONE,
    mayUse: parts.mayUse,
    amqp: o.amqp,
    strikes: makeStrikes({ faults, amqp: o.amqp, emit: emitOf, kill, summarize: parts.summarize }),
    http: makeHttpSide({
      connects: (a, b) => {
        const [from, to] = [hostOf(a), hostOf(b)];
        return from === to || !(faults.isCut(from) || faults.isCut(to));
      },
      serverOf: (actor) => slots.get(actor)?.answer ?? null,
      workersOf: (actor) => slots.get(actor)?.definition.conf?.workers ?? null,
      inWork: (actor, more) => {
        const work = slots.get(actor)?.work;
        if (work) work.requests += more;
      },
      requestId: (actor) => `req-${random.stream(`id/${actor}/request`).uuid()}`,
      groupFor: (actor, callers) => slots.get(actor)?.definition.requestGroup ?? callers,
      giveOut: (id) => {
        if (parts.options.keep !== KEEP_NONE) o.scenarioIds.add(id);
      },
      emit: (actor: Actor, body: FactBody, at) => chronicle.append(actor, body, at.cause, at.group),
      start: processes.start,
      wire: (from) => sample(random.stream(`latency/http/${from}`), WIRE_MS),
    }),
    listen(actor, answer) {
      const slot = slots.get(actor);
      if (slot) slot.answer = answer;
    },
    emit: emitOf,
    note({ actor, cause, group }, line) {
      chronicle.append(actor, { kind: 'log.written', ...line }, cause, group);
    },
    post: processes.post,
    spawn(process, name, task, behalf) {
      const { actor, cause, doom } = process;
      const begun = processes.start(actor, name, task, { cause, group: groupOfWork(process, behalf) });
      // a thread of its own that a request begins is part of the work on it
      if (behalf === 'spawner') begun.doom = doom;
    },
    wakeAt: processes.wakeAt,
    reaches,
    expect: (process) =>
      chronicle.isForeground(process.cause) ? timeline.expect(() => reaches(process)) : null,
    now: () => timeline.now,
    resume: processes.resume,
    fail: processes.fail,
    after(process, delay, run) {
      timeline.book(plus(timeline.now, delay), chronicle.isForeground(process.cause), run);
    },
  };
}
