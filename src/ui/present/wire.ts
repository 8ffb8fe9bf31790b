/**
 * Between the windows of a class: a BroadcastChannel, and beside it `postMessage` to the windows that are known, where the
 * other does not reach (each local file may be an origin of its own). What came by both is heard once.
 */
import {
  ANY_ROOM,
  type ClassMessage,
  type MessageName,
  type Messages,
  readSaid,
  written,
} from './messages.ts';

const CHANNEL = 'novascope.class';

/** Of a window what the wire needs. */
interface Ground {
  readonly location: { readonly origin: string };
  addEventListener(kind: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(kind: 'message', listener: (event: MessageEvent) => void): void;
}
interface Peer {
  postMessage(message: string, origin: string): void;
}

/** What a window does about what it hears; the rest is not for it. */
export type Ears = { readonly [M in MessageName]?: (body: Messages[M], said: ClassMessage) => void };

export interface ClassWire {
  readonly room: string | null;
  /** of this window */
  readonly id: string;
  say<M extends MessageName>(name: M, body: Messages[M]): void;
  /** Another window that messages go to as well. */
  reach(peer: Peer): void;
  /** The first class that is heard is the one that is listened to. */
  join(room: string): void;
  close(): void;
}

export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return null;
  }
}

/** `room` null = any, until one is joined. */
export function openWire(ground: Ground, room: string | null, ears: Ears): ClassWire {
  const id = randomId();
  const channel = openChannel();
  const peers = new Set<Peer>();
  const last = new Map<string, number>();
  let n = 0;
  let joined = room;
  // a local file has no origin that could be named: who it is for is known by the room
  const { origin } = ground.location;
  const target = origin.startsWith('http') ? origin : '*';
  const take = ({ data, source }: MessageEvent): void => {
    const said = readSaid(data, joined);
    if (!said || said.from === id) return;
    if (source) peers.add(source as Peer);
    if (said.n <= (last.get(said.from) ?? 0)) return;
    last.set(said.from, said.n);
    const hear = ears[said.name] as ((body: unknown, said: ClassMessage) => void) | undefined;
    hear?.(said.body, said);
  };
  channel?.addEventListener('message', take);
  ground.addEventListener('message', take);
  return {
    get room() {
      return joined;
    },
    id,
    say(name, body) {
      n += 1;
      const text = written({ room: joined ?? ANY_ROOM, from: id, n, name, body } as ClassMessage);
      channel?.postMessage(text);
      for (const peer of peers) peer.postMessage(text, target);
    },
    reach: (peer) => peers.add(peer),
    join(known) {
      joined = known;
    },
    close() {
      channel?.close();
      ground.removeEventListener('message', take);
    },
  };
}
