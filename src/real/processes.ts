/**
 * The processes of one service on the real machine: generators moved from effect to effect, in real time. A process that
 * waits holds nothing but its place; when the program is killed all of them are gone at once, as threads are.
 */
import { CodedError } from '../core/base/assert.ts';
import type { Micros } from '../core/base/time.ts';
import type {
  AmqpAction,
  Effect,
  HttpAnswer,
  HttpIncoming,
  HttpRequest,
  LogLine,
  Task,
} from '../core/service/effects.ts';
import type { Actor, FactBody } from '../core/trace/fact.ts';
import { leave, take } from './inbox.ts';
import type { Sql, SqlSession } from './sql.ts';

/** What the processes of one service may ask of the machine. */
interface Surroundings {
  readonly actor: Actor;
  readonly sql: Sql;
  now(): Micros;
  amqp(action: AmqpAction): unknown;
  http(request: HttpRequest): Promise<HttpAnswer>;
  listen(answer: (request: HttpIncoming) => Task<HttpAnswer>): void;
  log(line: LogLine): void;
  /** what a process tells of its own work; nothing is kept of it */
  tell(body: FactBody): void;
  /** a process ended by an error that nothing in it caught */
  failed(name: string, error: unknown): void;
}

interface LiveProcesses {
  /** Begins one; the promise is of its value, and fails as it fails. */
  run<T>(name: string, task: Task<T>): Promise<T>;
  /** Ends all where they stand: nothing of them goes on. */
  stop(): void;
}

interface LiveProcess {
  readonly task: Task<unknown>;
  /** its transaction and connection to a database, made when it first needs one */
  session: SqlSession | null;
  alive: boolean;
  readonly ended: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/** What the processes of one service share. */
interface Machine {
  readonly around: Surroundings;
  readonly timers: Set<ReturnType<typeof setTimeout>>;
  /** how much was told so far: numbers by which a later word can name an earlier one */
  told: number;
  begin<T>(task: Task<T>): Promise<T>;
}

export function makeProcesses(around: Surroundings): LiveProcesses {
  const table = new Set<LiveProcess>();
  const begin = <T>(task: Task<T>): Promise<T> =>
    new Promise<T>((done, fail) => {
      const process: LiveProcess = {
        task: task as Task<unknown>,
        session: null,
        alive: true,
        ended: done as (value: unknown) => void,
        failed: fail,
      };
      table.add(process);
      queueMicrotask(() => advance(process, 'next', undefined));
    });
  const machine: Machine = { around, timers: new Set(), told: 0, begin };

  const advance = (process: LiveProcess, how: 'next' | 'throw', given: unknown): void => {
    if (!process.alive) return;
    const { task } = process;
    try {
      let step = how === 'next' ? task.next(given) : task.throw(given);
      while (!step.done) {
        const outcome = attempt(machine, process, step.value);
        if (outcome.value instanceof Promise) {
          outcome.value.then(
            (value) => advance(process, 'next', value),
            (error: unknown) => advance(process, 'throw', error),
          );
          return;
        }
        step = 'error' in outcome ? task.throw(outcome.error) : task.next(outcome.value);
      }
      end(process, 'ended', step.value);
    } catch (error) {
      end(process, 'failed', error);
    }
  };

  const end = (process: LiveProcess, how: 'ended' | 'failed', value: unknown): void => {
    process.alive = false;
    table.delete(process);
    const tell = (): void => process[how](value);
    if (!process.session) tell();
    // what it wrote and never committed stands where it ended well, and is taken back where it failed
    else process.session.end(how === 'ended').then(tell, process.failed);
  };

  return {
    run: (_name, task) => begin(task),
    stop() {
      for (const timer of machine.timers) clearTimeout(timer);
      for (const process of [...table]) {
        process.alive = false;
        table.delete(process);
        process.session?.end(false).catch(() => undefined);
        process.failed(new CodedError('killed', `${around.actor} stopped`));
      }
    },
  };
}

type Outcome = { readonly value: unknown } | { readonly value: null; readonly error: unknown };

function attempt(machine: Machine, process: LiveProcess, effect: Effect): Outcome {
  try {
    return { value: perform(machine, process, effect) };
  } catch (error) {
    return { value: null, error };
  }
}

/** A message, a request, a wait for another process: what stands before it is a transaction of its own. */
function apart(process: LiveProcess, act: () => unknown): unknown {
  const open = process.session?.commit();
  return open ? open.then(act) : act();
}

function perform(machine: Machine, process: LiveProcess, effect: Effect): unknown {
  const { around } = machine;
  switch (effect.do) {
    case 'sleep':
      return effect.us <= 0 ? undefined : sleep(machine, effect.us / 1000);
    case 'execute':
      process.session ??= around.sql.open(around.actor);
      return process.session.execute(effect.statement);
    case 'commit':
      return process.session?.commit() ?? undefined;
    case 'http':
      return apart(process, () => around.http(effect.request));
    case 'spawn':
      machine.begin(effect.task).catch((error: unknown) => around.failed(effect.name, error));
      return undefined;
    case 'receive':
      return apart(process, () => take(effect.inbox, waitOf(around, effect.until)));
    case 'post':
      return leave(effect.inbox, effect.item);
    case 'emit':
      around.tell(effect.body);
      machine.told += 1;
      return machine.told;
    case 'log':
      return around.log(effect.line);
    case 'amqp':
      return apart(process, () => around.amqp(effect.action));
    case 'listen':
      return around.listen(effect.answer);
    case 'begin_anew':
      return undefined;
  }
}

/** Milliseconds. */
const waitOf = (around: Surroundings, until: Micros | null): number | null =>
  until === null ? null : Math.max(0, until - around.now()) / 1000;

function sleep({ timers }: Machine, ms: number): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      done();
    }, ms);
    timers.add(timer);
  });
}
