/** The messages and statements of boots by amqplib and mysql2 alone: published, confirmed, consumed, acked; asked, written, committed. */
import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import { createPool } from 'mysql2/promise';
import type { FactOf } from '../../../core/trace/fact.ts';
import { type MysqlAddress, mysqlOptions, placed } from '../../../real/mysql.ts';

interface RawCourse {
  /** with its vhost */
  readonly amqp: string;
  /** where databases stand as a boot finds them */
  readonly db: MysqlAddress;
  readonly boot: {
    readonly published: readonly FactOf<'message.published'>[];
    readonly executed: readonly FactOf<'sql.executed'>[];
  };
  readonly atOnce: number;
}

interface RawSide {
  /** Seconds that so many boots take. What one makes has other ids in the next; what would stand there twice is passed over. */
  run(boots: number): Promise<number>;
  close(): Promise<void>;
}

type RawStep =
  | { readonly send: Buffer }
  | { readonly commit: true }
  | { readonly text: string; readonly writes: boolean; readonly values: readonly unknown[] };

const QUEUE = 'raw';

export async function openRaw({ amqp, db, boot, atOnce }: RawCourse): Promise<RawSide> {
  const model = await connect(amqp);
  const [out, inside] = [await model.createConfirmChannel(), await model.createChannel()];
  await out.assertQueue(QUEUE, { durable: false, autoDelete: true });
  const waiting = new Map<string, () => void>();
  await inside.consume(QUEUE, (message) => {
    if (!message) return;
    inside.ack(message);
    waiting.get(String(message.properties.messageId))?.();
  });
  const pool = createPool({ ...mysqlOptions(db), connectionLimit: atOnce });
  pool.on('connection', (connection) => {
    const { query } = connection as unknown as { query(sql: string, done: () => void): void };
    query.call(connection, 'SET FOREIGN_KEY_CHECKS = 0', () => undefined);
    query.call(connection, 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', () => undefined);
  });
  const textOf = placed(db.prefix);
  const steps = [...boot.published, ...boot.executed]
    .sort((a, b) => a.index - b.index)
    .map((step): RawStep => {
      if (step.kind === 'message.published') return { send: Buffer.from(step.body) };
      if (step.verb === 'COMMIT') return { commit: true };
      const text = textOf(step.statement).replace(/^INSERT INTO/, 'INSERT IGNORE INTO');
      return { text, writes: step.verb !== 'SELECT', values: step.parameters };
    });
  const fresh = idsMade(boot.executed);
  const send = (body: Buffer): Promise<unknown> => {
    const messageId = randomUUID();
    const taken = new Promise<void>((done) => waiting.set(messageId, done));
    const confirmed = new Promise<void>((done, fail) =>
      out.publish('', QUEUE, body, { messageId, deliveryMode: 2 }, (error) => (error ? fail(error) : done())),
    );
    return Promise.all([taken, confirmed]).then(() => waiting.delete(messageId));
  };
  const one = async (): Promise<void> => {
    const ids = new Map<unknown, unknown>(
      [...fresh].map((id) => [id, id.includes('-') ? randomUUID() : randomUUID().replaceAll('-', '')]),
    );
    const connection = await pool.getConnection();
    let open = false;
    for (const step of steps) {
      if ('send' in step) await send(step.send);
      else if ('commit' in step) {
        if (open) await connection.query('COMMIT');
        open = false;
      } else {
        if (step.writes && !open) await connection.query('START TRANSACTION');
        open ||= step.writes;
        const values = step.values.map((value) => ids.get(value) ?? value);
        // all boots write the same rows of hosts and providers: who loses goes on without its transaction
        await connection.query(step.text, values).catch((error: { code?: string }) => {
          if (error.code !== 'ER_LOCK_DEADLOCK') throw error;
          open = false;
        });
      }
    }
    if (open) await connection.query('COMMIT');
    connection.release();
  };
  return {
    async run(boots) {
      const began = performance.now();
      let next = 0;
      const worker = async (): Promise<void> => {
        while (next < boots) {
          next += 1;
          await one();
        }
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      return (performance.now() - began) / 1000;
    },
    async close() {
      await pool.end();
      await model.close();
    },
  };
}

const ID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/;

/** Ids that a boot gives out: they stand in what it inserts, and were in no question before. */
function idsMade(executed: readonly FactOf<'sql.executed'>[]): ReadonlySet<string> {
  const asked = new Set<string>();
  const made = new Set<string>();
  for (const { verb, parameters } of executed)
    for (const value of parameters) {
      const text = String(value);
      if (!ID.test(text) || asked.has(text)) continue;
      if (verb === 'INSERT') made.add(text);
      else if (!made.has(text)) asked.add(text);
    }
  return made;
}
