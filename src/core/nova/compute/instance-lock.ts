/** One piece of work at a time on an instance (`utils.synchronized(instance.uuid)`). */
import { type Lock, makeLock } from '../../service/effects.ts';
import type { Compute } from './state.ts';

export function instanceLock({ instanceLocks }: Compute, uuid: string): Lock {
  const known = instanceLocks.get(uuid);
  if (known) return known;
  const made = makeLock(uuid);
  instanceLocks.set(uuid, made);
  return made;
}
