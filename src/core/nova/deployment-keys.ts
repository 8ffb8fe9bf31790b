/** The keys of a deployment, one reader each: what may be given, and the sentence that refuses the rest. */
import { CodedError } from '../base/assert.ts';
import { isObject, type Json } from '../base/json.ts';
import { type LayoutId, RUNNABLE_LAYOUTS } from '../databases/layouts.ts';
import { isLab, RECORDED_COMPUTES, SEED_MOMENTS, type SeedMoment } from '../databases/seed/seed.ts';
import type { JsonTable } from '../trace/fact.ts';
import { HOPS, isHop } from '../words/hops.ts';

export interface Deployment {
  /** hosts that run nova-compute, in the order of starting */
  readonly computes: readonly string[];
  /** which databases there are, and where placement keeps its tables */
  readonly layout: LayoutId;
  /** the recording whose first rows the databases begin with */
  readonly before: SeedMoment;
  /** seconds by service; the rest wait as oslo.messaging does by default */
  readonly rpc_response_timeout: { readonly [service: string]: number };
  /** `direct`: the thought experiment without a queue */
  readonly wiring: 'queue' | 'direct';
  /** requests that are sent otherwise than Nova sends them */
  readonly hops: { readonly [method: string]: 'cast' | 'call' };
  /** requests that a service works on at once, by its name */
  readonly workers: { readonly [service: string]: number };
}

export const DEFAULT_DEPLOYMENT: Deployment = {
  computes: ['cpu1', 'cpu2'],
  layout: 'recorded',
  before: 'boot',
  rpc_response_timeout: {},
  wiring: 'queue',
  hops: {},
  workers: {},
};

/** Hosts of a deployment at most: SQLite and the picture bear it, a classroom does not need more. */
const COMPUTES_MAX = 200;
/** More than that is no limit for what a run here can hold. */
const WORKERS_MAX = 1000;
/** Seconds: a day. */
const TIMEOUT_MAX = 86_400;
const HOST_NAME = /^[a-z][a-z0-9-]{0,31}$/;

export function refuse(sentence: string): never {
  throw new CodedError('bad_experiment', sentence);
}

/** Each is called only where its key is given. */
const KEYS: { readonly [K in keyof Deployment]-?: (given: Json) => Deployment[K] } = {
  computes: readComputes,
  layout: readLayout,
  before: readBefore,
  rpc_response_timeout: (given) => readNumbers('rpc_response_timeout', given, TIMEOUT_MAX),
  wiring: (given) => {
    if (given === 'queue' || given === 'direct') return given;
    return refuse(`deployment: "wiring" must be queue or direct, not ${JSON.stringify(given)}`);
  },
  hops: readHops,
  workers: (given) => readNumbers('workers', given, WORKERS_MAX),
};

/** The `deployment` of an experiment. Errors: `CodedError` `bad_experiment`, with a sentence that names the key. */
export function deploymentOf(table: JsonTable | undefined): Deployment {
  const read: { [key: string]: unknown } = {};
  for (const [key, given] of Object.entries(table ?? {})) {
    if (!Object.hasOwn(KEYS, key)) {
      refuse(`"${key}" is no key of a deployment; its keys are ${Object.keys(KEYS).join(', ')}`);
    }
    read[key] = KEYS[key as keyof Deployment](given);
  }
  const deployment: Deployment = { ...DEFAULT_DEPLOYMENT, ...read };
  if (deployment.wiring === 'direct' && Object.keys(deployment.hops).length > 0)
    refuse(
      'deployment: "hops" does not go with "wiring": "direct", where every request waits for its answer',
    );
  if (deployment.before !== 'boot' && !isLab(deployment.computes))
    refuse(
      `deployment: "before": ${JSON.stringify(deployment.before)} goes only with "computes" ${JSON.stringify(RECORDED_COMPUTES)}: its rows are theirs`,
    );
  return deployment;
}

function readLayout(given: Json): LayoutId {
  const layout = RUNNABLE_LAYOUTS.find((id) => id === given);
  return (
    layout ??
    refuse(
      `deployment: "layout" must be ${RUNNABLE_LAYOUTS.join(', ')}, not ${JSON.stringify(given)}; Nova without cells is not modelled`,
    )
  );
}

function readComputes(given: Json): readonly string[] {
  if (!Array.isArray(given) || given.length === 0 || given.length > COMPUTES_MAX) {
    return refuse(`deployment: "computes" must be a list of 1 to ${COMPUTES_MAX} host names`);
  }
  for (const [i, name] of given.entries()) {
    if (typeof name !== 'string' || !HOST_NAME.test(name) || given.indexOf(name) !== i) {
      refuse(
        `deployment: "computes" entry ${i + 1} must be a host name of its own (a-z, 0-9, -), not ${JSON.stringify(name)}`,
      );
    }
  }
  return given as readonly string[];
}

function readHops(given: Json): Deployment['hops'] {
  if (!isObject(given)) refuse('deployment: "hops" must be an object, {"<method>": "cast" or "call"}');
  for (const [method, how] of Object.entries(given)) {
    if (!isHop(method))
      refuse(`deployment: "hops" names ${method}, which no boot sends; a boot sends ${HOPS.join(', ')}`);
    if (how !== 'cast' && how !== 'call')
      refuse(`deployment: "hops" says ${JSON.stringify(how)} of ${method}; it must be cast or call`);
  }
  return given as Deployment['hops'];
}

function readBefore(given: Json): SeedMoment {
  const before = SEED_MOMENTS.find((moment) => moment === given);
  return (
    before ?? refuse(`deployment: "before" must be ${SEED_MOMENTS.join(', ')}, not ${JSON.stringify(given)}`)
  );
}

/** A whole number for each named service. That the services are there is checked with the topology. */
function readNumbers(key: string, given: Json, most: number): { readonly [service: string]: number } {
  if (!isObject(given)) refuse(`deployment: "${key}" must be an object, {"<service>": a whole number}`);
  for (const [service, n] of Object.entries(given)) {
    if (typeof n !== 'number' || !Number.isInteger(n) || n < 1 || n > most)
      refuse(
        `deployment: "${key}" of ${service} must be a whole number of 1 to ${most}, not ${JSON.stringify(n)}`,
      );
  }
  return given as { readonly [service: string]: number };
}
