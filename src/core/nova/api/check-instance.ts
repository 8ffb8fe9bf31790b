/** What nova-api asks of an instance before it does anything to it: its lock, its host, its states (`nova/compute/api.py`). */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import { text, textOr } from '../fields.ts';
import type { ApiRequest } from './state.ts';

/** In which states something may be asked for, by `nova.compute.api.API`. */
export interface Allowed {
  /** `instance_actions.action`, and in the sentence of a refusal */
  readonly name: string;
  /** it must have a host (`check_instance_host`) */
  readonly hosted?: true;
  /** absent: any */
  readonly vmStates?: readonly string[];
  /** in any task_state */
  readonly anyTask?: true;
  /** in one of these (null = none); absent: it must have none */
  readonly taskStates?: readonly (string | null)[];
  /** even where it was never active */
  readonly unlaunched?: true;
  /** a lock does not matter */
  readonly lockedToo?: true;
  /** its controller takes a lock for a state, and says so */
  readonly lockIsState?: true;
}

/** The task states in which it may be asked for, and from which it is saved. */
export const tasksOf = ({ taskStates = [null] }: Allowed): readonly (string | null)[] => taskStates;

/** `common.raise_http_conflict_for_instance_invalid_state` */
export function invalidState(
  name: string,
  uuid: string,
  attribute: string,
  state: string | null,
): CodedError {
  return new CodedError(
    'InstanceInvalidState',
    state === null
      ? `Instance ${uuid} is in an invalid state for '${name}'`
      : `Cannot '${name}' instance ${uuid} while it is in ${attribute} ${state}`,
  );
}

/** Gives the instance's host (`check_instance_host`). Errors: `CodedError` `InstanceNotReady`. */
export function checkHost(data: JsonObject): string {
  const host = textOr(data, 'host', null);
  if (host !== null) return host;
  throw new CodedError('InstanceNotReady', `Instance ${text(data, 'uuid')} is not ready`);
}

/**
 * Errors: `CodedError` `InstanceIsLocked`, `InstanceNotReady` without a host, `InstanceInvalidState`
 * (`check_instance_lock`, `check_instance_host`, `check_instance_state`, in this order).
 */
export function checkInstance(allowed: Allowed, data: JsonObject, { user }: ApiRequest): void {
  const { name, vmStates } = allowed;
  const uuid = text(data, 'uuid');
  if (data.locked === true && !user.isAdmin && !allowed.lockedToo) {
    if (allowed.lockIsState) throw invalidState(name, uuid, '', null);
    throw new CodedError('InstanceIsLocked', `Instance ${uuid} is locked`);
  }
  if (allowed.hosted) checkHost(data);
  const vmState = textOr(data, 'vm_state', '');
  if (vmStates && !vmStates.includes(vmState)) throw invalidState(name, uuid, 'vm_state', vmState);
  const taskState = textOr(data, 'task_state', null);
  if (!allowed.anyTask && !tasksOf(allowed).includes(taskState))
    throw invalidState(name, uuid, 'task_state', taskState);
  if (!allowed.unlaunched && textOr(data, 'launched_at', null) === null)
    throw invalidState(name, uuid, 'launched_at', null);
}
