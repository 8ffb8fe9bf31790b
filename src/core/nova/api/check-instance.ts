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
  readonly vmStates: readonly string[];
  /** in any task_state; else it must be NULL */
  readonly anyTask?: true;
  /** its controller takes a lock for a state, and says so */
  readonly lockIsState?: true;
}

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
  if (data.locked === true && !user.isAdmin) {
    if (allowed.lockIsState) throw invalidState(name, uuid, '', null);
    throw new CodedError('InstanceIsLocked', `Instance ${uuid} is locked`);
  }
  if (allowed.hosted) checkHost(data);
  const vmState = textOr(data, 'vm_state', '');
  if (!vmStates.includes(vmState)) throw invalidState(name, uuid, 'vm_state', vmState);
  const taskState = textOr(data, 'task_state', null);
  if (taskState !== null && !allowed.anyTask) throw invalidState(name, uuid, 'task_state', taskState);
  if (textOr(data, 'launched_at', null) === null) throw invalidState(name, uuid, 'launched_at', null);
}
