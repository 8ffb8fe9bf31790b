/** Telling an event when a listener may throw: who listens to `handler-error` hears of it, else it goes on up. */
import type { EventEmitter } from './platform.ts';
import { afterThis } from './task.ts';

export function safeEmit(emitter: EventEmitter, event: string, ...args: readonly unknown[]): void {
  try {
    emitter.emit(event, ...args);
  } catch (error) {
    if (emitter.listenerCount('handler-error') === 0) throw error;
    afterThis(() => emitter.emit('handler-error', error, event));
  }
}
