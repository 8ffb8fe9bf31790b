/** The `services` row of a service that has a database of its own: it writes its heartbeat there, without any RPC. */
import { type Micros, micros } from '../base/time.ts';
import { beginAnew, sleep, type Task } from '../service/effects.ts';
import type { ServiceHost } from '../service/service.ts';
import type { Db } from './db.ts';
import { whole } from './fields.ts';
import { option } from './options.ts';

/** Between two reports; 0 = there are none (`nova/servicegroup/drivers/db.py`). */
export const reportInterval = (host: ServiceHost): Micros =>
  micros(option(host, 'DEFAULT.report_interval') * 1_000_000);
/** After the start (`INITIAL_REPORTING_DELAY`). */
export const FIRST_REPORT_AFTER = micros(5_000_000);

export function* reportState(host: ServiceHost, db: Db, database: string, binary: string): Task {
  const interval = reportInterval(host);
  if (interval === 0) return;
  yield* sleep(FIRST_REPORT_AFTER);
  for (;;) {
    yield* beginAnew();
    const row = yield* db.first(database, 'services', { deleted: 0, host: host.place.host, binary });
    if (row) {
      const now = host.wall().sql;
      const values = { updated_at: now, report_count: whole(row, 'report_count') + 1, last_seen_up: now };
      yield* db.update(database, 'services', values, { id: row.id ?? null });
      yield* db.commit(database);
    }
    yield* sleep(interval);
  }
}
