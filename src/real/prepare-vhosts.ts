/** The broker's vhosts: looked at over AMQP, and made by `rabbitmqctl` or the management API where one may; else said. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CodedError } from '../core/base/assert.ts';
import type { BrokerAddress } from './address.ts';
import type { Connect } from './broker.ts';

const run = promisify(execFile);
/** On a busy machine `rabbitmqctl` takes its time to begin. */
const CTL_MS = 60_000;
const CONNECT_MS = 10_000;
/** How often a new vhost is tried, and how long is waited between, milliseconds: its start takes seconds on a busy machine. */
const START_TRIES = 40;
const START_MS = 250;

/** Why a vhost cannot be used; null = it can. */
async function whyNot(connect: Connect, { login }: BrokerAddress, vhost: string): Promise<string | null> {
  try {
    const model = await connect(`${login}/${encodeURIComponent(vhost)}`, { timeout: CONNECT_MS });
    model.on('error', () => undefined);
    await model.close();
    return null;
  } catch (error) {
    return whyOf(error);
  }
}

/** As `whyNot`, for a vhost that was made just now: it is there before what runs in it has started. */
async function whyNotSoon(connect: Connect, broker: BrokerAddress, vhost: string): Promise<string | null> {
  for (let tries = 1; ; tries += 1) {
    const why = await whyNot(connect, broker, vhost);
    if (why === null || tries === START_TRIES || !isOfVhost(why)) return why;
    await new Promise((go) => setTimeout(go, START_MS));
  }
}

/** Of an error of amqplib: a refused connection has its code alone. */
function whyOf(error: unknown): string {
  const { message, code } = error as { message: string; code?: string };
  if (message === '') return code ?? 'no reason given';
  // amqplib tells around it what it had asked
  return tidy(/with message "(.*)"/.exec(message)?.[1] ?? message);
}

/** The sentence of a connection to a vhost that did not come about, or of what was refused on it. */
export function refusalOf(broker: BrokerAddress, vhost: string, error: unknown): string {
  const why = whyOf(error);
  return /ConnectionOpenOk|NOT_ALLOWED/.test(why)
    ? `RabbitMQ at ${broker.shown} has no vhost ${vhost} that ${userOf(broker)} may use.`
    : `RabbitMQ at ${broker.shown} does not let us in: ${why}.`;
}

const userOf = ({ login }: BrokerAddress): string => decodeURIComponent(new URL(login).username);

/** A program that administers the broker: `rabbitmqctl` with these arguments. */
type Ctl = (...args: readonly string[]) => Promise<string>;

/** Of the node that is named in RABBITMQ_NODENAME, else of the broker on this machine. */
export const rabbitmqctl: Ctl = async (...args) => {
  const { stdout } = await run('rabbitmqctl', ['-q', ...args], { timeout: CTL_MS });
  return stdout;
};

/** Whether that program administers this broker: it is on this machine, and its node listens on the port. */
export async function administers({ host, port }: BrokerAddress, ctl: Ctl = rabbitmqctl): Promise<boolean> {
  if (!isLoopback(host)) return false;
  try {
    const { listeners = [] } = JSON.parse(await ctl('status', '--formatter', 'json')) as {
      readonly listeners?: readonly { readonly port: number }[];
    };
    return listeners.some((one) => one.port === port);
  } catch {
    return false;
  }
}

const isLoopback = (host: string): boolean => /^(127\.|localhost$|\[?::1\]?$)/.test(host);

/**
 * Sees to it that each vhost can be used; `made` takes the names of those that were made, as they are. Errors: `CodedError` `misuse` with one sentence: the
 * broker does not answer or refuses the user, or what to type where a vhost may not be made from here.
 */
export async function prepareVhosts(
  connect: Connect,
  broker: BrokerAddress,
  vhosts: readonly string[],
  made: string[],
  ctl: Ctl = rabbitmqctl,
): Promise<void> {
  for (const vhost of vhosts) {
    const why = await whyNot(connect, broker, vhost);
    if (why === null) continue;
    if (!isOfVhost(why)) refuse(`RabbitMQ at ${broker.shown} does not let us in: ${tidy(why)}.`);
    await make(broker, vhost, ctl, () => made.push(vhost));
    const still = await whyNotSoon(connect, broker, vhost);
    if (still !== null)
      refuse(`The vhost ${vhost} was made, and yet RabbitMQ does not let us in: ${tidy(still)}.`);
  }
}

async function make(broker: BrokerAddress, vhost: string, ctl: Ctl, made: () => void): Promise<void> {
  const user = userOf(broker);
  const allow = ['set_permissions', '-p', vhost, user, '.*', '.*', '.*'];
  const mayAdminister = await administers(broker, ctl);
  if (mayAdminister && (await ctl('list_vhosts')).split('\n').includes(vhost))
    refuse(
      `${user} may not use the vhost ${vhost} of RabbitMQ at ${broker.shown}; to allow it: ${typed(allow)}.`,
    );
  if (!mayAdminister)
    refuse(
      `RabbitMQ at ${broker.shown} has no vhost ${vhost} that ${user} may use, and it cannot be made from here. On its machine: ${typed(['add_vhost', vhost])} && ${typed(allow)}. Or do with one vhost: --cells single.`,
    );
  await ctl('add_vhost', vhost);
  made();
  await ctl(...allow);
}

/** As it is typed in a shell. */
export const typed = (words: readonly string[]): string => `rabbitmqctl ${words.map(shellWord).join(' ')}`;

/** Errors: those of `rabbitmqctl`. */
export async function deleteVhosts(vhosts: readonly string[], ctl: Ctl = rabbitmqctl): Promise<void> {
  for (const vhost of vhosts) await ctl('delete_vhost', vhost);
}

const refuse = (sentence: string): never => {
  throw new CodedError('misuse', sentence);
};

/** The broker closes at `connection.open` where there is no such vhost for the user; amqplib keeps its words to itself. */
const isOfVhost = (why: string): boolean => /ConnectionOpenOk|vhost/i.test(why);

const tidy = (text: string): string => text.replace(/\s+/g, ' ').replace(/\.$/, '');
const shellWord = (word: string): string => (/^[\w/.-]+$/.test(word) ? word : `'${word}'`);
