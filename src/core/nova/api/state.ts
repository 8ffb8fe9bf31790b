/** What one nova-api process holds, and what one request brings. */
import type { JsonObject } from '../../base/json.ts';
import type { Transport } from '../../rpc/transport.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { CellTransports } from '../cells.ts';
import type { User } from '../context.ts';
import type { Db } from '../db.ts';
import type { Asked } from '../rest.ts';

/** What one nova-api process holds. */
export interface Api {
  readonly host: ServiceHost;
  readonly db: Db;
  /** to the broker above the cells, and to each cell's */
  readonly top: Transport;
  readonly cells: CellTransports;
}

/** One authenticated request, with the context that its messages carry. */
export interface ApiRequest extends Asked {
  readonly user: User;
  readonly context: JsonObject;
}
