/**
 * The one loop: processes of all services, the agenda of virtual time, the broker and the SQL engine, and the list of
 * facts that comes out. Single-threaded and deterministic. It is given the services; it knows none of them.
 */

import type { Broker } from '../amqp/broker.ts';
import { makeBroker } from '../amqp/broker.ts';
import { type Agenda, type Entry, makeAgenda } from '../base/agenda.ts';
import { AssertionFailed, assert, CodedError, defined } from '../base/assert.ts';
import { type Micros, micros, plus, wallTime } from '../base/time.ts';
import type { SqlEngine } from '../databases/engine.ts';
import type { Actor, Fact, FactBody, Group, MessageProperties, RpcSummary } from '../trace/fact.ts';
import { makeFactLog } from '../trace/log.ts';
import { type AmqpSide, makeAmqpSide } from './amqp-side.ts';
import type { Effect, Inbox, Task } from './effects.ts';
import { makeHttpSide } from './http-side.ts';
import { type Interpreter, interpret } from './interpret.ts';
import { sample } from './latency.ts';
import { type Due, makeProcess, type Process } from './process.ts';
import type { KernelOptions, RunningService, ServiceDefinition, ServiceHost } from './service.ts';

/** Facts of one run at most; reaching it ends the run with an error that says so. */
const FACTS_MAX = 2_000_000;

export interface Kernel {
  readonly facts: readonly Fact[];
  readonly broker: Broker;
  now(): Micros;
  addService(definition: ServiceDefinition): void;
  startService(actor: Actor): void;
  /** `stop` closes its connections in order; `kill` and `crash` break them. */
  stopService(actor: Actor, how: 'stop' | 'kill' | 'crash'): void;
  isRunning(actor: Actor): boolean;
  /** A process outside every service (the client). */
  spawn(actor: Actor, name: string, task: Task, options: { cause: number | null; group: Group }): void;
  emit(actor: Actor, body: FactBody, options: { cause: number | null; group: Group }): number;
  /** Runs all that is due up to and at `until`; null = until only periodic work is left. */
  run(until: Micros | null): void;
  /** Is anything pending that a command is behind? */
  readonly busy: boolean;
}

export interface KernelParts {
  readonly options: KernelOptions;
  readonly engine: SqlEngine;
  readonly vhosts: readonly string[];
  summarize(publish: {
    exchange: string;
    routingKey: string;
    body: string;
    properties: MessageProperties;
  }): RpcSummary;
  /** whether a service may open a connection to a database; false raises DBNotAllowed in it */
  mayUse(actor: Actor, database: string): boolean;
}

interface Running {
  readonly definition: ServiceDefinition;
  service: RunningService | null;
}

export function makeKernel(parts: KernelParts): Kernel {
  return new KernelState(parts);
}

/** Kept as one closed object: its fields are the simulator's only mutable state besides broker and engine. */
class KernelState implements Kernel {
  readonly #parts: KernelParts;
  readonly #log = makeFactLog();
  readonly #agenda: Agenda<Due> = makeAgenda<Due>();
  readonly #services = new Map<Actor, Running>();
  readonly #processes = new Set<Process>();
  readonly #caused: boolean[] = [];
  readonly #scenarioIds = new Set<string>();
  readonly #amqp: AmqpSide;
  readonly #interpreter: Interpreter;
  readonly broker: Broker;
  #now: Micros = micros(0);
  #foreground = 0;
  #serial = 0;
  #current: Process | null = null;
  /** cause of what happens outside any process (a command), while it happens */
  #context: { cause: number | null; group: Group } = { cause: null, group: 'periodic' };

  constructor(parts: KernelParts) {
    this.#parts = parts;
    this.broker = makeBroker({
      now: () => this.#now,
      schedule: (at, run, why) => this.#schedule(at, why !== 'timer' && this.#isForeground(), run),
      emit: (actor, body, options) => this.#emitFor(actor, body, options),
      deliveryDelay: (vhost) => sample(parts.options.random.stream(`latency/broker/${vhost}`), 0.3),
      summarize: parts.summarize,
      groupOf: (user, rpc) => this.#groupOf(user, rpc),
    });
    for (const vhost of parts.vhosts) this.broker.addVhost(vhost);
    this.#amqp = makeAmqpSide(
      this.broker,
      (inbox, item, cause) => this.#post(inbox, item, cause),
      (fact) => defined(this.facts[fact], `fact ${fact}`).group,
    );
    this.#interpreter = {
      engine: parts.engine,
      mayUse: parts.mayUse,
      amqp: this.#amqp,
      http: makeHttpSide({
        serverOf: (actor) => this.#services.get(actor)?.service?.answer ?? null,
        requestId: (actor) => `req-${parts.options.random.stream(`id/${actor}/request`).uuid()}`,
        groupFor: (actor, callers) => this.#services.get(actor)?.definition.requestGroup ?? callers,
        giveOut: (id) => this.#scenarioIds.add(id),
        emit: (actor, body, options) => this.#log_(actor, body, options.cause, options.group),
        start: (actor, name, task, options, ended) => this.#start(actor, name, task, options, ended),
        wire: (from) => sample(parts.options.random.stream(`latency/http/${from}`), 0.4),
      }),
      emit: (process, body) => this.#emitOf(process, body),
      post: (inbox, item, cause) => this.#post(inbox, item, cause),
      spawn: (process, name, task, options) =>
        void this.#start(process.actor, name, task, {
          cause: options.cause === undefined ? process.cause : options.cause,
          group: options.group ?? process.group,
        }),
      wakeAt: (process, at, run) => {
        if (process.wake) this.#cancel(process.wake);
        process.wake = this.#schedule_(at, this.#foregroundOf(process), run);
      },
      now: () => this.#now,
      resume: (process, value) => this.#resume(process, value),
      fail: (process, error) => this.#throwInto(process, error),
      after: (process, delay, run) =>
        void this.#schedule_(plus(this.#now, delay), this.#foregroundOf(process), run),
    };
  }

  get facts(): readonly Fact[] {
    return this.#log.facts;
  }

  get busy(): boolean {
    return this.#foreground > 0;
  }

  now(): Micros {
    return this.#now;
  }

  addService(definition: ServiceDefinition): void {
    assert(!this.#services.has(definition.place.actor), `service ${definition.place.actor} is there twice`);
    this.#services.set(definition.place.actor, { definition, service: null });
  }

  isRunning(actor: Actor): boolean {
    return this.#services.get(actor)?.service != null;
  }

  startService(actor: Actor): void {
    const running = defined(this.#services.get(actor), `service ${actor}`);
    if (running.service) return;
    const { place } = running.definition;
    const body: FactBody = { kind: 'service.started', host: place.host, program: place.program };
    const cause = this.emit(actor, body, this.#context);
    const service = running.definition.start(this.#hostFor(running.definition));
    running.service = service;
    this.#start(actor, 'main', service.main, { cause, group: 'periodic' });
  }

  stopService(actor: Actor, how: 'stop' | 'kill' | 'crash'): void {
    const running = defined(this.#services.get(actor), `service ${actor}`);
    if (!running.service) return;
    running.service = null;
    const cause = this.emit(actor, { kind: 'service.stopped', how }, this.#context);
    for (const process of [...this.#processes]) {
      if (process.actor === actor)
        this.#end(process, undefined, new CodedError('killed', `${actor} stopped`));
    }
    const before = this.#context;
    this.#context = { cause, group: before.group };
    this.#amqp.loseAll(actor);
    this.#context = before;
  }

  spawn(actor: Actor, name: string, task: Task, options: { cause: number | null; group: Group }): void {
    this.#start(actor, name, task, options);
  }

  emit(actor: Actor, body: FactBody, options: { cause: number | null; group: Group }): number {
    const index = this.#log_(actor, body, options.cause, options.group);
    this.#context = { cause: index, group: options.group };
    return index;
  }

  run(until: Micros | null): void {
    for (;;) {
      const next = this.#agenda.peek();
      if (!next || (until === null ? this.#foreground === 0 : next.at > until)) break;
      this.#agenda.take();
      next.cancelled = true;
      if (next.item.foreground) this.#foreground -= 1;
      this.#now = next.at;
      this.#context = { cause: null, group: 'periodic' };
      next.item.run();
      if (this.#log.facts.length > FACTS_MAX) {
        throw new CodedError('too_many_facts', `the run was ended after ${FACTS_MAX} facts`);
      }
    }
    if (until !== null && until > this.#now) this.#now = until;
    this.#context = { cause: null, group: 'periodic' };
  }

  #hostFor(definition: ServiceDefinition): ServiceHost {
    const { actor } = definition.place;
    const { random, epochMs } = this.#parts.options;
    return {
      actor,
      place: definition.place,
      now: () => this.#now,
      wall: (at = this.#now) => wallTime(epochMs, at),
      stream: (kind) => random.stream(`${kind}/${actor}`),
      took: (medianMs) => sample(random.stream(`latency/${actor}`), medianMs),
    };
  }

  #groupOf(user: Actor, rpc: RpcSummary): Group {
    if (user === 'neutron-server') return 'neutron';
    if (rpc.request_id !== undefined && this.#scenarioIds.has(rpc.request_id)) return 'scenario';
    if (rpc.type === 'reply' && this.#current) return this.#current.group;
    return 'periodic';
  }

  #isForeground(): boolean {
    if (this.#current) return this.#foregroundOf(this.#current);
    return this.#context.cause !== null && this.#caused[this.#context.cause] === true;
  }

  #foregroundOf(process: Process): boolean {
    return process.cause !== null && this.#caused[process.cause] === true;
  }

  #log_(actor: Actor, body: FactBody, cause: number | null, group: Group): number {
    const index = this.#log.add(this.#now, actor, cause, group, body);
    this.#caused.push(body.kind === 'command.given' || (cause !== null && this.#caused[cause] === true));
    return index;
  }

  #emitOf(process: Process, body: FactBody): number {
    const index = this.#log_(process.actor, body, process.cause, process.group);
    process.cause = index;
    return index;
  }

  /** Facts of the broker: with a cause of their own, or in the course of what a process or a command does. */
  #emitFor(actor: Actor, body: FactBody, options?: { cause?: number | null; group?: Group }): number {
    const process = this.#current;
    const own = options?.cause;
    const cause = own === undefined ? (process ? process.cause : this.#context.cause) : own;
    const group = options?.group ?? (process ? process.group : this.#context.group);
    const index = this.#log_(actor, body, cause, group);
    if (own === undefined) {
      if (process) process.cause = index;
      else this.#context = { cause: index, group };
    }
    return index;
  }

  #schedule(at: Micros, foreground: boolean, run: () => void): () => void {
    const entry = this.#schedule_(at, foreground, run);
    return () => this.#cancel(entry);
  }

  #schedule_(at: Micros, foreground: boolean, run: () => void): Entry<Due> {
    if (foreground) this.#foreground += 1;
    return this.#agenda.add(at, { foreground, run });
  }

  #cancel(entry: Entry<Due>): void {
    if (entry.cancelled) return;
    entry.cancelled = true;
    if (entry.item.foreground) this.#foreground -= 1;
  }

  #start(
    actor: Actor,
    name: string,
    task: Task<unknown>,
    options: { cause: number | null; group: Group },
    ended?: (value: unknown, error: unknown) => void,
  ): Process {
    this.#serial += 1;
    const fields = { id: this.#serial, actor, name, task, ...options };
    const process = makeProcess(ended ? { ...fields, ended } : fields);
    this.#processes.add(process);
    process.wake = this.#schedule_(this.#now, this.#foregroundOf(process), () =>
      this.#resume(process, undefined),
    );
    return process;
  }

  #post(inbox: Inbox<unknown>, item: unknown, cause: number | null): void {
    const taker = inbox.takers.shift();
    if (taker) taker(item, cause);
    else (inbox.items as { item: unknown; cause: number | null }[]).push({ item, cause });
  }

  #resume(process: Process, value: unknown): void {
    this.#advance(process, () => process.task.next(value));
  }

  #throwInto(process: Process, error: unknown): void {
    this.#advance(process, () => process.task.throw(error));
  }

  #advance(process: Process, move: () => IteratorResult<Effect, unknown>): void {
    if (!process.alive) return;
    this.#unhook(process);
    const before = this.#current;
    this.#current = process;
    try {
      let result = move();
      while (!result.done) {
        const step = interpret(this.#interpreter, process, result.value);
        if (step.kind === 'wait') return;
        const now = step;
        result = now.kind === 'value' ? process.task.next(now.value) : process.task.throw(now.error);
      }
      this.#end(process, result.value, undefined);
    } catch (error) {
      this.#end(process, undefined, error);
    } finally {
      this.#current = before;
    }
  }

  #unhook(process: Process): void {
    if (process.wake) this.#cancel(process.wake);
    process.wake = null;
    if (process.waitsAt) {
      const { inbox, taker } = process.waitsAt;
      const place = inbox.takers.indexOf(taker);
      if (place >= 0) inbox.takers.splice(place, 1);
      process.waitsAt = null;
    }
  }

  #end(process: Process, value: unknown, error: unknown): void {
    if (!process.alive) return;
    process.alive = false;
    this.#unhook(process);
    this.#processes.delete(process);
    const killed = error instanceof CodedError && error.code === 'killed';
    if (killed) process.task.return(undefined as never);
    if (process.ended) process.ended(value, error);
    else if (error !== undefined && !killed) {
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      this.#emitOf(process, { kind: 'process.failed', process: process.name, error: text });
    }
    if (error instanceof AssertionFailed) throw error;
  }
}
