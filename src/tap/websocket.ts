/** The server's side of a WebSocket (RFC 6455), as small as a live stream needs it: whole text frames, ping, close. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

export interface LiveSocket {
  send(text: string): void;
  /** bytes that the other side has not taken as yet */
  waiting(): number;
  /** `code` 1008 = against the rules, 1009 = too large, 1000 = over */
  close(code: number): void;
}

interface LiveSocketEvents {
  text(text: string): void;
  ended(): void;
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** A frame from a page at most, bytes: a token, or how many lines it takes. */
const FRAME_MAX = 4096;
const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** null where it is no handshake. */
export function acceptSocket(
  request: IncomingMessage,
  socket: Duplex,
  events: LiveSocketEvents,
): LiveSocket | null {
  const key = request.headers['sec-websocket-key'];
  if (typeof key !== 'string' || request.headers['sec-websocket-version'] !== '13') return null;
  const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let over = false;
  const write = (opcode: number, payload: Buffer): void => {
    if (!over && socket.writable) socket.write(Buffer.concat([headOf(opcode, payload.length), payload]));
  };
  const live: LiveSocket = {
    send: (text) => write(TEXT, Buffer.from(text)),
    waiting: () => socket.writableLength,
    close(code) {
      const reason = Buffer.alloc(2);
      reason.writeUInt16BE(code);
      write(CLOSE, reason);
      over = true;
      socket.end();
    },
  };
  let rest = Buffer.alloc(0);
  socket.on('data', (part: Buffer) => {
    rest = Buffer.concat([rest, part]);
    for (;;) {
      const frame = frameIn(rest);
      if (frame === null || over) return;
      if (typeof frame === 'number') return live.close(frame);
      rest = rest.subarray(frame.length);
      if (frame.opcode === TEXT) events.text(frame.payload.toString('utf8'));
      else if (frame.opcode === PING) write(PONG, frame.payload);
      else if (frame.opcode === CLOSE) live.close(1000);
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    over = true;
    events.ended();
  });
  return live;
}

function headOf(opcode: number, length: number): Buffer {
  if (length < 126) return Buffer.of(0x80 | opcode, length);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  head[1] = length < 65_536 ? 126 : 127;
  if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

interface SocketFrame {
  readonly opcode: number;
  readonly payload: Buffer;
  /** of all of it */
  readonly length: number;
}

/** null = not whole as yet; a number = the code that the connection ends with. */
function frameIn(bytes: Buffer): SocketFrame | number | null {
  const [first = 0, second = 0] = bytes;
  if (bytes.length < 2) return null;
  const isMasked = (second & 0x80) !== 0;
  const short = second & 0x7f;
  // a page masks what it sends, and has nothing to say that needs parts
  if (!isMasked || (first & 0x80) === 0) return 1008;
  if (short === 127) return 1009;
  const from = short === 126 ? 4 : 2;
  if (bytes.length < from + 4) return null;
  const size = short === 126 ? bytes.readUInt16BE(2) : short;
  if (size > FRAME_MAX) return 1009;
  const length = from + 4 + size;
  if (bytes.length < length) return null;
  const mask = bytes.subarray(from, from + 4);
  const payload = Buffer.from(bytes.subarray(from + 4, length));
  for (let i = 0; i < size; i += 1) payload[i] = (payload[i] ?? 0) ^ (mask[i % 4] ?? 0);
  return { opcode: first & 0x0f, payload, length };
}
