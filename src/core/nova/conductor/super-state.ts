/** What the super conductor holds, and what it keeps of one server while it is built. */
import type { JsonObject } from '../../base/json.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Transport } from '../../rpc/transport.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { CellTransports } from '../cells.ts';
import type { Db } from '../db.ts';

export interface SuperConductor {
  readonly host: ServiceHost;
  readonly db: Db;
  /** to the broker above the cells, and to each cell's */
  readonly top: Transport;
  readonly cells: CellTransports;
}

/** One server of one request, taken out of the message's lists. */
export interface ServerBuild {
  readonly uuid: string;
  readonly buildRequest: JsonObject;
  readonly requestSpec: JsonObject;
  readonly incoming: Incoming;
}
