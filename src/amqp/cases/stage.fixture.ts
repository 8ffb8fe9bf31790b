/** Where a case is played, and what is open while it is. */
import type { Channel, ChannelModel, Message } from '../promise-api.ts';

export interface BrokerStage {
  connect(): Promise<ChannelModel>;
  /** lets milliseconds of broker time pass */
  pass(ms: number): Promise<void>;
  restart(): Promise<void>;
  /** Waits until `isSo`, or as long as the stage finds fit; then as long as a surplus might need to show. */
  until(isSo: () => boolean): Promise<void>;
}

export interface ClientLine {
  readonly model: ChannelModel;
  open: boolean;
  error: ClientError | null;
}
export interface OpenLine extends ClientLine {
  readonly raw: Channel;
  readonly line: ClientLine;
  readonly returns: string[];
}
export type ClientError = Error & { readonly code?: number };
export interface KeptMessages {
  readonly messages: (Message | null)[];
  seen: number;
  readonly channel: OpenLine;
  tag: string;
}

export const text = (message: Message | null): string =>
  message === null
    ? '!'
    : `${new TextDecoder().decode(message.content)}${message.fields.redelivered === true ? '*' : ''}`;
export const words = (bodies: string): string[] => (bodies === '' ? [] : bodies.split(' '));
export const show = (value: unknown): string => JSON.stringify(value) ?? 'undefined';
