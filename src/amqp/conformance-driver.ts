/**
 * The broker behind its promise API, on a virtual clock, as a driver for a conformance runner: `connect`, `settle`,
 * `advance`, `restartBroker`, `reset` (an empty broker), `brokerInfo`.
 */
import { SERVER_PROPERTIES } from './client-connection.ts';
import { type ChannelModel, connect as connectTo } from './promise-api.ts';
import { brokerAt, forgetBroker } from './steering.ts';

const URL = 'amqp://guest:guest@conformance';
const VIRTUAL = { clock: 'virtual' } as const;

const broker = () => brokerAt(URL, VIRTUAL);

export const connect = (): Promise<ChannelModel> => connectTo(URL, VIRTUAL);

export const settle = (): Promise<void> => broker().settle();

export const advance = (ms: number): Promise<void> => broker().advance(ms);

export const restartBroker = (): Promise<void> => broker().restart();

export async function reset(): Promise<void> {
  forgetBroker(URL);
}

export const brokerInfo = async (): Promise<typeof SERVER_PROPERTIES> => SERVER_PROPERTIES;
