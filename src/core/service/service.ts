/** What a service is to its interpreter, and what it is given when it starts. Nothing else of the cloud is in its reach. */
import type { JsonObject } from '../base/json.ts';
import type { Stream } from '../base/random.ts';
import type { Micros, WallTime } from '../base/time.ts';
import type { Actor, Group } from '../trace/fact.ts';
import type { ServicePlace } from '../trace/trace.ts';
import type { HttpAnswer, HttpIncoming, Lock, Task } from './effects.ts';

/** What the deployment sets for one process, as its configuration file would. Nothing set = as recorded. */
export interface ServiceConf {
  /**
   * Requests in work at a time. REST: uWSGI's `processes`, one thread each; more requests wait in the socket's queue.
   * RPC through the broker: `executor_thread_pool_size`; more wait in the process's memory, acked already.
   */
  readonly workers?: number;
  /** `rpc_response_timeout`, seconds; default 60 */
  readonly responseTimeout?: number;
  /** `rabbit_transient_queues_ttl`, seconds (oslo.messaging); 0 = no end; default 1800 */
  readonly transientQueuesTtl?: number;
  /** `graceful_shutdown_timeout`, seconds (oslo.service); 0 = without end; default 60 */
  readonly shutdownTimeout?: number;
  /** `direct`: no broker, each request goes straight to an address; default: through the queue */
  readonly wiring?: 'queue' | 'direct';
  /** `[notifications]/notification_format`; absent = no notifications */
  readonly notifications?: 'unversioned' | 'versioned' | 'both';
  /** what its nova.conf sets otherwise than the recorded lab's, by `<group>.<option>` */
  readonly options?: { readonly [name: string]: number | boolean };
  /** one vhost and one conductor for the API level and its one cell */
  readonly singleCell?: true;
  /** `compute_driver` of nova-compute */
  readonly driver?: string;
  /** RPC methods (`Instance.save` of a conductor's object call) that are sent otherwise than Nova sends them */
  readonly hops?: { readonly [method: string]: 'cast' | 'call' };
}

/** Where a service can be asked without a broker. */
export interface Listener {
  readonly actor: Actor;
  readonly vhost: string;
  readonly topic: string;
  /** its host */
  readonly server: string;
}

/** Objects that a process had loaded before anybody looked, as it was answered then. */
export interface Memory {
  readonly [object: string]: JsonObject;
}

/** What a process has taken in hand, for whoever ends it in order. */
export interface WorkInHand {
  /** it was told to end: it takes no further request */
  isEnding: boolean;
  /** requests that it works on, or has acked and will work on; not what they handed to threads of their own */
  requests: number;
  /** queues of its own, by name with the connection that consumes them: deleted before an orderly end closes that */
  readonly queues: Map<string, string>;
}

export interface ServiceHost {
  readonly actor: Actor;
  readonly place: ServicePlace;
  readonly conf: ServiceConf;
  /** false = it stands for a process that was up long before anybody looked: what it once learned, it knows */
  readonly isCold: boolean;
  /** what such a process has in memory, where the deployment tells it; null = it has to ask for it anew */
  readonly remembers: Memory | null;
  /** of such a process: until then it does nothing by itself that would change the rows that the run begins with */
  readonly quietUntil: Micros;
  readonly work: WorkInHand;
  /** those of the deployment as it is now, running or not */
  listeners(): readonly Listener[];
  /** since the run began */
  now(): Micros;
  /** the wall clock at `at`; default: now */
  wall(at?: Micros): WallTime;
  /** stream `<kind>/<actor>`: `id/nova-api`, `order/nova-scheduler` */
  stream(kind: string): Stream;
  /** what the greenthreads of the process share, where that is told apart; absent = none waits for another */
  readonly processor?: Lock;
  /** how long work takes whose recorded median, milliseconds, is given */
  took(medianMs: number): Micros;
}

export interface RunningService {
  /** runs as long as the service does; start-up first */
  readonly main: Task;
  /** answers one REST request; absent where the service has no REST side */
  readonly answer?: (request: HttpIncoming) => Task<HttpAnswer>;
  /** asked once at an orderly end, when the requests in work are done: what it does before it goes; null = nothing */
  readonly cleanUp?: () => Task | null;
}

export interface ServiceDefinition {
  readonly place: ServicePlace;
  /** group of the work behind a REST request it answers; default: the caller's. nova-api's ids make a scenario. */
  readonly requestGroup?: Group;
  /** group of every message that it publishes; default: that of the request that the message belongs to */
  readonly messageGroup?: Group;
  readonly conf?: ServiceConf;
  /** the topic that its RPC server has, if it has one */
  readonly listens?: { readonly vhost: string; readonly topic: string };
  readonly remembers?: Memory;
  /** the rows that the run begins with are those of this moment; absent = of the beginning */
  readonly quietUntil?: Micros;
  /** called at each start: memory does not outlive a process */
  start(host: ServiceHost): RunningService;
}
