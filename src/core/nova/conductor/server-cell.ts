/**
 * A server that is there, as the super conductor meets it: the cell of its mapping (`targets_cell`), and the events of its
 * action, which it writes into that cell's database itself (`nova/compute/utils.py:EventReporter`).
 */

import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import { API_DATABASE, cellsOf, type NovaCell } from '../cells.ts';
import { sayOf } from '../exception-codes.ts';
import { numberOr } from '../fields.ts';
import { finishEvent, startEvent } from '../instance-actions.ts';
import { type Frame, framesText } from '../python-trace.ts';
import { pause, TIMING } from '../timing/timing.ts';
import type { SuperConductor } from './super-state.ts';
import { type HostSeeker, raisedBySchedule } from './traceback.ts';

const TIMES = TIMING.super_conductor.instance_event;

/** Errors: `CodedError` `InstanceMappingNotFound`. */
export function* cellOfServer({ host, db }: SuperConductor, uuid: string): Task<NovaCell> {
  const mapping = yield* db.first(API_DATABASE, 'instance_mappings', { instance_uuid: uuid });
  const id = mapping && numberOr(mapping, 'cell_id', null);
  const cell = cellsOf(host).find((one) => one.id === id);
  if (cell) return cell;
  throw new CodedError('InstanceMappingNotFound', `Instance ${uuid} has no mapping to a cell.`);
}

interface ConductorEvent {
  readonly uuid: string;
  /** `schedule_instances` */
  readonly event: string;
  readonly context: JsonObject;
  readonly cell: Pick<NovaCell, 'database'>;
  /** whose frames the traceback of a failure begins with */
  readonly caller: HostSeeker;
  /** of Python's frames, those between the event and the task */
  readonly via?: readonly Frame[];
}

/** Errors: those of `work`, once they are noted. */
export function* reportedInCell(
  conductor: Pick<SuperConductor, 'host' | 'db'>,
  about: ConductorEvent,
  work: Task,
): Task {
  const { host, db } = conductor;
  const { caller, cell, via = [], ...event } = about;
  const writer = { host, db, database: cell.database };
  yield* pause(host, TIMES.start);
  yield* startEvent(writer, { ...event, host: host.place.host });
  let failure: CodedError | null = null;
  try {
    yield* work;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    failure = error;
  }
  yield* pause(host, TIMES.finish);
  const traceback = failure && framesText([...via, ...raisedBySchedule(failure, caller).frames]);
  yield* finishEvent(writer, {
    ...event,
    failed: failure !== null,
    traceback,
    details: failure && sayOf(failure),
  });
  if (failure) throw failure;
}
