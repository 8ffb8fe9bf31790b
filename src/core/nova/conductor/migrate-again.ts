/**
 * `migrate_server` on a cell's conductor, asked for by a compute that could not begin a move: the task is the super
 * conductor's, but here there is no `[api_database]/connection`, and it looks into nova_api before anything else
 * (`nova/conductor/tasks/migrate.py:_execute`, `nova/scheduler/utils.py:setup_instance_group`). So it fails, and the server is
 * as it was. Where one conductor does all, the move goes on on an alternate (`migrate-server.ts`).
 */
import type { Json } from '../../base/json.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import { text } from '../fields.ts';
import { dataOf, fromPrimitive } from '../objects/ovo.ts';
import { pause, TIMING } from '../timing/timing.ts';
import type { CellConductor } from './cell-state.ts';
import { faultOf } from './fault.ts';
import { reportedInCell } from './server-cell.ts';
import { setVmState } from './set-vm-state.ts';
import { noApiDatabase, WRAPPED } from './traceback.ts';

const TIMES = TIMING.super_conductor.migrate_server;

/** Errors: `CodedError` `CantStartEngineError`. */
export function* migrateAgain(conductor: CellConductor, { args, context }: Incoming): Task<Json> {
  const uuid = text(fromPrimitive(args.instance).data, 'uuid');
  yield* pause(conductor.host, TIMES.mapping);
  const about = { uuid, context, cell: conductor, caller: 'migrate_server' } as const;
  const work = reportedInCell(
    conductor,
    { ...about, event: 'cold_migrate' },
    refused(conductor, { args, context }, uuid),
  );
  yield* reportedInCell(conductor, { ...about, event: 'conductor_migrate_server', via: WRAPPED }, work);
  return null;
}

function* refused(
  conductor: CellConductor,
  { args, context }: Pick<Incoming, 'args' | 'context'>,
  uuid: string,
): Task {
  const error = noApiDatabase();
  const row = yield* conductor.db.first(conductor.database, 'instances', { deleted: 0, uuid });
  if (!row) throw error;
  const state = { uuid, vm_state: text(row, 'vm_state') };
  yield* setVmState(conductor, state, faultOf(error, 'migrate_server'), {
    transport: conductor.cell,
    context,
    method: 'migrate_server',
    spec: dataOf(args.request_spec),
    error,
  });
  throw error;
}
