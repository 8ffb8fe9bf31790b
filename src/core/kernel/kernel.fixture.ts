/** A kernel for tests: no database, one vhost, services made of plain tasks. */
import { makeRandom } from '../base/random.ts';
import type { SqlEngine } from '../databases/engine.ts';
import { summarizeBody } from '../recording/summary.ts';
import type { Task } from '../service/effects.ts';
import type { RunningService, ServiceDefinition, ServiceHost } from '../service/service.ts';
import type { Fact, FactKind, FactOf } from '../trace/fact.ts';
import { type Kernel, makeKernel } from './kernel.ts';

const NO_ROWS: SqlEngine = {
  execute: () => ({ rows: [], changes: [], lastInsertId: null }),
  rows: () => [],
  dump: () => ({}),
  close: () => undefined,
};

export function testKernel(options: { seed?: number; mayUse?: boolean } = {}): Kernel {
  return makeKernel({
    options: { random: makeRandom(options.seed ?? 1), epochMs: 1_795_331_816_807 },
    engine: NO_ROWS,
    vhosts: ['/'],
    summarize: (p) => summarizeBody(p.exchange, p.routingKey, p.body, p.properties),
    mayUse: () => options.mayUse ?? true,
  });
}

/** A service whose `start` is given; it runs on host `ctl`. */
export function testService(
  actor: string,
  start: (host: ServiceHost) => RunningService | Task,
): ServiceDefinition {
  const place = {
    actor,
    program: actor,
    host: 'ctl',
    machine: 'controller',
    kind: 'nova' as const,
    vhosts: ['/'],
    databases: [],
  };
  return {
    place,
    start(host) {
      const started = start(host);
      return 'main' in started ? started : { main: started };
    },
  };
}

/** Begins a task as a command would: what follows from it is in the foreground. */
export function give(kernel: Kernel, actor: string, task: Task): void {
  const cause = kernel.emit(
    'client',
    { kind: 'command.given', name: 'test', args: {} },
    { cause: null, group: 'scenario' },
  );
  kernel.spawn(actor, 'test', task, { cause, group: 'scenario' });
}

export function ofKind<K extends FactKind>(facts: readonly Fact[], kind: K): FactOf<K>[] {
  return facts.filter((fact) => fact.kind === kind) as unknown as FactOf<K>[];
}
