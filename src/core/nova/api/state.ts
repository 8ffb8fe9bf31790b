/** What one nova-api process holds, and what one request brings. */
import type { JsonObject } from '../../base/json.ts';
import type { Micros } from '../../base/time.ts';
import type { Transport } from '../../rpc/transport.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { CellTransports } from '../cells.ts';
import type { User } from '../context.ts';
import type { Db } from '../db.ts';
import type { Asked } from '../rest.ts';

/** By whose route something is asked for: `action` = the actions on a server in `servers.py` itself. */
export type ApiController = 'create' | 'action' | 'migrate' | 'shelve' | 'evacuate';

/** What one nova-api process holds. */
export interface Api {
  readonly host: ServiceHost;
  readonly db: Db;
  /** to the broker above the cells, and to each cell's */
  readonly top: Transport;
  readonly cells: CellTransports;
  /** when each controller last asked neutron what it can do (`neutron-extensions.ts`) */
  readonly extensions: Map<ApiController, Micros>;
}

/** One authenticated request, with the context that its messages carry. */
export interface ApiRequest extends Asked {
  readonly user: User;
  readonly context: JsonObject;
}
