/** What a cell conductor holds, and the shape of the methods that it runs for its computes. */
import type { Json, JsonObject } from '../../base/json.ts';
import type { Transport } from '../../rpc/transport.ts';
import type { Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { Db } from '../db.ts';
import type { LiveObject } from '../objects/ovo.ts';
import type { Updates } from '../save-instance.ts';

export interface CellConductor {
  readonly host: ServiceHost;
  readonly db: Db;
  /** the one database of its cell */
  readonly database: string;
  readonly cell: Transport;
  /** `read_deleted` of who asks */
  readonly deletedToo?: boolean;
}

/** Gives what changed on the conductor's side, for the caller. */
export type ObjectMethod = (
  c: CellConductor,
  object: LiveObject,
  kwargs: JsonObject,
  args: readonly Json[],
  context: JsonObject,
) => Task<Updates>;

export type ClassMethod = (
  c: CellConductor,
  args: readonly Json[],
  kwargs: JsonObject,
  context: JsonObject,
) => Task<Json>;
