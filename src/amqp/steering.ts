/** What tests do to a broker in memory, by its URL: move its clock, restart it, look inside, start anew. */
import { addressOf } from './address.ts';
import { forget, homeAt, type LocalBroker } from './local-broker.ts';
import type { ConnectAddress, ConnectOptions } from './shapes.ts';

export type { LocalBroker } from './local-broker.ts';

/** The broker behind a URL; made when nobody has asked for it before. */
export function brokerAt(url?: string | ConnectAddress, options?: ConnectOptions | null): LocalBroker {
  return homeAt(addressOf(url), options?.clock);
}

/** Forgets the broker behind a URL and all it holds: the next connection finds an empty one. */
export function forgetBroker(url?: string | ConnectAddress): void {
  forget(addressOf(url));
}
