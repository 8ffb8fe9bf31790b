/** Whether a vhost's firehose is on, and turning it on and off: by `rabbitmqctl` on the broker's machine, or the management API. */
import { CodedError } from '../core/base/assert.ts';

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

/** `address` = `http://user:password@host:15672`. Errors: `CodedError` `misuse` that says what it answered. */
export function byManagement(address: string): Tracing {
  const url = new URL(address);
  const login = Buffer.from(
    `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`,
  ).toString('base64');
  const ask = async (vhost: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { authorization: `Basic ${login}`, 'content-type': 'application/json' };
    const response = await fetch(new URL(`/api/vhosts/${encodeURIComponent(vhost)}`, url.origin), {
      ...init,
      headers,
    }).catch((error: Error) => refuse(url.host, error.message));
    if (!response.ok) refuse(url.host, `it answered ${response.status}`);
    return response;
  };
  return {
    isOn: async (vhost) => ((await (await ask(vhost)).json()) as { tracing?: boolean }).tracing === true,
    set: async (vhost, on) =>
      void (await ask(vhost, { method: 'PUT', body: JSON.stringify({ tracing: on }) })),
  };
}

function refuse(host: string, why: string): never {
  throw new CodedError('misuse', `The management API at ${host} does not turn tracing on: ${why}.`);
}

/** Turns it on where it is off; gives those vhosts, which are to be turned off again. */
export async function turnOn(tracing: Tracing, vhosts: readonly string[]): Promise<readonly string[]> {
  const turned: string[] = [];
  for (const vhost of vhosts) {
    if (await tracing.isOn(vhost)) continue;
    await tracing.set(vhost, true);
    turned.push(vhost);
  }
  return turned;
}

export async function turnOff(tracing: Tracing, vhosts: readonly string[]): Promise<void> {
  for (const vhost of vhosts) await tracing.set(vhost, false);
}
