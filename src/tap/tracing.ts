/** Whether a vhost's firehose is on, and turning it on and off: by `rabbitmqctl` on the broker's machine, or the management API. */
import { CodedError } from '../core/base/assert.ts';
import { isObject, parseJson } from '../core/base/json.ts';

/** What administers the broker's vhosts. */
export interface Tracing {
  isOn(vhost: string): Promise<boolean>;
  set(vhost: string, on: boolean): Promise<void>;
}

/** `ctl` = runs `rabbitmqctl` with these words. */
export const byCtl = (ctl: (...words: readonly string[]) => Promise<string>): Tracing => ({
  async isOn(vhost) {
    const lines = (await ctl('list_vhosts', 'name', 'tracing')).split('\n');
    return lines.includes(`${vhost}\ttrue`);
  },
  set: async (vhost, on) => void (await ctl(on ? 'trace_on' : 'trace_off', '-p', vhost)),
});

/** A vhost as the API tells of it: what is not sent back with a change may be lost by it, in some versions. */
interface VhostKept {
  readonly description?: string;
  /** a list; of older versions as one text */
  readonly tags?: readonly string[] | string;
  readonly default_queue_type?: string;
  readonly tracing?: boolean;
}

const ANSWER_MS = 10_000;

/** `address` = `http://user:password@host:15672`. Errors: `CodedError` `misuse` that says what it answered. */
export function byManagement(address: string): Tracing {
  const url = new URL(address);
  const login = Buffer.from(
    `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`,
  ).toString('base64');
  const folder = url.pathname.replace(/\/+$/, '');
  const ask = async (vhost: string, method: 'GET' | 'PUT', body: VhostKept | null): Promise<string> => {
    const headers = { authorization: `Basic ${login}`, 'content-type': 'application/json' };
    const path = new URL(`${folder}/api/vhosts/${encodeURIComponent(vhost)}`, url.origin);
    const init = { method, headers, redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS) } as const;
    const response = await fetch(path, body === null ? init : { ...init, body: JSON.stringify(body) }).catch(
      (error: unknown) => refuse(url.host, `it does not answer (${reasonOf(error)})`),
    );
    if (!response.ok) refuse(url.host, whyRefused(response.status, vhost));
    return response.text();
  };
  const look = async (vhost: string): Promise<VhostKept> => {
    const read = parseJson(await ask(vhost, 'GET', null));
    return isObject(read) ? (read as VhostKept) : refuse(url.host, 'what it answers is no JSON');
  };
  return {
    isOn: async (vhost) => (await look(vhost)).tracing === true,
    async set(vhost, on) {
      const { description, tags, default_queue_type: type } = await look(vhost);
      await ask(vhost, 'PUT', {
        tracing: on,
        ...(description ? { description } : {}),
        ...(tags && tags.length > 0 ? { tags } : {}),
        ...(type && type !== 'undefined' ? { default_queue_type: type } : {}),
      });
    },
  };
}

function whyRefused(status: number, vhost: string): string {
  if (status === 401) return 'it answered 401, the user or the password is not right';
  if (status === 403) return 'it answered 403, the user is no administrator';
  return status === 404 ? `there is no vhost ${vhost}` : `it answered ${status}`;
}

/** The network's own word for it; `fetch` hides it one level below. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  return code ?? message;
}

function refuse(host: string, why: string): never {
  throw new CodedError('misuse', `The management API at ${host} does not turn tracing on or off: ${why}.`);
}

/**
 * Turns it on where it is off. What it gives turns just those vhosts off again, each of them whatever becomes of the others.
 * Errors: those of `tracing`; then nothing stays turned on. Of turning off: `CodedError` `misuse` that names what is on still.
 */
export async function turnOn(tracing: Tracing, vhosts: readonly string[]): Promise<() => Promise<void>> {
  const turned: string[] = [];
  const off = async (): Promise<void> => {
    const left: string[] = [];
    for (const vhost of turned.splice(0))
      await tracing.set(vhost, false).catch((error: Error) => left.push(`${vhost} (${error.message})`));
    if (left.length > 0)
      throw new CodedError(
        'misuse',
        `Tracing is still on in ${left.join(' and ')}: turn it off on the broker's machine, by rabbitmqctl trace_off -p VHOST.`,
      );
  };
  for (const vhost of vhosts) {
    if (await tracing.isOn(vhost)) continue;
    // noted first: a change whose answer is lost may have been made
    turned.push(vhost);
    await tracing.set(vhost, true).catch(async (error: unknown) => {
      await off().catch(() => undefined);
      throw error;
    });
  }
  return off;
}
