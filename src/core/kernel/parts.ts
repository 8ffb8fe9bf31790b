/** What the kernel gives to whoever runs an experiment, and what it is given. */
import type { Broker } from '../amqp/broker.ts';
import type { Micros } from '../base/time.ts';
import type { SqlEngine } from '../databases/engine.ts';
import type { Actor, Fact, FactBody, Group, MessageProperties, RpcSummary } from '../trace/fact.ts';
import type { Task } from './effects.ts';
import type { KernelOptions, ServiceDefinition } from './service.ts';

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
