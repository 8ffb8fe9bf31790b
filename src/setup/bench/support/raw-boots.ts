/** The messages and statements of boots by amqplib and mysql2 alone: published, confirmed, consumed, acked; asked, written, committed. */
import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import { createPool, type Pool } from 'mysql2/promise';
import type { FactOf } from '../../../core/trace/fact.ts';
import { type MysqlAddress, mysqlOptions, placed } from '../../../real/mysql.ts';

type SentOfBoot = FactOf<'message.published'>;
type StatedOfBoot = FactOf<'sql.executed'>;

interface RawCourse {
  /** with its vhost */
  readonly amqp: string;
  readonly db: MysqlAddress;
  readonly boot: { readonly published: readonly SentOfBoot[]; readonly executed: readonly StatedOfBoot[] };
  readonly boots: number;
  readonly atOnce: number;
}

const QUEUE = 'raw';

/** Boots a second. What a boot makes has other ids in the next one; what would stand there twice is passed over. */
export async function rawBoots({ amqp, db, boot, boots, atOnce }: RawCourse): Promise<number> {
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
  const steps = [...boot.published, ...boot.executed].sort((a, b) => a.index - b.index);
  const fresh = idsMade(boot.executed);
  const textOf = placed(db.prefix);
  const send = (body: string): Promise<void> => {
    const messageId = randomUUID();
    const taken = new Promise<void>((done) => waiting.set(messageId, done));
    const confirmed = new Promise<void>((done, fail) =>
      out.publish('', QUEUE, Buffer.from(body), { messageId, deliveryMode: 2 }, (error) =>
        error ? fail(error) : done(),
      ),
    );
    return Promise.all([taken, confirmed]).then(() => void waiting.delete(messageId));
  };
  const one = async (): Promise<void> => {
    const ids = new Map(
      [...fresh].map((id) => [id, id.includes('-') ? randomUUID() : randomUUID().replaceAll('-', '')]),
    );
    const connection = await pool.getConnection();
    await connection.query('SET FOREIGN_KEY_CHECKS = 0');
    await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    let open = false;
    for (const step of steps) {
      if (step.kind === 'message.published') await send(step.body);
      else if (step.verb === 'COMMIT') {
        if (open) await connection.query('COMMIT');
        open = false;
      } else {
        if (step.verb !== 'SELECT' && !open) await connection.query('START TRANSACTION');
        open ||= step.verb !== 'SELECT';
        const text = textOf(step.statement).replace(/^INSERT INTO/, 'INSERT IGNORE INTO');
        const values = step.parameters.map((value) => ids.get(String(value)) ?? value);
        // all boots write the same rows of hosts and providers: who loses goes on without its transaction
        await connection.query(text, values).catch((error: { code?: string }) => {
          if (error.code !== 'ER_LOCK_DEADLOCK') throw error;
          open = false;
        });
      }
    }
    if (open) await connection.query('COMMIT');
    connection.release();
  };
  const began = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < boots) {
      next += 1;
      await one();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - began) / 1000;
  await closeAll(pool, model);
  return boots / seconds;
}

async function closeAll(pool: Pool, model: { close(): Promise<void> }): Promise<void> {
  await pool.end();
  await model.close();
}

const ID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/;

/** Ids that a boot gives out: they stand in what it inserts, and were in no question before. */
function idsMade(executed: readonly StatedOfBoot[]): ReadonlySet<string> {
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
