/** What the kernel gives to whoever runs an experiment, and what it is given. */
import type { Broker } from '../amqp/broker.ts';
import type { Micros } from '../base/time.ts';
import type { SqlEngine } from '../databases/engine.ts';
import type { Task } from '../service/effects.ts';
import type { ServiceDefinition } from '../service/service.ts';
import type { Actor, Fact, FactBody, Group, MessageProperties, RpcSummary } from '../trace/fact.ts';
import type { Arm } from './faults.ts';
import type { KernelOptions } from './options.ts';

export interface Kernel {
  readonly facts: readonly Fact[];
  readonly broker: Broker;
  now(): Micros;
  addService(definition: ServiceDefinition): void;
  /** `at` = what began it; default: what goes on outside every process */
  startService(actor: Actor, at?: { cause: number | null; group: Group }): void;
  /** It stands for a process that was up long before the run: what it once learned, it knows. */
  bringUp(actor: Actor): void;
  /** `stop` closes its connections in order; `kill` and `crash` break them. */
  stopService(actor: Actor, how: 'stop' | 'kill' | 'crash'): void;
  isRunning(actor: Actor): boolean;
  readonly faults: KernelFaults;
  /** A process outside every service (the client). */
  spawn(actor: Actor, name: string, task: Task, options: { cause: number | null; group: Group }): void;
  emit(actor: Actor, body: FactBody, options: { cause: number | null; group: Group }): number;
  /** Runs all that is due up to and at `until`; null = until only periodic work is left. */
  run(until: Micros | null): void;
  /** Is anything pending that a command is behind? */
  readonly busy: boolean;
}

/** What is done to the cloud from outside, beyond starting and stopping. */
export interface KernelFaults {
  /** It strikes at the next message that it fits; it is gone when its service stops. */
  arm(actor: Actor, arm: Arm): void;
  /** service times, in percent of the usual ones */
  slow(actor: Actor, percent: number): void;
  /** how much longer deliveries of a queue take */
  delay(vhost: string, queue: string, extra: Micros): void;
  cutConnections(actor: Actor): void;
  /** AMQP connections that a service has */
  connections(actor: Actor): number;
  /** Its services lose their connections and reach nobody on another host, nor the broker, until it is joined again. */
  cutHost(host: string): void;
  joinHost(host: string): void;
  isCut(host: string): boolean;
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
