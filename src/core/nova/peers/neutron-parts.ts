/** What the handlers of neutron share. */

import type { JsonObject } from '../../base/json.ts';
import type { Transport } from '../../rpc/transport.ts';
import { type HttpAnswer, sleep, type Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { Db } from '../db.ts';
import type { Notifier } from './neutron-events.ts';
import { segmentData } from './neutron-fanouts.ts';
import type { Port } from './neutron-read.ts';
import { json } from './routes.ts';

export interface Neutron {
  readonly host: ServiceHost;
  readonly db: Db;
  readonly transport: Transport;
  readonly notifier: Notifier;
}

/** Neutron's error body. `type` = the exception's class. */
export function neutronError(status: number, type: string, message: string): HttpAnswer {
  return json(status, { NeutronError: { type, message, detail: '' } });
}

export function portNotFound(id: string): HttpAnswer {
  return neutronError(404, 'PortNotFound', `Port ${id} could not be found.`);
}

/** The time of the reads and the Python between two writes that are shown. */
export function* pause(neutron: Neutron, medianMs: number): Task {
  yield* sleep(neutron.host.took(medianMs));
}

/** The segments of a port's binding levels, as objects for its push. */
export function* segmentsOf(db: Db, port: Port): Task<JsonObject[]> {
  const found: JsonObject[] = [];
  for (const level of port.levels) {
    const segment = yield* db.first('neutron', 'networksegments', { id: level.segment_id ?? null });
    const id = segment?.standard_attr_id ?? null;
    const attributes = yield* db.first('neutron', 'standardattributes', { id });
    if (segment) found.push(segmentData(segment, attributes ?? {}));
  }
  return found;
}
