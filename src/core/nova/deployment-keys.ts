/** The keys of a deployment, one reader each: what may be given, and the sentence that refuses the rest. */
import {
  type FieldReaders,
  finite,
  flag,
  hostName,
  leaf,
  object,
  oneOf,
  optional,
  ownNames,
  type Reader,
  read,
  recordOf,
  refuseAt,
  table,
  whole,
  withDefault,
} from '../base/read.ts';
import { type LayoutId, RUNNABLE_LAYOUTS } from '../databases/layouts.ts';
import { isLab, RECORDED_COMPUTES, SEED_MOMENTS, type SeedMoment } from '../databases/seed/seed.ts';
import { refuse } from '../trace/experiment.ts';
import type { JsonTable } from '../trace/fact.ts';
import { CELLS_MAX, type CellsKey } from '../words/cells.ts';
import { DRIVER_NAMES, type DriverName } from '../words/drivers.ts';
import { HOPS, isHop } from '../words/methods.ts';
import { type NovaOptions, OPTION_NAMES, OPTIONS, type OptionName, SWITCH_NAMES } from '../words/options.ts';

export interface Deployment {
  /** hosts that run nova-compute, in the order of starting */
  readonly computes: readonly string[];
  /** the cells beside cell0: the recorded one, one that shares the API level's vhost and conductor, or their number */
  readonly cells: CellsKey;
  /** which databases there are, and where placement keeps its tables */
  readonly layout: LayoutId;
  /** the recording whose first rows the databases begin with */
  readonly before: SeedMoment;
  /** `direct`: the thought experiment without a queue */
  readonly wiring: 'queue' | 'direct';
  /** requests that are sent otherwise than Nova sends them */
  readonly hops: { readonly [method: string]: 'cast' | 'call' };
  /** `compute_driver` by host */
  readonly drivers: { readonly [host: string]: DriverName };
  /** of nova.conf, for every service of Nova, and for one more than for all */
  readonly options: NovaOptions;
  readonly service_options: { readonly [service: string]: NovaOptions };
  /** which notifications Nova's services send; `off` as recorded */
  readonly notifications: 'off' | 'unversioned' | 'versioned' | 'both';
  /** requests that a service works on at once, by its name */
  readonly workers: { readonly [service: string]: number };
}

export const DEFAULT_DEPLOYMENT: Deployment = {
  computes: ['cpu1', 'cpu2'],
  cells: 'separate',
  layout: 'recorded',
  before: 'boot',
  wiring: 'queue',
  hops: {},
  drivers: {},
  options: {},
  service_options: {},
  notifications: 'off',
  workers: {},
};

/** Hosts of a deployment at most: SQLite and the picture bear it, a classroom does not need more. */
const COMPUTES_MAX = 1000;
/** More than that is no limit for what a run here can hold. */
const WORKERS_MAX = 1000;

/** A whole number for each named service. That the services are there is checked with the topology. */
const numbers = (most: number): Reader<{ readonly [service: string]: number }> =>
  recordOf(whole(1, most, `a whole number of 1 to ${most}`), 'an object, {"<service>": a whole number}');

const KINDS = oneOf(['cast', 'call'] as const);
const METHODS = leaf('an object, {"<method>": "cast" or "call"}', table.fits);

const hops: Reader<Deployment['hops']> = (given, place) => {
  const entries = Object.entries(METHODS(given, place)).map(([method, how]) => {
    if (!isHop(method))
      refuseAt(place, `names ${method}, which no boot sends; a boot sends ${HOPS.join(', ')}`);
    if (!KINDS.fits(how))
      refuseAt(place, `says ${JSON.stringify(how)} of ${method}; it must be cast or call`);
    return [method, how] as const;
  });
  return Object.fromEntries(entries);
};

const optionReader = (name: OptionName): Reader<number> => {
  const { min, max, fraction } = OPTIONS[name];
  return optional(fraction ? finite(min, max) : whole(min, max));
};
/** An option that is not there is refused with those that are. */
const options = object<NovaOptions>(
  Object.fromEntries([
    ...OPTION_NAMES.map((name) => [name, optionReader(name)] as const),
    ...SWITCH_NAMES.map((name) => [name, optional(flag)] as const),
  ]) as unknown as FieldReaders<NovaOptions>,
);
const RESPONSE_TIMEOUT = 'DEFAULT.rpc_response_timeout';
const serviceOptions = recordOf(
  options,
  'an object, {"<service>": {"<group>.<option>": a number, or true or false}}',
);

const LAYOUTS = `${RUNNABLE_LAYOUTS.join(', ')} (Nova without cells is not modelled)`;
const OWN_NAME = 'a host name of its own (a-z, 0-9, - and dots between)';
const NAMES = ownNames(
  hostName,
  COMPUTES_MAX,
  `host names, or their number (1 to ${COMPUTES_MAX})`,
  OWN_NAME,
);
const NUMBER = whole(1, COMPUTES_MAX);
/** Names, or how many: `cpu1`, `cpu2`, ... */
const computes: Reader<readonly string[]> = (given, place) =>
  typeof given === 'number'
    ? Array.from({ length: NUMBER(given, place) }, (_, i) => `cpu${i + 1}`)
    : NAMES(given, place);

const CELLS = leaf(
  `separate, single, or a whole number from 1 to ${CELLS_MAX}`,
  (given): given is CellsKey | 1 =>
    given === 'separate' ||
    given === 'single' ||
    (typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= CELLS_MAX),
);
/** One cell is the recorded one. */
const cells: Reader<CellsKey> = (given, place) => {
  const key = CELLS(given, place);
  return key === 1 ? 'separate' : key;
};

const usual = DEFAULT_DEPLOYMENT;
/** As it is written: `rpc_response_timeout`, seconds by service, is another way to say that option in `service_options`. */
interface Written extends Deployment {
  readonly rpc_response_timeout: { readonly [service: string]: number };
}
const DEPLOYMENT = object<Written>({
  computes: withDefault(computes, usual.computes),
  cells: withDefault(cells, usual.cells),
  layout: withDefault(oneOf(RUNNABLE_LAYOUTS, LAYOUTS), usual.layout),
  before: withDefault(oneOf(SEED_MOMENTS), usual.before),
  rpc_response_timeout: withDefault(numbers(OPTIONS[RESPONSE_TIMEOUT].max), {}),
  wiring: withDefault(oneOf(['queue', 'direct'] as const, 'queue or direct'), usual.wiring),
  hops: withDefault(hops, usual.hops),
  drivers: withDefault(
    recordOf(oneOf(DRIVER_NAMES), 'an object, {"<host>": "fake.<driver>"}'),
    usual.drivers,
  ),
  options: withDefault(options, usual.options),
  service_options: withDefault(serviceOptions, usual.service_options),
  notifications: withDefault(
    oneOf(['off', 'unversioned', 'versioned', 'both'] as const),
    usual.notifications,
  ),
  workers: withDefault(numbers(WORKERS_MAX), usual.workers),
});

function withTimeouts({ rpc_response_timeout, ...deployment }: Written): Deployment {
  const set = { ...deployment.service_options };
  for (const [service, seconds] of Object.entries(rpc_response_timeout)) {
    if (set[service]?.[RESPONSE_TIMEOUT] !== undefined)
      refuse(
        `deployment: "rpc_response_timeout" of ${service} is said in "service_options", too; one of the two is enough`,
      );
    set[service] = { ...set[service], [RESPONSE_TIMEOUT]: seconds };
  }
  return { ...deployment, service_options: set };
}

/** The `deployment` of an experiment. Errors: `CodedError` `bad_experiment`, with a sentence that names the key. */
export function deploymentOf(given: JsonTable | undefined): Deployment {
  const deployment = withTimeouts(
    read(DEPLOYMENT, given ?? {}, 'bad_experiment', 'a deployment', 'deployment: '),
  );
  if (deployment.wiring === 'direct' && Object.keys(deployment.hops).length > 0)
    refuse(
      'deployment: "hops" does not go with "wiring": "direct", where every request waits for its answer',
    );
  if (deployment.before !== 'boot' && !isLab(deployment.computes))
    refuse(
      `deployment: "before": ${JSON.stringify(deployment.before)} goes only with "computes" ${JSON.stringify(RECORDED_COMPUTES)}: its rows are theirs`,
    );
  if (deployment.before !== 'boot' && deployment.cells !== 'separate')
    refuse(
      `deployment: "before": ${JSON.stringify(deployment.before)} goes only with "cells": "separate": its rows are of that one cell`,
    );
  return deployment;
}
