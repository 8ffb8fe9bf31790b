/** JSON values over a local socket, one a line. */
import type { Socket } from 'node:net';

export function sendLine(socket: Socket, value: unknown): void {
  socket.write(`${JSON.stringify(value)}\n`);
}

/** Calls `take` with each value; a line that is no JSON ends the connection. */
export function onLines(socket: Socket, take: (value: unknown) => void): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      try {
        take(JSON.parse(part));
      } catch {
        socket.destroy();
        return;
      }
    }
  });
}
