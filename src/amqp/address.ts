/** Where a URL leads and who comes, read as amqplib reads it. */
import { number } from './fields.ts';
import type { ConnectAddress } from './shapes.ts';

export interface Address {
  /** host and port: one broker each */
  readonly place: string;
  readonly vhost: string;
  readonly user: string;
  /** what a client asks of the connection; absent = as the broker offers */
  readonly limits: ConnectionLimits;
}

export interface ConnectionLimits {
  readonly channelMax?: number;
  readonly frameMax?: number;
  readonly heartbeat?: number;
}
const LIMITS = ['channelMax', 'frameMax', 'heartbeat'] as const;

function limitsOf(given: (name: (typeof LIMITS)[number]) => unknown): ConnectionLimits {
  const asked = LIMITS.flatMap((name) => {
    const value = given(name);
    return value === undefined || value === null ? [] : [[name, number(name, parseInt(String(value), 10))]];
  });
  return Object.fromEntries(asked);
}

function protocolOf(protocol: string): string {
  if (protocol === 'amqp:' || protocol === 'amqps:') return protocol;
  throw new Error(`Expected amqp: or amqps: as the protocol; got ${protocol} (field 'url')`);
}

const portOf = (protocol: string): number => (protocol === 'amqp:' ? 5672 : 5671);

function ofText(url: string): Address {
  let parts: URL | null = null;
  try {
    parts = new URL(url);
  } catch {
    protocolOf('');
  }
  const { protocol, hostname, port, pathname, username, password, searchParams } = parts as URL;
  const given = port === '' ? portOf(protocolOf(protocol)) : Number(port);
  protocolOf(protocol);
  const vhost = decodeURIComponent(pathname.slice(1));
  const user = username === '' && password === '' ? 'guest' : decodeURIComponent(username);
  const limits = limitsOf((name) => searchParams.get(name));
  return { place: `${hostname}:${given}`, vhost: vhost === '' ? '/' : vhost, user, limits };
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
    limits: limitsOf((name) => url[name]),
  };
}
