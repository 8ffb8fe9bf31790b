/** A way to a server that a test can cut: what goes through it ends, and nothing new comes through until it is joined. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export interface CutWay {
  readonly port: number;
  cut(): Promise<void>;
  join(): Promise<void>;
}

export async function wayTo(host: string, port: number): Promise<CutWay> {
  const ends = new Set<Socket>();
  let server: Server | null = null;
  const listen = async (at: number): Promise<number> => {
    const made = createServer((near) => {
      const far = connect(port, host);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        ends.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          ends.delete(one);
          other.destroy();
        });
      }
    });
    await new Promise<void>((done) => made.listen(at, '127.0.0.1', done));
    server = made;
    return (made.address() as AddressInfo).port;
  };
  const own = await listen(0);
  return {
    port: own,
    async cut() {
      const ended = new Promise((done) => server?.close(done));
      for (const end of ends) end.destroy();
      await ended;
    },
    join: async () => void (server?.listening || (await listen(own))),
  };
}
