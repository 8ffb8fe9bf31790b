/** What the handlers of neutron share. */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Transport } from '../../rpc/transport.ts';
import type { Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { Db } from '../db.ts';
import type { Notifier } from './neutron-events.ts';
import { segmentData } from './neutron-fanouts.ts';
import type { PortRows } from './neutron-read.ts';

export interface Neutron {
  readonly host: ServiceHost;
  readonly db: Db;
  readonly transport: Transport;
  readonly notifier: Notifier;
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
