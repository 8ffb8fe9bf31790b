/**
 * The worker's side of a tap's live stream: takes lines as fast as they are read, tells the tap how many more it takes, and tries
 * again when the connection is lost, with the token that it was given for that. What it was away for is a gap.
 */
import { isObject, parseJson } from '../core/base/json.ts';
import { CLOSED } from '../core/recording/live.ts';
import type { LiveAsked, LiveState } from './doors.ts';

/** As a browser's WebSocket has it. */
export interface LineSocket {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: { readonly code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface LiveLines {
  state(): LiveState;
  /** What came at or before `until`, epoch milliseconds, as it came; it is not given twice. */
  take(until: number): readonly string[];
  close(): void;
}

interface LiveDeps {
  connect(address: string): LineSocket;
  now(): number;
  /** runs `act` after these milliseconds */
  later(ms: number, act: () => void): void;
}

/** Lines that are asked for at once, and those that may wait here before no more are asked for. */
const CREDIT = 1000;
const WAITING_MAX = 20_000;
/** Waits before a further attempt, milliseconds: 0.5, 1, 2 ... 15 s. */
const backOff = (attempt: number): number => Math.min(500 * 2 ** attempt, 15_000);
export function listenLive({ address, token: first }: LiveAsked, deps: LiveDeps): LiveLines {
  let state: LiveState = 'connecting';
  let token = first;
  let attempt = 0;
  let wasIn = false;
  let closed = false;
  let socket: LineSocket | null = null;
  let waiting: { readonly text: string; readonly at: number }[] = [];
  /** lines that the tap may still send */
  let credit = 0;

  const ask = (): void => {
    const more = Math.min(CREDIT, WAITING_MAX - waiting.length) - credit;
    if (state !== 'live' || more < CREDIT / 4) return;
    credit += more;
    socket?.send(JSON.stringify({ credit: more }));
  };
  const hear = (text: string): void => {
    const welcome = text.startsWith('{"kind":"welcome"') ? parseJson(text) : null;
    if (isObject(welcome)) {
      token = String(welcome.token);
      attempt = 0;
      state = 'live';
      if (wasIn) keep(JSON.stringify({ kind: 'gap', t: deps.now(), lost: null }));
      wasIn = true;
      return;
    }
    credit -= 1;
    keep(text);
  };
  const keep = (text: string): void => {
    waiting.push({ text, at: deps.now() });
  };
  const connect = (): void => {
    if (closed) return;
    credit = 0;
    const made = deps.connect(address);
    socket = made;
    made.onopen = () => made.send(JSON.stringify({ token }));
    made.onmessage = ({ data }) => {
      for (const text of String(data).split('\n')) hear(text);
      ask();
    };
    made.onclose = ({ code }) => {
      if (closed) return;
      state = code === CLOSED.againstRules ? 'refused' : code === CLOSED.over ? 'over' : 'lost';
      if (state === 'lost') {
        deps.later(backOff(attempt), connect);
        attempt += 1;
      }
    };
  };
  connect();
  return {
    state: () => state,
    take(until) {
      const after = waiting.findIndex(({ at }) => at > until);
      const taken = after < 0 ? waiting : waiting.slice(0, after);
      waiting = after < 0 ? [] : waiting.slice(after);
      ask();
      return taken.map(({ text }) => text);
    },
    close() {
      closed = true;
      socket?.close();
    },
  };
}
