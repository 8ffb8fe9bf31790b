/** What one nova-api process holds, and what one request brings. */
import type { Json } from '../../base/json.ts';
import type { Transport } from '../../rpc/transport.ts';
import type { HttpIncoming } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { requestContext, User } from '../context.ts';
import type { Db } from '../db.ts';

/** What one nova-api process holds. */
export interface Api {
  readonly host: ServiceHost;
  readonly db: Db;
  /** top-level broker, and the cell's, found through cell_mappings */
  readonly top: Transport;
  readonly cell: Transport;
}

/** One authenticated request. */
export interface ApiRequest {
  readonly incoming: HttpIncoming;
  readonly user: User;
  readonly context: ReturnType<typeof requestContext>;
  readonly body: { readonly [key: string]: Json };
}
