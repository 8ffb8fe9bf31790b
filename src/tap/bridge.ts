/**
 * The live stream for the page, on loopback: who knows a token gets the lines of the tap, as fast as it takes them, and a token of
 * its own for when it loses the connection. The tap is never held up: what a page does not take in time is let go, and told to it
 * as a gap.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { isObject, parseJson } from '../core/base/json.ts';
import { CLOSED, LIVE_PATH, type WelcomeLine } from '../core/recording/live.ts';
import type { GapLine, TapLine } from './line.ts';
import { acceptSocket, type LiveSocket } from './websocket.ts';

export interface Bridge {
  /** A token that opens one connection, once: 128 bit. An earlier one that nobody used is none any more. */
  newToken(): string;
  /** Calls `tell` when the last new token has opened a connection. */
  whenUsed(tell: () => void): void;
  /** Hands a line to every page that is let in. */
  give(line: TapLine | GapLine): void;
  /** For the server's `upgrade`. */
  upgrade(request: IncomingMessage, socket: Duplex): void;
  close(): void;
}

const CLIENTS_MAX = 4;
/** To say who it is, milliseconds. */
const TOKEN_MS = 10_000;
/** Lines that wait for one page at most, and bytes that are under way to it. */
const WAITING_MAX = 5000;
const UNDER_WAY_MAX = 1 << 20;
/** A frame to a page at most, characters, and how often one goes out, milliseconds. */
const FRAME_MAX = 1 << 19;
const TURN_MS = 33;
const CREDIT_MAX = 5000;
/** Tokens of pages that lost their connection, at most: the oldest is none any more. */
const AWAY_MAX = 16;

interface LivePage {
  readonly socket: LiveSocket;
  isIn: boolean;
  /** how many more lines it takes */
  credit: number;
  lines: string[];
  /** let go, and not told as yet */
  lost: number;
  readonly late: ReturnType<typeof setTimeout>;
}

/** `hosts` = what the page may be served under: `127.0.0.1:4173`, `localhost:4173`; known once the server listens. */
export function makeBridge(hosts: () => readonly string[]): Bridge {
  const pages = new Set<LivePage>();
  let token: Buffer | null = null;
  /** what each page was given for its next connection; the newest last */
  let own: readonly Buffer[] = [];
  let used = (): void => undefined;
  const turn = setInterval(() => {
    for (const page of pages) flush(page);
  }, TURN_MS);
  turn.unref();

  const leave = (page: LivePage, code: number): void => {
    clearTimeout(page.late);
    pages.delete(page);
    page.socket.close(code);
  };
  const isToken = (given: unknown): boolean => {
    const bytes = Buffer.from(typeof given === 'string' ? given : '');
    const fits = (one: Buffer | null): boolean =>
      one !== null && bytes.length === one.length && timingSafeEqual(bytes, one);
    const isNew = fits(token);
    const isOwn = own.map(fits).includes(true);
    own = own.filter((one) => !fits(one));
    if (isNew) {
      token = null;
      used();
    }
    return isNew || isOwn;
  };
  const welcome = (page: LivePage): void => {
    const made = makeToken();
    own = [...own, Buffer.from(made)].slice(-AWAY_MAX);
    page.isIn = true;
    page.socket.send(JSON.stringify({ kind: 'welcome', token: made } satisfies WelcomeLine));
  };
  /** False = it is against the rules. */
  const isTaken = (page: LivePage, text: string): boolean => {
    const said = parseJson(text);
    if (!isObject(said) || !(page.isIn || isToken(said.token))) return false;
    clearTimeout(page.late);
    if (!page.isIn) welcome(page);
    const { credit = 0 } = said;
    if (typeof credit !== 'number' || !Number.isSafeInteger(credit) || credit < 0) return false;
    page.credit = Math.min(CREDIT_MAX, page.credit + credit);
    return true;
  };

  return {
    newToken() {
      const made = makeToken();
      token = Buffer.from(made);
      return made;
    },
    whenUsed(tell) {
      used = tell;
    },
    give(line) {
      const text = pages.size === 0 ? '' : JSON.stringify(line);
      for (const page of pages) {
        if (!page.isIn) continue;
        page.lines.push(text);
        if (page.lines.length <= WAITING_MAX) continue;
        page.lines.shift();
        page.lost += 1;
      }
    },
    upgrade(request, socket) {
      const { host = '', origin } = request.headers;
      const isOurs = hosts().includes(host) && origin === `http://${host}`;
      if (request.url !== LIVE_PATH || !isOurs) return refuse(socket, '403 Forbidden');
      if (pages.size >= CLIENTS_MAX) return refuse(socket, '503 Service Unavailable');
      const live = acceptSocket(request, socket, {
        text: (text) => {
          if (!isTaken(page, text)) leave(page, CLOSED.againstRules);
        },
        ended: () => {
          clearTimeout(page.late);
          pages.delete(page);
        },
      });
      if (!live) return refuse(socket, '400 Bad Request');
      const late = setTimeout(() => leave(page, CLOSED.againstRules), TOKEN_MS);
      late.unref();
      const page: LivePage = { socket: live, isIn: false, credit: 0, lines: [], lost: 0, late };
      pages.add(page);
    },
    close() {
      clearInterval(turn);
      for (const page of [...pages]) leave(page, CLOSED.over);
    },
  };
}

const makeToken = (): string => randomBytes(16).toString('hex');

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** What the page has credit for and its connection takes, in one frame. */
function flush(page: LivePage): void {
  if (!page.isIn || page.credit === 0 || page.socket.waiting() > UNDER_WAY_MAX) return;
  if (page.lines.length === 0) return;
  const out: string[] = [];
  let size = 0;
  if (page.lost > 0) {
    out.push(JSON.stringify({ kind: 'gap', t: Date.now(), lost: page.lost } satisfies GapLine));
    page.lost = 0;
  }
  let taken = 0;
  while (taken < page.lines.length && taken < page.credit && size < FRAME_MAX) {
    const line = page.lines[taken] ?? '';
    out.push(line);
    size += line.length;
    taken += 1;
  }
  page.lines = page.lines.slice(taken);
  page.credit -= taken;
  page.socket.send(out.join('\n'));
}
