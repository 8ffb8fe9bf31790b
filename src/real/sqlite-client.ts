/** SQLite as a service of the engine reaches it: by the program that owns the databases (`sqlite-owner.ts`). */
import { createConnection, type Socket } from 'node:net';
import { CodedError } from '../core/base/assert.ts';
import type { StatementResult } from '../core/databases/engine.ts';
import { onLines, sendLine } from './lines.ts';
import { databaseAway, type Sql, type SqlSession } from './sql.ts';
import { type SqliteAnswered, type SqliteAsked, socketIn } from './sqlite-words.ts';

interface SqliteWait {
  readonly done: (result: StatementResult | null) => void;
  readonly fail: (error: unknown) => void;
}

/** `folder` = of the databases. It need not be there yet: each statement says so until it is. */
export function openSqlite(folder: string): Sql {
  const path = socketIn(folder);
  let socket: Promise<Socket> | null = null;
  let waiting = new Map<number, SqliteWait>();
  let asked = 0;
  let sessions = 0;

  const connect = (): Promise<Socket> =>
    new Promise((done, fail) => {
      const mine = new Map<number, SqliteWait>();
      const made = createConnection(path);
      made.on('error', () => fail(databaseAway(`no SQLite answers in ${folder}`)));
      made.on('connect', () => {
        waiting = mine;
        done(made);
      });
      made.on('close', () => {
        socket = null;
        for (const one of mine.values()) one.fail(databaseAway(`the SQLite in ${folder} went away`));
        mine.clear();
      });
      onLines(made, (value) => {
        const answer = value as SqliteAnswered;
        const one = mine.get(answer.n);
        mine.delete(answer.n);
        if ('result' in answer) one?.done(answer.result);
        else one?.fail(new CodedError(answer.code, answer.message));
      });
    });

  const ask = async (what: SqliteAsked): Promise<StatementResult | null> => {
    socket ??= connect().catch((error: unknown) => {
      socket = null;
      throw error;
    });
    const to = await socket;
    return await new Promise((done, fail) => {
      waiting.set(what.n, { done, fail });
      sendLine(to, what);
    });
  };
  const number = (): number => {
    asked += 1;
    return asked;
  };

  return {
    open() {
      sessions += 1;
      const s = sessions;
      let wrote = false;
      const finish = async (keeps: boolean): Promise<void> => {
        wrote = false;
        await ask({ n: number(), s, do: 'end', keeps });
      };
      const session: SqlSession = {
        async execute(statement) {
          wrote ||= statement.verb !== 'SELECT';
          return (await ask({ n: number(), s, do: 'execute', statement })) as StatementResult;
        },
        commit: () => (wrote ? finish(true) : null),
        end: async (keeps) => {
          if (wrote) await finish(keeps);
        },
      };
      return session;
    },
    async close() {
      const open = await socket?.catch(() => null);
      open?.destroy();
    },
  };
}
