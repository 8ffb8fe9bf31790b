/** Where the broker and the databases are, as given on the command line; each refusal is one sentence. */
import { resolve } from 'node:path';
import { CodedError } from '../core/base/assert.ts';
import { TOP_VHOST } from '../core/nova/words.ts';

export interface BrokerAddress {
  /** with what logs in, without a vhost: `amqp://guest:guest@127.0.0.1:5672` */
  readonly login: string;
  /** to show: no password in it */
  readonly shown: string;
  readonly host: string;
  readonly port: number;
  /** what stands for Nova's vhost `/`; the cells' are named behind it */
  readonly top: string;
}

export type DatabaseAddress =
  | {
      readonly kind: 'mysql';
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      /** stands before the name of each database */
      readonly prefix: string;
      readonly shown: string;
    }
  | { readonly kind: 'sqlite'; readonly folder: string; readonly shown: string };

const refuse = (sentence: string): never => {
  throw new CodedError('misuse', sentence);
};

function urlOf(text: string, what: string, example: string): URL {
  try {
    return new URL(text);
  } catch {
    return refuse(
      `${what} must be an address such as ${example}; ${JSON.stringify(text.replace(/:[^:@/]*@/, ':***@'))} is none.`,
    );
  }
}

export const DEFAULT_BROKER = 'amqp://127.0.0.1';

/** `amqp://user:password@host:port/vhost`; without a user guest, without a vhost `/`. Errors: `CodedError` `misuse`. */
export function brokerAddress(text: string): BrokerAddress {
  const url = urlOf(text, '--amqp', DEFAULT_BROKER);
  const { protocol, hostname, pathname } = url;
  if (protocol !== 'amqp:' && protocol !== 'amqps:')
    refuse(`--amqp must begin with amqp:// or amqps://, not with ${protocol}//.`);
  if (hostname === '') refuse(`--amqp names no host; ${DEFAULT_BROKER} is the broker on this machine.`);
  const user = url.username === '' ? 'guest:guest' : `${url.username}:${url.password}`;
  const port = url.port === '' ? (protocol === 'amqp:' ? 5672 : 5671) : Number(url.port);
  const path = decodeURIComponent(pathname.replace(/^\//, ''));
  return {
    login: `${protocol}//${user}@${hostname}:${port}`,
    shown: `${protocol}//${hostname}:${port}`,
    host: hostname,
    port,
    top: path === '' ? TOP_VHOST : path,
  };
}

/** The broker's vhost for one of Nova's: in a vhost of one's own a cell's is named behind it. */
export const vhostAt = ({ top }: BrokerAddress, vhost: string): string =>
  top === TOP_VHOST ? vhost : vhost === TOP_VHOST ? top : `${top}_${vhost}`;

/** `mysql://user:password@host:port/prefix`, or the path of a folder for SQLite. Errors: `CodedError` `misuse`. */
export function databaseAddress(text: string): DatabaseAddress {
  if (!/^[a-z+]+:\/\//i.test(text)) {
    const folder = resolve(text);
    return { kind: 'sqlite', folder, shown: folder };
  }
  const url = urlOf(text, '--db', 'mysql://root@127.0.0.1');
  if (url.protocol !== 'mysql:' && url.protocol !== 'mariadb:')
    refuse(`--db must begin with mysql://, or be a folder for SQLite; ${url.protocol}// is neither.`);
  const prefix = url.pathname.replace(/^\//, '');
  if (!/^[a-z0-9_]{0,32}$/i.test(prefix))
    refuse(`--db names the prefix ${JSON.stringify(prefix)}; it may have letters, digits and _, 32 at most.`);
  const port = url.port === '' ? 3306 : Number(url.port);
  return {
    kind: 'mysql',
    host: url.hostname === '' ? '127.0.0.1' : url.hostname,
    port,
    user: url.username === '' ? 'root' : decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    prefix: prefix === '' || prefix.endsWith('_') ? prefix : `${prefix}_`,
    shown: `mysql://${url.hostname}:${port}/${prefix}`,
  };
}
