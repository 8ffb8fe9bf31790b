/**
 * What can be done to a running cloud, as data: each command with its arguments, their kinds, ranges and defaults. Checks
 * and forms are made from this one table.
 */
import type { Json } from '../base/json.ts';
import { ADDABLE } from '../nova/addable.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { FaultCommand } from '../words/fault-names.ts';
import { type ArgumentKind, type ArgumentKinds, refuse } from './arguments.ts';

/** `new_host` = a name that need not be known; `method` = an RPC method; `choice` = one of `choices`; `count` = min..max */
export type FormKind = 'service' | 'host' | 'new_host' | 'queue' | 'vhost' | 'method' | 'choice' | 'count';

export interface ArgumentForm {
  readonly name: string;
  readonly kind: FormKind;
  readonly needed?: true;
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** what holds where it is not given */
  readonly default?: string | number;
}

export const KILL_MOMENTS = ['now', 'before_ack', 'after_ack', 'in_work'] as const;
export const CUT_MOMENTS = ['now', 'before_confirm'] as const;
export const AWAY_MS = 5000;

const SERVICE: ArgumentForm = { name: 'service', kind: 'service', needed: true };
const METHOD: ArgumentForm = { name: 'method', kind: 'method' };
const HOST: ArgumentForm = { name: 'host', kind: 'host', needed: true };
const QUEUE: readonly ArgumentForm[] = [
  { name: 'queue', kind: 'queue', needed: true },
  { name: 'vhost', kind: 'vhost', default: '/' },
];

export const FORMS = {
  stop: [SERVICE],
  kill: [SERVICE, { name: 'when', kind: 'choice', choices: KILL_MOMENTS, default: 'now' }, METHOD],
  start: [SERVICE],
  slow: [SERVICE, { name: 'percent', kind: 'count', needed: true, min: 10, max: 10_000 }],
  add_service: [
    { name: 'program', kind: 'choice', needed: true, choices: ADDABLE },
    { name: 'host', kind: 'new_host', needed: true },
  ],
  remove_service: [SERVICE],
  cut_connection: [SERVICE, { name: 'when', kind: 'choice', choices: CUT_MOMENTS, default: 'now' }, METHOD],
  lose_ack: [SERVICE, METHOD],
  cut_host: [HOST],
  join_host: [HOST],
  delay: [...QUEUE, { name: 'ms', kind: 'count', needed: true, min: 0, max: 600_000 }],
  drop_message: QUEUE,
  duplicate_message: QUEUE,
  stop_broker: [],
  start_broker: [],
  restart_broker: [{ name: 'away_ms', kind: 'count', min: 0, max: 3_600_000, default: AWAY_MS }],
} as const satisfies { readonly [F in FaultCommand]: readonly ArgumentForm[] };

export { FAULT_COMMANDS, type FaultCommand, isFaultCommand } from '../words/fault-names.ts';

export const formOf = (name: FaultCommand): readonly ArgumentForm[] => FORMS[name];

/** AMQP and oslo.messaging know no such thing: shown as thought experiments. */
export const THOUGHT_EXPERIMENTS: readonly string[] = [
  'drop_message',
  'duplicate_message',
  'pause_consumers',
  'resume_consumers',
];

/** A host's name as deployments have it. */
const HOST_NAME = /^[a-z][a-z0-9-]{0,31}$/;

export function argumentsOf(name: FaultCommand): { args: ArgumentKinds; needs: readonly string[] } {
  const form = formOf(name);
  const kinds = form.map(({ name: argument, kind }): readonly [string, ArgumentKind] => [
    argument,
    kind === 'count' ? 'count' : 'name',
  ]);
  return {
    args: Object.fromEntries(kinds),
    needs: form.filter((one) => one.needed).map((one) => one.name),
  };
}

/** Choices and ranges. Errors: `CodedError` `bad_experiment`. */
export function checkForm(name: FaultCommand, args: JsonTable): void {
  for (const argument of formOf(name)) {
    const value = args[argument.name];
    if (value !== undefined) checkValue(name, argument, value);
  }
}

function checkValue(command: string, argument: ArgumentForm, value: Json): void {
  const { name, choices, min = 0, max = 0 } = argument;
  if (choices && !choices.includes(String(value))) {
    refuse(`${command}: "${name}" must be one of ${choices.join(', ')}, not ${JSON.stringify(value)}`);
  }
  if (argument.kind === 'count' && (Number(value) < min || Number(value) > max)) {
    refuse(`${command}: "${name}" must be from ${min} to ${max}, not ${JSON.stringify(value)}`);
  }
  if (argument.kind === 'new_host' && !HOST_NAME.test(String(value))) {
    refuse(`${command}: "${name}" must be a host name (a-z, 0-9, -), not ${JSON.stringify(value)}`);
  }
}
