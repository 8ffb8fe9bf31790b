/** The keys of an experiment's `deployment`, each read by its own function. What does not fit is refused by name. */
import { CodedError } from '../base/assert.ts';
import { isObject, type Json } from '../base/json.ts';
import { type LayoutId, RUNNABLE_LAYOUTS } from '../databases/layouts.ts';
import { isLab, RECORDED_COMPUTES, SEED_MOMENTS, type SeedMoment } from '../databases/seed/seed.ts';
import type { JsonTable } from '../trace/fact.ts';

/** Hosts of a deployment at most: SQLite and the picture bear it, a classroom does not need more. */
const COMPUTES_MAX = 200;
const HOST_NAME = /^[a-z][a-z0-9-]{0,31}$/;
/** Seconds of a time-out at most: a day. */
const TIMEOUT_MAX = 86_400;

export function refuse(sentence: string): never {
  throw new CodedError('bad_experiment', sentence);
}

export function readLayout(value: Json | undefined, otherwise: LayoutId): LayoutId {
  const layout = RUNNABLE_LAYOUTS.find((id) => id === (value ?? otherwise));
  return (
    layout ??
    refuse(
      `deployment: "layout" must be ${RUNNABLE_LAYOUTS.join(', ')}, not ${JSON.stringify(value)}; Nova without cells is not modelled`,
    )
  );
}

export function readComputes(value: Json | undefined, otherwise: readonly string[]): readonly string[] {
  if (value === undefined) return otherwise;
  if (!Array.isArray(value) || value.length === 0 || value.length > COMPUTES_MAX) {
    return refuse(`deployment: "computes" must be a list of 1 to ${COMPUTES_MAX} host names`);
  }
  for (const [i, name] of value.entries()) {
    if (typeof name !== 'string' || !HOST_NAME.test(name) || value.indexOf(name) !== i) {
      refuse(
        `deployment: "computes" entry ${i + 1} must be a host name of its own (a-z, 0-9, -), not ${JSON.stringify(name)}`,
      );
    }
  }
  return value as readonly string[];
}

export function readBefore(value: Json | undefined, otherwise: SeedMoment): SeedMoment {
  const before = SEED_MOMENTS.find((moment) => moment === (value ?? otherwise));
  return (
    before ?? refuse(`deployment: "before" must be ${SEED_MOMENTS.join(', ')}, not ${JSON.stringify(value)}`)
  );
}

/** The rows of a later moment are those of the recorded hosts. */
export function checkBefore(o: { readonly before: SeedMoment; readonly computes: readonly string[] }): void {
  if (o.before === 'boot' || isLab(o.computes)) return;
  refuse(
    `deployment: "before": ${JSON.stringify(o.before)} goes only with "computes" ${JSON.stringify(RECORDED_COMPUTES)}: its rows are theirs`,
  );
}

/** An object from the name of a service to a whole number in a range. `what` = the number in a sentence. */
function readNumbers(key: string, value: Json | undefined, range: readonly [number, number], what: string) {
  if (value === undefined) return {};
  if (!isObject(value)) return refuse(`deployment: "${key}" must be an object from services to ${what}`);
  for (const [service, n] of Object.entries(value)) {
    if (typeof n === 'number' && Number.isInteger(n) && n >= range[0] && n <= range[1]) continue;
    refuse(
      `deployment: "${key}" of ${JSON.stringify(service)} must be ${what} from ${range[0]} to ${range[1]}, not ${JSON.stringify(n)}`,
    );
  }
  return value as { readonly [service: string]: number };
}

export const readTimeouts = (value: Json | undefined) =>
  readNumbers('rpc_response_timeout', value, [1, TIMEOUT_MAX], 'whole seconds');

/** Services that are named but not there. Errors: as above, with the list of those that are. */
export function checkServices(key: string, named: JsonTable, services: readonly string[]): void {
  const unknown = Object.keys(named).find((service) => !services.includes(service));
  if (unknown !== undefined) {
    refuse(
      `deployment: "${key}": there is no service ${JSON.stringify(unknown)}; the services are ${services.join(', ')}`,
    );
  }
}

/** More workers are no limit for what a run here can hold. */
const WORKERS_MAX = 1000;

export const readWorkers = (value: Json | undefined) =>
  readNumbers('workers', value, [1, WORKERS_MAX], 'whole numbers');

export type Wiring = 'queue' | 'direct';

export function readWiring(value: Json | undefined): Wiring {
  if (value === undefined || value === 'queue') return 'queue';
  if (value === 'direct') return value;
  return refuse(`deployment: "wiring" must be queue or direct, not ${JSON.stringify(value)}`);
}

export type Hops = { readonly [method: string]: 'cast' | 'call' };

/** What a boot sends to one worker; the conductor's object calls by object and method. */
export const HOPS: readonly string[] = [
  'schedule_and_build_instances',
  'select_destinations',
  'build_and_run_instance',
  'external_instance_event',
  'InstanceActionEvent.event_start',
  'InstanceActionEvent.event_finish_with_failure',
  'Instance.save',
  'BlockDeviceMappingList.get_by_instance_uuid',
  'BlockDeviceMapping.save',
  'ComputeNode.save',
  'Service.get_by_compute_host',
  'VirtualInterface.create',
  'InstanceInfoCache.refresh',
  'InstanceInfoCache.save',
];

export function readHops(given: Json | undefined): Hops {
  if (given === undefined) return {};
  if (!isObject(given)) return refuse('deployment: "hops" must be an object, {"<method>": "cast" or "call"}');
  for (const [method, how] of Object.entries(given)) {
    if (!HOPS.includes(method))
      refuse(`deployment: "hops" names ${method}, which no boot sends; a boot sends ${HOPS.join(', ')}`);
    if (how !== 'cast' && how !== 'call')
      refuse(`deployment: "hops" says ${JSON.stringify(how)} of ${method}; it must be cast or call`);
  }
  return given as Hops;
}

export function checkHops({ hops, wiring }: { readonly hops: Hops; readonly wiring: Wiring }): void {
  if (wiring === 'queue' || Object.keys(hops).length === 0) return;
  refuse('deployment: "hops" does not go with "wiring": "direct", where every request waits for its answer');
}
