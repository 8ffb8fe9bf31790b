/**
 * Work that a method hands to a thread of its own: it returns, its RPC worker is free, and nobody waits for the thread's end.
 * `nova/utils.py:spawn_n` is a bare greenlet, whose exception arrives in eventlet's hub, which prints it to stderr and goes on
 * (`eventlet/hubs/hub.py:squelch_timer_exception`); one given to an executor leaves its exception in a future that Nova never
 * asks (`nova/compute/manager.py:live_migration`). Either way the thread is over, and the service is not.
 */
import { CodedError } from '../base/assert.ts';
import { emit, spawn, type Task } from '../service/effects.ts';
import type { FactBodies } from '../trace/fact.ts';

type Handed = Omit<FactBodies['thread.failed'], 'error'>;

export function handToThread(name: string, of: Handed, work: Task): Task {
  return spawn(name, toItsEnd(of, work));
}

function* toItsEnd(of: Handed, work: Task): Task {
  try {
    yield* work;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* emit({ kind: 'thread.failed', ...of, error: `${error.code}: ${error.message}` });
  }
}
