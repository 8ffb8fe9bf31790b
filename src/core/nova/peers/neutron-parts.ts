/** What the handlers of neutron share. */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import { micros } from '../../base/time.ts';
import type { Transport } from '../../rpc/transport.ts';
import { acquire, type Lock, release, sleep, type Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { Db } from '../db.ts';
import type { Notifier } from './neutron-events.ts';
import { segmentData } from './neutron-fanouts.ts';
import type { PortRows } from './neutron-read.ts';

export interface Neutron {
  readonly host: ServiceHost;
  readonly db: Db;
  /** of the greenthreads of a process (one, as recorded, where `workers` says nothing): who has it goes on until its transaction has ended */
  readonly turn: Lock;
  readonly transport: Transport;
  readonly notifier: Notifier;
}

/** Between two transactions of a request: those that wait go first. */
function* giveWay({ turn }: Neutron): Task {
  yield* release(turn);
  yield* acquire(turn);
}

export function* commitInTurn(neutron: Neutron): Task {
  yield* neutron.db.commit('neutron');
  yield* giveWay(neutron);
}

/** A moment of several transactions, milliseconds of each; what they take together has one jitter. */
export function* pauseInTurns(neutron: Neutron, transactions: readonly number[]): Task {
  const sum = transactions.reduce((a, b) => a + b, 0);
  const took = neutron.host.took(sum);
  let [past, spent] = [0, 0];
  for (const [i, ms] of transactions.entries()) {
    if (i > 0) yield* giveWay(neutron);
    past += ms;
    const until = Math.round((took * past) / sum);
    yield* sleep(micros(until - spent));
    spent = until;
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
