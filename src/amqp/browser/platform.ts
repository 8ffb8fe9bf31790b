/** In a browser: what `platform.ts` takes from Node. */
export { EventEmitter } from './emitter.ts';

/** A browser has no domains and no asynchronous storage. */
export const continuing = (): ((run: () => void) => void) => (run) => run();

export const isBuffer = (value: unknown): value is Uint8Array => value instanceof Uint8Array;

export const bufferOf = (bytes: Uint8Array): Uint8Array => bytes;
