/**
 * Back-pressure as amqplib's channels have it. Frames wait in a stream of `highWaterMark` places on each of its two sides
 * until the connection takes them all, later; `drain` follows when a frame found it full.
 */
import type { PublishOptions } from './shapes.ts';

/** amqplib's own default. */
const DEFAULT_MARK = 1024;
/** Frames of a message that are shorter than this together go out as one. */
const ONE_CHUNK = 2048;
const FRAME_OVERHEAD = 8;

export interface SendBuffer {
  /** False when the buffer is full with this. */
  add(frames: number): boolean;
}

/** `later` runs something when the connection gets to it. */
export function makeSendBuffer(
  highWaterMark: number | undefined,
  later: (run: () => void) => void,
  drained: () => void,
): SendBuffer {
  const places = 2 * (highWaterMark || DEFAULT_MARK) - 1;
  let waiting = 0;
  let wasFull = false;
  const flush = (): void => {
    waiting = 0;
    const tell = wasFull;
    wasFull = false;
    if (tell) drained();
  };
  return {
    add(frames) {
      if (waiting === 0) later(flush);
      waiting += frames;
      const isFull = waiting >= places;
      wasFull ||= isFull;
      return !isFull;
    },
  };
}

/** How many pieces amqplib writes for a message. */
export function framesOf(
  address: { readonly exchange: string; readonly routingKey: string },
  options: PublishOptions | null | undefined,
  length: number,
  frameMax: number,
): number {
  const texts = Object.values(options ?? {}).filter((value) => typeof value === 'string');
  const headers = options?.headers ? JSON.stringify(options.headers).length : 0;
  const method = 39 + address.exchange.length + address.routingKey.length;
  const properties = texts.reduce((sum, text) => sum + text.length + 1, headers);
  const all = method + properties + (length > 0 ? length + FRAME_OVERHEAD : 0);
  return all < ONE_CHUNK ? 1 : 1 + Math.ceil(length / (frameMax - FRAME_OVERHEAD));
}
