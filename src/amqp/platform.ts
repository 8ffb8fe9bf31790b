/** What the library takes from Node. The build for browsers puts `browser/platform.ts` in its place. */
import { AsyncResource } from 'node:async_hooks';
import { EventEmitter } from 'node:events';

export type { ConnectionOptions as SocketOptions } from 'node:tls';
export { EventEmitter };

/** Runs what comes in later as a continuation of now: in the domain and the asynchronous storage of who asks. */
export function continuing(): (run: () => void) => void {
  const now = new AsyncResource('NovascopeConnection');
  return (run) => now.runInAsyncScope(run);
}

/** What amqplib takes as the bytes of a message. */
export const isBuffer = (value: unknown): value is Buffer => Buffer.isBuffer(value);

export const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
