/** The keys of a deployment, one reader each: what may be given, and the sentence that refuses the rest. */
import { CodedError } from '../base/assert.ts';
import type { Json } from '../base/json.ts';
import { type LayoutId, RUNNABLE_LAYOUTS } from '../databases/layouts.ts';
import type { JsonTable } from '../trace/fact.ts';

export interface Deployment {
  /** hosts that run nova-compute, in the order of starting */
  readonly computes: readonly string[];
  /** which databases there are, and where placement keeps its tables */
  readonly layout: LayoutId;
}

export const DEFAULT_DEPLOYMENT: Deployment = { computes: ['cpu1', 'cpu2'], layout: 'recorded' };

/** Hosts of a deployment at most: SQLite and the picture bear it, a classroom does not need more. */
const COMPUTES_MAX = 200;
const HOST_NAME = /^[a-z][a-z0-9-]{0,31}$/;

export function refuse(sentence: string): never {
  throw new CodedError('bad_experiment', sentence);
}

/** Each is called only where its key is given. */
const KEYS: { readonly [K in keyof Deployment]-?: (given: Json) => Deployment[K] } = {
  computes: readComputes,
  layout: readLayout,
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
  return { ...DEFAULT_DEPLOYMENT, ...read };
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
