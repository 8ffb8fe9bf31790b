/** SQLite's owner: what was committed is there after whatever happens to it, and nothing of what was not. */
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insert, select, update } from '../core/databases/builder.ts';
import { openCloud } from '../core/run/cloud.ts';
import { openSqlite } from './sqlite-client.ts';
import { ownSqlite } from './sqlite-owner.ts';

const cloud = openCloud({ v: 1 });
const AT = { database: 'nova_api', table: 'build_requests' } as const;
const row = (name: string) =>
  insert({
    ...AT,
    values: { instance_uuid: name, project_id: 'p', instance: '{}', created_at: '2026-11-22 07:00:00' },
  });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'novascope-owner-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function names(): Promise<readonly unknown[]> {
  const sql = openSqlite(folder);
  const { rows } = await sql.open('a reader').execute(select(AT));
  await sql.close();
  return rows.map(({ instance_uuid }) => instance_uuid);
}

test('a transaction stands as a whole, or not at all where its client goes', async () => {
  const owner = await ownSqlite(folder, cloud);
  const [one, two] = [openSqlite(folder), openSqlite(folder)];
  const [kept, left] = [one.open('one'), two.open('two')];
  await kept.execute(row('a'));
  // who writes meanwhile waits for the end of it
  const waiting = left.execute(row('b'));
  await kept.execute(row('c'));
  await kept.commit();
  await waiting;
  await two.close();
  await one.close();
  expect(await names()).toEqual(['a', 'c']);
  await owner.close();
});

test('its next start has what was committed, without the half of a last line', async () => {
  const first = await ownSqlite(folder, cloud);
  const sql = openSqlite(folder);
  const session = sql.open('one');
  const { lastInsertId } = await session.execute(row('a'));
  await session.commit();
  const changed = update({ ...AT, values: { project_id: 'q' }, where: { instance_uuid: 'a' } });
  expect((await session.execute(changed)).matched).toBe(1);
  await session.end(false);
  await sql.close();
  await first.close();
  expect(existsSync(join(folder, 'nova_api.sqlite'))).toBe(true);
  appendFileSync(join(folder, 'journal.ndjson'), '[{"database":"nova_api","ta');
  const second = await ownSqlite(folder, cloud);
  expect(await names()).toEqual(['a']);
  const again = openSqlite(folder);
  const other = again.open('two');
  const { rows } = await other.execute(select(AT));
  expect(rows[0]).toMatchObject({ id: lastInsertId, project_id: 'p' });
  await again.close();
  await second.close();
});

test('another owner, another deployment and no owner at all are said', async () => {
  const owner = await ownSqlite(folder, cloud);
  await expect(ownSqlite(folder, cloud)).rejects.toMatchObject({ code: 'misuse' });
  await owner.close();
  const three = openCloud({ v: 1, deployment: { computes: 3 } });
  await expect(ownSqlite(folder, three)).rejects.toThrow('another deployment');
  await expect(names()).rejects.toMatchObject({ code: 'DBConnectionError' });
});
