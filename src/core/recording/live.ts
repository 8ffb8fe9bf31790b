/** What a tap's bridge and the page that it serves have agreed on. Lines of the stream are those of a tap's file. */

/** Of the WebSocket, beside the page. */
export const LIVE_PATH = '/live';

/** The first line of each connection: what opens the next one, should this one be lost. */
export interface WelcomeLine {
  readonly kind: 'welcome';
  readonly token: string;
}

/** What a connection is closed with: the tap has ended; what the page said is against the rules, its token was none. */
export const CLOSED = { over: 1000, againstRules: 1008 } as const;
