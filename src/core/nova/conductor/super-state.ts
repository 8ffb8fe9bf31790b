/** What the super conductor holds, and what it keeps of one server while it is built. */
import type { Json, JsonObject } from '../../base/json.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Transport } from '../../rpc/transport.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { Db } from '../db.ts';

export interface SuperConductor {
  readonly host: ServiceHost;
  readonly db: Db;
  readonly top: Transport;
  readonly cell: Transport;
}

/** One server of one request, taken out of the message's lists. */
export interface Build {
  readonly uuid: string;
  readonly buildRequest: JsonObject;
  readonly requestSpec: JsonObject;
  readonly incoming: Incoming;
}

/** A Selection of the scheduler's reply: the chosen host first, then its alternates. */
export interface Selection {
  readonly service_host: string;
  readonly nodename: string;
  readonly limits: Json;
  readonly availability_zone: string | null;
}
