/**
 * A RabbitMQ of a test's own: a node with a name, ports, a database and a cookie for itself, on loopback. null where there is no
 * `rabbitmq-server` that could be started; the broker of the machine is never touched.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface OwnBroker {
  readonly url: string;
  /** what programs need so that `rabbitmqctl` administers this node */
  readonly env: NodeJS.ProcessEnv;
  /** what `rabbitmqctl` prints of this node */
  ctl(...words: readonly string[]): Promise<string>;
  start(): Promise<void>;
  /** SIGKILL, at once: what is durable stays */
  kill(): Promise<void>;
  /** Ends it for good. */
  remove(): Promise<void>;
}

/** Where Debian and others keep the scripts themselves; those in /usr/sbin change the user. */
const FOLDERS = ['/usr/lib/rabbitmq/bin', '/usr/local/sbin', '/opt/rabbitmq/sbin'];
const START_MS = 60_000;

export async function ownBroker(): Promise<OwnBroker | null> {
  const scripts = FOLDERS.find((folder) => existsSync(join(folder, 'rabbitmq-server')));
  if (scripts === undefined) return null;
  const [port, distribution] = [await freePort(), await freePort()];
  const home = join(tmpdir(), `novascope-rabbit-${process.pid}-${port}`);
  const at = (name: string): string => join(home, name);
  const env = {
    ...process.env,
    HOME: home,
    PATH: `${scripts}:${process.env.PATH}`,
    RABBITMQ_NODENAME: `novascope${process.pid}x${port}@localhost`,
    RABBITMQ_CONF_ENV_FILE: at('none'),
    RABBITMQ_CONFIG_FILE: at('own'),
    RABBITMQ_ADVANCED_CONFIG_FILE: at('none.config'),
    RABBITMQ_ENABLED_PLUGINS_FILE: at('plugins'),
    RABBITMQ_MNESIA_BASE: at('db'),
    RABBITMQ_LOG_BASE: at('log'),
    RABBITMQ_PID_FILE: at('pid'),
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1} +S 1:1',
  };
  const ctl = async (...words: readonly string[]): Promise<string> =>
    (await execute('rabbitmqctl', ['-q', ...words], { env, timeout: START_MS })).stdout;
  let server: ChildProcess | null = null;
  return {
    url: `amqp://127.0.0.1:${port}`,
    env,
    ctl,
    async start() {
      mkdirSync(home, { recursive: true, mode: 0o700 });
      writeFileSync(at('own.conf'), `listeners.tcp.1 = 127.0.0.1:${port}\n`);
      writeFileSync(at('plugins'), '[].\n');
      server = spawn(join(scripts, 'rabbitmq-server'), [], { env, stdio: 'ignore' });
      const until = performance.now() + START_MS;
      for (;;) {
        // it answers once its node is there, which takes a while
        if (
          await ctl('await_startup').then(
            () => true,
            () => false,
          )
        )
          return;
        if (performance.now() > until)
          throw new Error(`a RabbitMQ of the test's own did not start; see ${at('log')}`);
      }
    },
    async kill() {
      const ended = endOf(server);
      process.kill(Number(readFileSync(at('pid'), 'utf8')), 'SIGKILL');
      await ended;
      server = null;
    },
    async remove() {
      if (server) {
        const ended = endOf(server);
        await ctl('stop');
        await ended;
        server = null;
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const endOf = (server: ChildProcess | null): Promise<unknown> =>
  new Promise((done) => server?.once('exit', done));

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
