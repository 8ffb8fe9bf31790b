/**
 * What a server holds on its host is held by the record of its move from now on (`nova/conductor/tasks/migrate.py:
 * replace_allocation_with_migration`): the first thing that a cold migration and a live one do.
 */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import type { NovaCell } from '../cells.ts';
import { text } from '../fields.ts';
import { loggerOf } from '../log.ts';
import type { LiveObject } from '../objects/ovo.ts';
import { allocationsOf, holdsNothing, moveAllocations, type PlacementClient } from '../report-client.ts';
import type { SuperConductor } from './super-state.ts';
import { type MoveTask, notReplaced, sourceNotFound } from './traceback.ts';

const LOG = loggerOf('nova.conductor.tasks.migrate');

/** A server that is about to move, and where it is known. */
export interface MovingServer {
  readonly conductor: SuperConductor;
  readonly placement: PlacementClient;
  readonly cell: NovaCell;
  readonly context: JsonObject;
  readonly uuid: string;
  readonly instance: LiveObject;
}

/** False where it holds nothing. Errors: `ComputeHostNotFound`, `NoValidHost`, `AllocationMoveFailed`. */
export function* holdByMigration(moving: MovingServer, migration: LiveObject, move: MoveTask): Task<boolean> {
  const { conductor, placement, cell, context, uuid, instance } = moving;
  const host = text(instance.data, 'host');
  const node = text(instance.data, 'node');
  const where = { deleted: 0, host, hypervisor_hostname: node };
  if (!(yield* conductor.db.first(cell.database, 'compute_nodes', where))) {
    const lost = new CodedError('ComputeHostNotFound', `Compute host ${host} could not be found.`);
    yield* LOG.error({ context, uuid }, `Unable to find record for source node ${node} on ${host}`, lost);
    throw sourceNotFound(lost, move);
  }
  if (holdsNothing(yield* allocationsOf(placement, uuid))) return false;
  if (yield* moveAllocations(placement, uuid, text(migration.data, 'uuid'))) return true;
  const kept = `Unable to replace resource claim on source host ${host} node ${node} for instance`;
  yield* LOG.error({ context, uuid }, kept);
  throw notReplaced(move);
}
