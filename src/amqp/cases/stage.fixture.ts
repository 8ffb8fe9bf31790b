/** Where a case is played, and what is open while it is. */
import type { Channel, ChannelModel, Message } from '../promise-api.ts';

export interface Stage {
  connect(): Promise<ChannelModel>;
  /** lets milliseconds of broker time pass */
  pass(ms: number): Promise<void>;
  restart(): Promise<void>;
  /** Waits until `isSo`, or as long as the stage finds fit; then as long as a surplus might need to show. */
  until(isSo: () => boolean): Promise<void>;
}

export interface Line {
  readonly model: ChannelModel;
  open: boolean;
  error: Refusal | null;
}
export interface Open extends Line {
  readonly raw: Channel;
  readonly line: Line;
  readonly returns: string[];
}
export type Refusal = Error & { readonly code?: number };
export interface Kept {
  readonly messages: (Message | null)[];
  seen: number;
  readonly channel: Open;
  tag: string;
}

export const text = (message: Message | null): string =>
  message === null
    ? '!'
    : `${new TextDecoder().decode(message.content)}${message.fields.redelivered === true ? '*' : ''}`;
export const words = (bodies: string): string[] => (bodies === '' ? [] : bodies.split(' '));
export const show = (value: unknown): string => JSON.stringify(value) ?? 'undefined';
