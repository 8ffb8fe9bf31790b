/** What the handlers of neutron share. */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Transport } from '../../rpc/transport.ts';
import { acquire, type Lock, makeLock, release, type Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { Db } from '../db.ts';
import type { Notifier } from './neutron-events.ts';
import { segmentData } from './neutron-fanouts.ts';
import type { PortRows } from './neutron-read.ts';

export interface Neutron {
  /** its greenthreads share one processor (`workers` of them, where the deployment has so many) */
  readonly host: ServiceHost;
  readonly db: Db;
  /** of `subnets`, by id: each transaction that gives or keeps an address updates its row, and another that wants to waits */
  readonly rows: Map<string, Lock>;
  readonly transport: Transport;
  readonly notifier: Notifier;
}

/** The rows that one transaction has locked, each until its COMMIT. */
export interface HeldRows {
  /** waits until no other transaction holds the row */
  lock(id: string): Task;
}

/** `transaction` with what it locks; it lets go where it ends, however it ends. */
export function* holdingRows<T>({ rows }: Neutron, transaction: (held: HeldRows) => Task<T>): Task<T> {
  const held: Lock[] = [];
  const lock = function* (id: string): Task {
    const row = rows.get(id) ?? makeLock(`row of subnets ${id}`);
    rows.set(id, row);
    yield* acquire(row);
    held.push(row);
  };
  try {
    return yield* transaction({ lock });
  } finally {
    for (const row of held) yield* release(row);
  }
}

export const portNotFound = (id: string): CodedError =>
  new CodedError('PortNotFound', `Port ${id} could not be found.`);

export const networkNotFound = (id: string): CodedError =>
  new CodedError('NetworkNotFound', `Network ${id} could not be found.`);

/** The segments of a port's binding levels, as objects for its push. */
export function* segmentsOf(db: Db, port: PortRows): Task<JsonObject[]> {
  const found: JsonObject[] = [];
  for (const level of port.levels) {
    const segment = yield* db.first('neutron', 'networksegments', { id: level.segment_id ?? null });
    const id = segment?.standard_attr_id ?? null;
    const attributes = yield* db.first('neutron', 'standardattributes', { id });
    if (segment) found.push(segmentData(segment, attributes ?? {}));
  }
  return found;
}
