/** Where a URL leads and who comes, read as amqplib reads it. */
import type { ConnectAddress } from './shapes.ts';

export interface Address {
  /** host and port: one broker each */
  readonly place: string;
  readonly vhost: string;
  readonly user: string;
}

function protocolOf(protocol: string): string {
  if (protocol === 'amqp:' || protocol === 'amqps:') return protocol;
  throw new Error(`Field 'url': Expected amqp: or amqps: as the protocol; got ${protocol}`);
}

const portOf = (protocol: string): number => (protocol === 'amqp:' ? 5672 : 5671);

function ofText(url: string): Address {
  let parts: URL | null = null;
  try {
    parts = new URL(url);
  } catch {
    protocolOf('');
  }
  const { protocol, hostname, port, pathname, username, password } = parts as URL;
  const number = port === '' ? portOf(protocolOf(protocol)) : Number(port);
  protocolOf(protocol);
  const vhost = decodeURIComponent(pathname.slice(1));
  const user = username === '' && password === '' ? 'guest' : decodeURIComponent(username);
  return { place: `${hostname}:${number}`, vhost: vhost === '' ? '/' : vhost, user };
}

/** Throws for anything that is no AMQP address. Passwords are not looked at. */
export function addressOf(url: string | ConnectAddress | null | undefined | false): Address {
  if (!url) return ofText('amqp://localhost');
  if (typeof url === 'string') return ofText(url);
  if (typeof url !== 'object')
    throw new TypeError("Field 'url' is the wrong type; must be a string or an object");
  const protocol = protocolOf(`${url.protocol ?? 'amqp'}:`);
  const bare = url.username === undefined && url.password === undefined;
  return {
    place: `${url.hostname ?? 'localhost'}:${url.port ?? portOf(protocol)}`,
    vhost: url.vhost || '/',
    user: bare ? 'guest' : (url.username ?? ''),
  };
}
