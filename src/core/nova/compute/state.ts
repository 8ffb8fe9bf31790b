/** What one nova-compute process holds in memory. It holds no database: there is nothing here to reach one with. */
import type { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Transport } from '../../rpc/transport.ts';
import type { Lock } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { LiveObject } from '../objects/ovo.ts';

export interface Compute {
  readonly host: ServiceHost;
  /** the name that Nova knows the host by: `cpu1` */
  readonly name: string;
  readonly cell: Transport;
  /** the resource tracker's ComputeNode, with the context of the periodic task that loaded it */
  node: { readonly object: LiveObject; readonly context: JsonObject } | null;
  /** its own `services` record, as last heard from the conductor */
  service: LiveObject | null;
  /** instances that the resource tracker counts: uuid -> what it counts of them */
  readonly tracked: Map<string, Tracked>;
  /** uuids whose network cache is to be healed, one a minute */
  readonly healing: string[];
  /** `refresh_cache-<uuid>` locks */
  readonly cacheLocks: Map<string, Lock>;
}

export interface Tracked {
  readonly vcpus: number;
  readonly memory_mb: number;
  readonly disk_gb: number;
  readonly project_id: string;
  readonly os_type: string | null;
  readonly vm_state: string;
  readonly task_state: string | null;
}

/** One build while it runs. */
export interface Build {
  readonly compute: Compute;
  readonly context: JsonObject;
  readonly instance: LiveObject;
  readonly args: JsonObject;
  readonly uuid: string;
  /** the root disk's mapping, once the conductor has given it */
  rootDisk: LiveObject | null;
}

/** The network strand's end: what it stored, or what went wrong. */
export type NetworkEnd = { readonly ok: true } | { readonly ok: false; readonly error: CodedError };
