/**
 * The one loop: processes of all services, virtual time, the broker and the SQL engine, and the list of facts that comes
 * out. Single-threaded and deterministic. It is given the services; it knows none of them.
 */
import { type AmqpError, makeBroker } from '../amqp/broker.ts';
import { assert, defined } from '../base/assert.ts';
import { plus, wallTime } from '../base/time.ts';
import type { Actor, FactBody, Group, RpcSummary } from '../trace/fact.ts';
import { type AmqpSide, makeAmqpSide } from './amqp-side.ts';
import { type Chronicle, makeChronicle, NOTHING } from './chronicle.ts';
import { makeHttpSide } from './http-side.ts';
import { type Interpreter, interpret } from './interpret.ts';
import { sample } from './latency.ts';
import type { Kernel, KernelParts } from './parts.ts';
import { makeProcesses, type Processes } from './processes.ts';
import type { Listener, RunningService, ServiceDefinition, ServiceHost } from './service.ts';
import { makeTimeline, type Timeline } from './timeline.ts';

export type { Kernel, KernelParts } from './parts.ts';

/** Median of publish -> deliver through the broker, and of one way of a REST call, milliseconds. */
const BROKER_MS = 0.3;
const WIRE_MS = 0.4;

interface Slot {
  readonly definition: ServiceDefinition;
  /** null while it does not run */
  service: RunningService | null;
  /** how it answers HTTP; null while it does not */
  answer: RunningService['answer'] | null;
}

export function makeKernel(parts: KernelParts): Kernel {
  const timeline = makeTimeline();
  const chronicle = makeChronicle(timeline);
  const slots = new Map<Actor, Slot>();
  const scenarioIds = new Set<string>();
  const processes: Processes = makeProcesses(timeline, chronicle, (process, effect) =>
    interpret(interpreter, process, effect),
  );
  const broker = brokerOf(parts, { timeline, chronicle, scenarioIds });
  const amqp = makeAmqpSide(broker, {
    post: processes.post,
    groupAt: (fact) => defined(chronicle.facts[fact], `fact ${fact}`).group,
    refused: (user, vhost, error) => void chronicle.emitFor(user, refusalOf(vhost, error)),
  });
  const interpreter = interpreterOf(parts, { timeline, chronicle, processes, slots, amqp, scenarioIds });
  const emit: Kernel['emit'] = (actor, body, options) => {
    const index = chronicle.append(actor, body, options.cause, options.group);
    chronicle.context = { cause: index, group: options.group };
    return index;
  };
  const slotOf = (actor: Actor): Slot => defined(slots.get(actor), `service ${actor}`);
  return {
    facts: chronicle.facts,
    broker,
    get busy() {
      return timeline.busy;
    },
    now: () => timeline.now,
    addService(definition) {
      assert(!slots.has(definition.place.actor), `service ${definition.place.actor} is there twice`);
      slots.set(definition.place.actor, { definition, service: null, answer: null });
    },
    startService(actor) {
      const slot = slotOf(actor);
      if (slot.service) return;
      const { host, program } = slot.definition.place;
      const cause = emit(actor, { kind: 'service.started', host, program }, chronicle.context);
      slot.service = slot.definition.start(hostFor(parts, timeline, slot.definition, slots));
      slot.answer = slot.service.answer ?? null;
      processes.start(actor, 'main', slot.service.main, { cause, group: 'periodic' });
    },
    stopService(actor, how) {
      const slot = slotOf(actor);
      if (!slot.service) return;
      slot.service = null;
      slot.answer = null;
      emit(actor, { kind: 'service.stopped', how }, chronicle.context);
      processes.killAll(actor);
      if (how === 'stop') amqp.closeAll(actor);
      else amqp.loseAll(actor);
    },
    isRunning: (actor) => slots.get(actor)?.service != null,
    spawn: (actor, name, task, options) => void processes.start(actor, name, task, options),
    emit,
    run(until) {
      timeline.run(until, () => {
        chronicle.context = NOTHING;
      });
      chronicle.context = NOTHING;
    },
  };
}

function brokerOf(
  parts: KernelParts,
  o: { timeline: Timeline; chronicle: Chronicle; scenarioIds: ReadonlySet<string> },
): ReturnType<typeof makeBroker> {
  const { timeline, chronicle } = o;
  const broker = makeBroker({
    now: () => timeline.now,
    schedule: (at, run, why) => {
      const entry = timeline.book(at, why !== 'timer' && chronicle.foregroundNow, run);
      return () => timeline.cancel(entry);
    },
    emit: chronicle.emitFor,
    deliveryDelay: (vhost) => sample(parts.options.random.stream(`latency/broker/${vhost}`), BROKER_MS),
    summarize: parts.summarize,
    groupOf: (user, rpc) => groupOf(chronicle, o.scenarioIds, user, rpc),
  });
  for (const vhost of parts.vhosts) broker.addVhost(vhost);
  return broker;
}

const refusalOf = (vhost: string, error: AmqpError): FactBody => ({
  kind: 'amqp.refused',
  vhost,
  reply_code: error.replyCode,
  reply_text: error.message,
  class_id: error.classId,
  method_id: error.methodId,
  scope: error.scope,
});

/** The recorder's rule (recorded/README.md, `group`); a reply goes with the work that it ends. */
function groupOf(chronicle: Chronicle, given: ReadonlySet<string>, user: Actor, rpc: RpcSummary): Group {
  if (user === 'neutron-server') return 'neutron';
  if (rpc.request_id !== undefined && given.has(rpc.request_id)) return 'scenario';
  return rpc.type === 'reply' ? (chronicle.current ?? chronicle.context).group : 'periodic';
}

function interpreterOf(
  parts: KernelParts,
  o: {
    timeline: Timeline;
    chronicle: Chronicle;
    processes: Processes;
    slots: ReadonlyMap<Actor, Slot>;
    amqp: AmqpSide;
    scenarioIds: Set<string>;
  },
): Interpreter {
  const { timeline, chronicle, processes, slots } = o;
  const { random } = parts.options;
  return {
    engine: parts.engine,
    mayUse: parts.mayUse,
    amqp: o.amqp,
    http: makeHttpSide({
      serverOf: (actor) => slots.get(actor)?.answer ?? null,
      workersOf: (actor) => slots.get(actor)?.definition.conf?.workers ?? null,
      requestId: (actor) => `req-${random.stream(`id/${actor}/request`).uuid()}`,
      groupFor: (actor, callers) => slots.get(actor)?.definition.requestGroup ?? callers,
      giveOut: (id) => o.scenarioIds.add(id),
      emit: (actor: Actor, body: FactBody, at) => chronicle.append(actor, body, at.cause, at.group),
      start: processes.start,
      wire: (from) => sample(random.stream(`latency/http/${from}`), WIRE_MS),
    }),
    listen(actor, answer) {
      const slot = slots.get(actor);
      if (slot) slot.answer = answer;
    },
    emit: chronicle.emitOf,
    post: processes.post,
    spawn(process, name, task, options) {
      const cause = options.cause === undefined ? process.cause : options.cause;
      processes.start(process.actor, name, task, { cause, group: options.group ?? process.group });
    },
    wakeAt: processes.wakeAt,
    now: () => timeline.now,
    resume: processes.resume,
    fail: processes.fail,
    after(process, delay, run) {
      timeline.book(plus(timeline.now, delay), chronicle.isForeground(process.cause), run);
    },
  };
}

/** Where the services of a deployment can be asked. */
function listenersOf(slots: ReadonlyMap<Actor, Slot>): readonly Listener[] {
  return [...slots.values()].flatMap(({ definition: { place, listens } }) =>
    listens ? [{ actor: place.actor, server: place.host, ...listens }] : [],
  );
}

function hostFor(
  parts: KernelParts,
  timeline: Timeline,
  definition: ServiceDefinition,
  slots: ReadonlyMap<Actor, Slot>,
): ServiceHost {
  const { actor } = definition.place;
  const { random, epochMs } = parts.options;
  return {
    actor,
    place: definition.place,
    conf: definition.conf ?? {},
    listeners: () => listenersOf(slots),
    now: () => timeline.now,
    wall: (at = timeline.now) => wallTime(epochMs, at),
    stream: (kind) => random.stream(`${kind}/${actor}`),
    took: (medianMs) => sample(random.stream(`latency/${actor}`), medianMs),
  };
}
