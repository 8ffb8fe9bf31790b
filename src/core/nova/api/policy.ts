/** What only an administrator may ask (`nova/policies/*.py`, `nova/policy.py:authorize`). */
import { CodedError } from '../../base/assert.ts';
import type { ApiRequest } from './state.ts';

/** `rule`: `os_compute_api:os-services:update`. */
export const notAllowed = (rule: string): CodedError =>
  new CodedError('PolicyNotAuthorized', `Policy doesn't allow ${rule} to be performed.`);

/** Errors: `CodedError` `PolicyNotAuthorized`. */
export function adminOnly({ user }: ApiRequest, rule: string): void {
  if (!user.isAdmin) throw notAllowed(rule);
}
