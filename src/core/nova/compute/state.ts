/** What one nova-compute process holds in memory. It holds no database: there is nothing here to reach one with. */
import type { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Micros } from '../../base/time.ts';
import type { Transport } from '../../rpc/transport.ts';
import type { Lock } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { LiveObject } from '../objects/ovo.ts';
import type { FakeDriver } from './driver.ts';

export interface Compute {
  readonly host: ServiceHost;
  /** the name that Nova knows the host by: `cpu1` */
  readonly name: string;
  readonly cell: Transport;
  /** the resource tracker's ComputeNode, with the context of the periodic task that loaded it */
  node: { readonly object: LiveObject; readonly context: JsonObject } | null;
  /** its own `services` record, as last heard from the conductor */
  service: LiveObject | null;
  /** its provider has what the host has; false from the making of its node until Placement knows of it */
  isRegistered: boolean;
  /** its tree of providers has it: a process that begins asks Placement for it in its first audit */
  knowsProvider: boolean;
  /** when it last asked for what belongs to its provider (`resource_provider_association_refresh`) */
  refreshedAt: Micros;
  /** its provider as Placement gave it last; null = a process that was up before the beginning has not asked since */
  provider: { readonly traits: readonly string[]; readonly generation: number } | null;
  /** its provider has the trait of a disabled host; null = as its service's record says when it is read next */
  isMarkedDisabled: boolean | null;
  /** instances that the resource tracker counts: uuid -> what it counts of them */
  readonly tracked: Map<string, Tracked>;
  /** what moves to and from here add to what its instances use, since the last audit */
  readonly moves: Moves;
  /** uuids whose network cache is to be healed, one a minute */
  readonly healing: string[];
  /** `refresh_cache-<uuid>` locks */
  readonly cacheLocks: Map<string, Lock>;
  /** one at a time for each instance: `utils.synchronized(instance.uuid)` */
  readonly instanceLocks: Map<string, Lock>;
  /** `COMPUTE_RESOURCE_SEMAPHORE`: what the resource tracker counts is changed by one at a time */
  readonly resources: Lock;
  /** `max_concurrent_builds` */
  readonly builds: Lock;
  /** `max_concurrent_live_migrations`: those from here */
  readonly liveMigrations: Lock;
  /** of those, by server, what has not come so far that the guest moves (`_waiting_live_migrations`) */
  readonly waitingLive: Map<string, WaitingLive>;
  readonly driver: FakeDriver;
  /** builds that failed one after the other, as this process has counted; null = as its node's row says */
  failedBuilds: number | null;
}

export interface WaitingLive {
  readonly migration: LiveObject;
  readonly context: JsonObject;
  /** it has its turn: it cannot be cancelled any more */
  isBegun: boolean;
}

/** What is counted of a flavor. */
export interface HostUsage {
  readonly vcpus: number;
  readonly memory_mb: number;
  readonly disk_gb: number;
}

interface Moves {
  /** instances whose move is counted (`tracked_migrations`) */
  readonly tracked: Set<string>;
  /** instances that left and are not counted any more, though the node's `stats` know them until the next audit */
  readonly gone: Set<string>;
  /** instances of which it is known that they boot from no volume (`is_bfv`) */
  readonly asked: Set<string>;
  usage: HostUsage;
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
  /** its network is there: noted with the next save (`system_metadata.network_allocated`) */
  networkAllocated: boolean;
}

/** What became of a build. */
export type BuildResult = 'active' | 'failed' | 'rescheduled';

/** The network strand's end: what it stored, or what went wrong. */
export type NetworkEnd =
  | { readonly ok: true; readonly ports: number }
  | { readonly ok: false; readonly error: CodedError };
