/**
 * The folder in which the processes of one engine find each other: where each listens, which connection is whose, what was
 * started. It is for its user alone, since the addresses in it carry passwords.
 */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { CodedError } from '../core/base/assert.ts';
import type { Actor, JsonTable } from '../core/trace/fact.ts';

/** MadeByUp by `up`, so taken away by `down --purge`: by name; the folder of SQLite's. */
export interface MadeByUp {
  readonly vhosts: readonly string[];
  readonly databases: readonly string[];
}

/** What `up` has started. */
export interface UpRecord {
  readonly v: 1;
  readonly amqp: string;
  readonly db: string;
  readonly deployment: JsonTable;
  readonly made: MadeByUp;
  readonly processes: readonly StartedProcess[];
}

export interface StartedProcess {
  readonly name: string;
  readonly pid: number;
  /** as typed after `novascope` */
  readonly arguments: readonly string[];
}

/** Where a service is: its process, and the port that it answers HTTP on; `ready` = its start-up is over. */
export interface Whereabouts {
  readonly pid: number;
  readonly port: number | null;
  readonly ready: boolean;
}

/** Where the services of one engine find each other. */
export interface Meeting {
  whereabouts(actor: Actor): Whereabouts | null;
  setWhereabouts(actor: Actor, where: Whereabouts): void;
  /** notes whose a connection is, by the port of its own end */
  noteConnection(port: number, actor: Actor): void;
}

export interface StateFolder extends Meeting {
  readonly path: string;
  up(): UpRecord | null;
  setUp(record: UpRecord): void;
  /** whose connections are, by port; of a port that was used again the last one */
  connections(): ReadonlyMap<number, Actor>;
  logOf(name: string): string;
  remove(): void;
}

const UP = 'up.json';
const CONNECTIONS = 'connections';
const PRIVATE = { mode: 0o600 } as const;

const defaultState = (): string => join(tmpdir(), `novascope-${userInfo().username}`, 'engine');

export function stateFolder(path: string = defaultState()): StateFolder {
  const root = resolve(path);
  const at = (...parts: string[]): string => join(root, ...parts);
  const make = (...parts: string[]): void => {
    try {
      mkdirSync(at(...parts), { recursive: true, mode: 0o700 });
    } catch (error) {
      throw new CodedError(
        'misuse',
        `The folder ${at(...parts)} cannot be made: ${(error as Error).message}.`,
      );
    }
  };
  const read = <T>(...parts: string[]): T | null => {
    try {
      return JSON.parse(readFileSync(at(...parts), 'utf8')) as T;
    } catch {
      return null;
    }
  };
  /** A reader sees the old text or the new one. */
  const write = (value: unknown, ...parts: string[]): void => {
    const file = at(...parts);
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, `${JSON.stringify(value)}\n`, PRIVATE);
    renameSync(fresh, file);
  };
  return {
    path: root,
    up: () => read<UpRecord>(UP),
    setUp(record) {
      make('log');
      write(record, UP);
    },
    whereabouts: (actor) => read<Whereabouts>('catalog', actor),
    setWhereabouts(actor, where) {
      make('catalog');
      write(where, 'catalog', actor);
    },
    noteConnection(port, actor) {
      make();
      appendFileSync(at(CONNECTIONS), `${port} ${actor}\n`, PRIVATE);
    },
    connections() {
      if (!existsSync(at(CONNECTIONS))) return new Map();
      const lines = readFileSync(at(CONNECTIONS), 'utf8').trim().split('\n');
      return new Map(lines.map((line) => [Number(line.split(' ')[0]), line.split(' ')[1] ?? '']));
    },
    logOf(name) {
      make('log');
      return at('log', `${name}.log`);
    },
    remove() {
      for (const name of existsSync(root) ? readdirSync(root) : [])
        if ([UP, CONNECTIONS, 'catalog', 'log'].includes(name))
          rmSync(at(name), { recursive: true, force: true });
    },
  };
}
