/** What one nova-scheduler process holds, and what Placement offers it. */

import type { Transport } from '../../rpc/transport.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { NovaCell } from '../cells.ts';
import type { Db } from '../db.ts';

export interface Scheduler {
  readonly host: ServiceHost;
  readonly db: Db;
  readonly top: Transport;
  /** what the process keeps between requests */
  readonly memory: {
    readonly cellUuids: Map<NovaCell, string>;
    /** uuids by host, of hosts whose computes have told of them */
    readonly instances: Map<string, Set<string>>;
    readonly hashes: Map<string, number>;
    /** of the user `nova`; null = that of a process which ran before, known to Placement long since */
    token: string | null;
    /** hosts whose `host_mappings` row it has read */
    readonly mappedHosts: Set<string>;
  };
}

/** One way to satisfy the request, as Placement offers it. */
export interface AllocationRequest {
  readonly allocations: {
    readonly [provider: string]: { readonly resources: { readonly [rc: string]: number } };
  };
  readonly mappings: { readonly [suffix: string]: readonly string[] };
}
