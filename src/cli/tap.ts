/** `tap`: what a broker carries, as a recording: redacted, for a while, with a queue of the tap's own. */
import { randomBytes } from 'node:crypto';
import { matching, text, written } from '../core/base/read.ts';
import { makeRedactor } from '../core/recording/redact/redactor.ts';
import { openCloud } from '../core/run/cloud.ts';
import { type BrokerAddress, brokerAddress, vhostAt } from '../real/address.ts';
import { loadAmqp } from '../real/broker.ts';
import { administers, rabbitmqctl, refusalOf, typed } from '../real/prepare-vhosts.ts';
import type { StateFolder, UpRecord } from '../real/state.ts';
import { serveOn } from '../setup/page-server.mjs';
import { makeBridge } from '../tap/bridge.ts';
import type { GapLine, TapLine } from '../tap/line.ts';
import { linesTo } from '../tap/out.ts';
import { NOVA_KEYS, openTap } from '../tap/tap.ts';
import { byCtl, byManagement, type Tracing, turnOn } from '../tap/tracing.ts';
import { misuse, readArguments, type Usage } from './args.ts';
import { amqpOf, STATE, type StateValue, stateOf } from './engine-options.ts';
import { builtPage } from './serve.ts';

interface TapValues extends StateValue {
  readonly amqp: string;
  readonly vhost: string;
  readonly for: number;
  readonly out: string;
  readonly manage: string;
}

const UNITS: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3600 };
/** `90s`, `10m`, `1h`, in seconds */
const duration = written('a time such as 90s, 10m or 1h', (given) => {
  const [, count, unit = ''] = /^(\d{1,5})([smh])$/.exec(given) ?? [];
  return count === undefined || Number(count) === 0 ? null : Number(count) * (UNITS[unit] ?? 1);
});
const USUAL_SECONDS = 600;

const USAGE: Usage<TapValues> = {
  line: 'tap [--amqp URL] [--vhost V] [--for 10m] [--out FILE] [--trace-on] [--manage http://user:password@host:15672] [--all] [--serve] [--state FOLDER]',
  names: 0,
  flags: ['trace-on', 'all', 'serve'],
  values: {
    ...STATE,
    amqp: text,
    vhost: text,
    for: duration,
    out: text,
    manage: matching(/^https?:\/\/\S+$/, 'an address such as http://guest:guest@127.0.0.1:15672'),
  },
};

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  const { vhost, for: seconds, out, manage } = args.values;
  const state = stateOf(args.values.state);
  const address = brokerAddress(args.values.amqp ?? engineIn(state)?.amqp ?? amqpOf(null));
  const vhosts = vhost === null ? vhostsOf(address, state) : [vhost];
  const tracing = await tracingBy(args.flag('trace-on') || manage !== null, manage, address);
  // what may not be turned on is told before anything is opened
  for (const one of vhosts) await tracing?.isOn(one);
  const connect = await loadAmqp();
  const lines = await linesTo(out).catch((error: Error) => misuse(`Cannot write ${out}: ${error.message}.`));
  const redact = makeRedactor(randomBytes(16).toString('hex').slice(0, 22));
  const tell = (line: string): void => console.error(line);
  // from here on Ctrl-C goes through the end of this: nothing stays turned on
  const asked = stopAsked();
  const offs: (() => Promise<void>)[] = [];
  let live: LiveStream | null = null;
  let tap: Awaited<ReturnType<typeof openTap>> | null = null;
  try {
    live = args.flag('serve') ? await servedLive(tell) : null;
    tap = await openTap({
      connect,
      urls: vhosts.map((one) => `${address.login}/${encodeURIComponent(one)}`),
      keys: args.flag('all') ? ['#'] : NOVA_KEYS,
      redact,
      whose: whoseIn(state),
      take: (line) => {
        // who looks at the stream and names no file wants no lines on the terminal
        const isTaken = (live !== null && out === null) || lines.write(line);
        if (isTaken) live?.give(line);
        return isTaken;
      },
      trouble: (why) => tell(`${address.shown}: ${why}; it is tried again.`),
      async again() {
        if (tracing) offs.push(await turnOn(tracing, vhosts));
        tell(
          tracing
            ? `${address.shown}: it is heard again.`
            : `${address.shown}: it answers again. If it was restarted, tracing is off: ${commands('trace_on', vhosts)}.`,
        );
      },
    }).catch((error: unknown) => misuse(refusalOf(address, vhosts.join(' or '), error)));
    if (tracing) offs.push(await turnOn(tracing, vhosts));
    else
      tell(
        `Nothing comes before tracing is on. On the broker's machine: ${commands('trace_on', vhosts)}; and when you are done: ${commands('trace_off', vhosts)}.`,
      );
    tell(
      `Tracing copies every message of a vhost: not for a busy production broker. This ends in ${seconds ?? USUAL_SECONDS} s, or with Ctrl-C.`,
    );
    await asked.orAfter(seconds ?? USUAL_SECONDS);
  } finally {
    await turnedOff(offs).finally(async () => {
      await tap?.close();
      live?.close();
      await lines.close();
      asked.forget();
    });
  }
  const { taken, lost, unknown } = tap.counts();
  const hidden = Object.values(redact.report()).reduce((sum, one) => sum + (one?.values ?? 0), 0);
  tell(
    `${taken} messages ${out === null && live ? 'shown' : 'written'}, ${lost} let go, ${hidden} values hidden.`,
  );
  if (unknown > 0)
    tell(
      `Besides, ${unknown} times some may have been lost and nobody knows how many: the recording says when.`,
    );
  return 0;
}

/** The last that was turned on first: a broker that was restarted in between has forgotten the others. */
async function turnedOff(offs: readonly (() => Promise<void>)[]): Promise<void> {
  for (const off of offs.toReversed()) await off();
}

const commands = (what: 'trace_on' | 'trace_off', vhosts: readonly string[]): string =>
  vhosts.map((one) => typed([what, '-p', one])).join(' && ');

interface LiveStream {
  give(line: TapLine | GapLine): void;
  close(): void;
}

/** The page and the stream beside it, on this machine alone. The token opens one connection. */
async function servedLive(tell: (line: string) => void): Promise<LiveStream> {
  const page = await serveOn(builtPage(), null);
  const bridge = makeBridge(() => [`127.0.0.1:${page.port}`, `localhost:${page.port}`]);
  page.onUpgrade((request, socket) => bridge.upgrade(request, socket));
  const tellAddress = (what: string): void =>
    tell(`${what}: http://127.0.0.1:${page.port}/#tap=${bridge.newToken()}`);
  tellAddress('Watch it live, on this machine, at');
  bridge.whenUsed(() => tellAddress('That address is used up. Another page opens at'));
  return {
    give: (line) => bridge.give(line),
    close() {
      bridge.close();
      page.close();
    },
  };
}

/** The engine that is up, if one is. */
function engineIn(state: StateFolder): UpRecord | null {
  const record = state.up();
  return record && record.processes.length > 0 ? record : null;
}

/** Of the engine that is up, if its place on its broker is meant; else the one that is named, or Nova's first. */
function vhostsOf(address: BrokerAddress, state: StateFolder): readonly string[] {
  const up = engineIn(state);
  const engine = up && brokerAddress(up.amqp);
  if (engine?.shown !== address.shown || engine.top !== address.top) return [address.top];
  const { vhosts } = openCloud({ v: 1, deployment: up?.deployment ?? {} }).topology;
  return vhosts.map((one) => vhostAt(engine, one));
}

/** The engine's processes note their connections before they use them; of one that is not known they are read anew. */
function whoseIn(state: StateFolder): (connection: string) => string | null {
  let known = state.connections();
  const strangers = new Set<string>();
  return (connection) => {
    const port = Number(/:(\d+) ->/.exec(connection)?.[1] ?? Number.NaN);
    if (!known.has(port) && !strangers.has(connection)) {
      known = state.connections();
      if (!known.has(port)) strangers.add(connection);
    }
    return known.get(port) ?? null;
  };
}

async function tracingBy(
  asked: boolean,
  manage: string | null,
  address: BrokerAddress,
): Promise<Tracing | null> {
  if (!asked) return null;
  if (manage !== null) return byManagement(manage);
  if (await administers(address)) return byCtl(rabbitmqctl);
  return misuse(
    `Tracing cannot be turned on from here: ${address.shown} is not a broker that rabbitmqctl administers on this machine. Give its management API: --manage http://user:password@host:15672.`,
  );
}

interface StopAsked {
  /** Waits until it is asked to stop, or for so many seconds. */
  orAfter(seconds: number): Promise<void>;
  /** From then on a signal does what it usually does. */
  forget(): void;
}

/** By Ctrl-C, SIGTERM or the end of the terminal; one that came while something else was under way counts. */
function stopAsked(): StopAsked {
  let stop = (): void => undefined;
  const asked = new Promise<void>((done) => {
    stop = done;
  });
  for (const signal of SIGNALS) process.on(signal, stop);
  return {
    async orAfter(seconds) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const over = new Promise<void>((done) => {
        timer = setTimeout(done, seconds * 1000);
      });
      await Promise.race([asked, over]);
      clearTimeout(timer);
    },
    forget: () => {
      for (const signal of SIGNALS) process.off(signal, stop);
    },
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export const tapCommand = { usage: USAGE, run };
