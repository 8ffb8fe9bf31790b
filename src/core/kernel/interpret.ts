/** What each effect does in virtual time. */
import { CodedError } from '../base/assert.ts';
import { type Micros, plus } from '../base/time.ts';
import { tableOf } from '../databases/catalogue.ts';
import type { SqlEngine, Statement } from '../databases/engine.ts';
import {
  type AmqpAction,
  type Behalf,
  type Effect,
  type HttpAnswer,
  type HttpIncoming,
  type Inbox,
  type LogLine,
  type Task,
  TIMED_OUT,
} from '../service/effects.ts';
import type { Actor, Cell, FactBody, Row } from '../trace/fact.ts';
import type { AmqpSide } from './amqp-side.ts';
import type { HttpSide } from './http-side.ts';
import { lineOf, type Taker } from './line.ts';
import type { Process } from './process.ts';
import type { Strikes } from './strikes.ts';

export interface Interpreter {
  readonly engine: SqlEngine;
  readonly amqp: AmqpSide;
  readonly strikes: Strikes;
  readonly http: HttpSide;
  /** false = facts are shown and forgotten: what only a reader of the trace needs is not worked out */
  readonly recording: boolean;
  mayUse(actor: Actor, database: string): boolean;
  emit(process: Process, body: FactBody): number;
  /** adds a line of the service's log: a fact that nothing follows from */
  note(process: Process, line: LogLine): void;
  post(inbox: Inbox<unknown>, item: unknown, cause: number | null): void;
  spawn(process: Process, name: string, task: Task, behalf: Behalf): void;
  listen(actor: Actor, answer: (request: HttpIncoming) => Task<HttpAnswer>): void;
  wakeAt(process: Process, at: Micros, run: () => void, hope?: () => boolean): void;
  /** the run waits for this process to be let on, if a command is behind it and its service can reach the broker; gives the end of that */
  expect(process: Process): (() => void) | null;
  /** may this process's service reach the broker? */
  reaches(process: Process): boolean;
  after(process: Process, delay: Micros, run: () => void): void;
  now(): Micros;
  resume(process: Process, value: unknown): void;
  fail(process: Process, error: unknown): void;
}

/** Go on at once with a value or an error, or wait to be woken. */
export type EffectOutcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'wait' };

const WAIT: EffectOutcome = { kind: 'wait' };
const value = (v: unknown): EffectOutcome => ({ kind: 'value', value: v });

export function interpret(world: Interpreter, process: Process, effect: Effect): EffectOutcome {
  try {
    const outcome = act(world, process, effect);
    if (outcome.kind === 'wait' && process.doom) world.strikes.atWait(process);
    return outcome;
  } catch (error) {
    if (error instanceof CodedError) return { kind: 'error', error };
    throw error;
  }
}

function act(world: Interpreter, process: Process, effect: Effect): EffectOutcome {
  switch (effect.do) {
    case 'sleep':
      world.wakeAt(
        process,
        plus(world.now(), effect.us),
        process.wakeUp,
        effect.retry ? () => world.reaches(process) : undefined,
      );
      return WAIT;
    case 'execute':
      return value(executeStatement(world, process, effect.statement));
    case 'commit':
      world.emit(process, {
        kind: 'sql.executed',
        database: effect.database,
        verb: 'COMMIT',
        table: '',
        statement: 'COMMIT',
        parameters: [],
        rows: 0,
        keys: null,
      });
      return value(undefined);
    case 'http':
      world.http.ask(process, effect.request, {
        after: (delay, run) => world.after(process, delay, run),
        answer: (answer) => world.resume(process, answer),
        fail: (error) => world.fail(process, error),
      });
      return WAIT;
    case 'spawn':
      world.spawn(process, effect.name, effect.task, effect.behalf);
      return value(undefined);
    case 'receive':
      return take(world, process, effect);
    case 'post':
      world.post(effect.inbox, effect.item, effect.quiet ? null : process.cause);
      return value(undefined);
    case 'emit':
      return emitted(world, process, effect.body);
    case 'log':
      world.note(process, effect.line);
      return value(undefined);
    case 'amqp':
      return amqp(world, process, effect.action);
    case 'listen':
      world.listen(process.actor, effect.answer);
      return value(undefined);
    case 'begin_anew':
      process.cause = null;
      return value(undefined);
  }
}

function emitted(world: Interpreter, process: Process, body: FactBody): EffectOutcome {
  const index = world.emit(process, body);
  if (body.kind === 'rpc.dispatched' && world.strikes.isArmed(process.actor)) {
    world.strikes.dispatched(process, body.message, body.method);
  }
  return value(index);
}

function amqp(world: Interpreter, process: Process, action: AmqpAction): EffectOutcome {
  if (!world.strikes.isArmed(process.actor)) return value(world.amqp.act(process.actor, action));
  const struck = world.strikes.act(process, action);
  return struck.dead ? WAIT : value(struck.value);
}

function take(
  world: Interpreter,
  process: Process,
  { inbox, until, turn }: Extract<Effect, { readonly do: 'receive' }>,
): EffectOutcome {
  const { items, takers } = lineOf(inbox);
  const first = items.shift();
  if (first) {
    if (first.cause !== null) process.cause = first.cause;
    return value(first.item);
  }
  const taker: Taker = (item, cause) => {
    const expected = process.waitsAt?.expected;
    process.waitsAt = null;
    if (cause !== null) process.cause = cause;
    world.wakeAt(process, world.now(), () => world.resume(process, item));
    expected?.();
  };
  takers.push(taker);
  process.waitsAt = { inbox, taker, expected: turn ? world.expect(process) : null };
  if (until !== null) world.wakeAt(process, until, () => world.resume(process, TIMED_OUT));
  return WAIT;
}

/** Each row's primary key once; null where the rows do not carry it. */
function keysOf({ database, table }: Statement, rows: readonly Row[]): readonly (readonly Cell[])[] | null {
  const columns = tableOf(database, table).primary_key;
  const keys = new Map<string, readonly Cell[]>();
  for (const row of rows) {
    const key: Cell[] = [];
    for (const column of columns) {
      const cell = row[column];
      if (cell === undefined || cell === null) return null;
      key.push(cell);
    }
    keys.set(JSON.stringify(key), key);
  }
  return [...keys.values()];
}

function executeStatement(world: Interpreter, process: Process, statement: Statement): unknown {
  if (!world.mayUse(process.actor, statement.database)) {
    // nova/exception.py:DBNotAllowed, raised by nova/db/main/api.py:_check_db_access
    throw new CodedError(
      'DBNotAllowed',
      `${process.actor} attempted direct database access which is not allowed by policy`,
    );
  }
  const result = world.engine.execute(statement);
  const index = world.emit(process, {
    kind: 'sql.executed',
    database: statement.database,
    verb: statement.verb,
    table: statement.table,
    statement: statement.sql,
    parameters: statement.parameters,
    rows: statement.verb === 'SELECT' ? result.rows.length : result.changes.length,
    keys: world.recording && statement.verb === 'SELECT' ? keysOf(statement, result.rows) : null,
  });
  for (const change of result.changes) {
    world.emit(process, { kind: 'row.changed', ...change });
    process.cause = index;
  }
  return result;
}
