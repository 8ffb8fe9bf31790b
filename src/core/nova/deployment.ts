/**
 * The deployment: which services run where, on which vhosts, with which databases. The default is the recorded lab
 * (recorded/deployment.json): DevStack's superconductor layout with two computes and `placement` apart.
 */
import { type LayoutId, layoutOf, tablesOfLayout } from '../databases/layouts.ts';
import type { SeedMoment } from '../databases/seed/seed.ts';
import type { ServiceDefinition } from '../kernel/service.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { ServicePlace, Topology } from '../trace/trace.ts';
import { makeNovaApi } from './api/api.ts';
import { makeCompute } from './compute/compute.ts';
import { makeCellConductor } from './conductor/cell.ts';
import { makeSuperConductor } from './conductor/super.ts';
import { DEFAULT_CONFIG, type ServiceConfig } from './config.ts';
import {
  checkBefore,
  checkHops,
  checkServices,
  type Hops,
  readBefore,
  readComputes,
  readHops,
  readLayout,
  readTimeouts,
  readWiring,
  readWorkers,
  refuse,
  type Wiring,
} from './deployment-keys.ts';
import { makeGlance } from './peers/glance.ts';
import { makeKeystone } from './peers/keystone.ts';
import { makeNeutron } from './peers/neutron.ts';
import { makePlacement } from './peers/placement.ts';
import { makeScheduler } from './scheduler/scheduler.ts';
import { ACTORS, CELL_VHOST, computeActor, TOP_VHOST, TOPICS } from './words.ts';

export interface Deployment {
  /** hosts that run nova-compute, in the order of starting */
  readonly computes: readonly string[];
  /** which databases there are, and where placement keeps its tables */
  readonly layout: LayoutId;
  /** the recording whose first rows the databases begin with */
  readonly before: SeedMoment;
  /** `rpc_response_timeout` of single services, seconds; the rest wait as oslo.messaging does by default */
  readonly rpcResponseTimeouts: { readonly [service: string]: number };
  /** `direct`: the thought experiment without a queue */
  readonly wiring: Wiring;
  /** requests that are sent otherwise than Nova sends them */
  readonly hops: Hops;
  /** requests that a service works on at once */
  readonly workers: { readonly [service: string]: number };
}

export const DEFAULT_DEPLOYMENT: Deployment = {
  computes: ['cpu1', 'cpu2'],
  layout: 'recorded',
  before: 'boot',
  rpcResponseTimeouts: {},
  wiring: 'queue',
  hops: {},
  workers: {},
};

const KEYS = ['before', 'computes', 'hops', 'layout', 'rpc_response_timeout', 'wiring', 'workers'];

/** The `deployment` of an experiment. Errors: `CodedError` `bad_experiment`, with a sentence that names the key. */
export function deploymentOf(table: JsonTable = {}): Deployment {
  const unknown = Object.keys(table).find((key) => !KEYS.includes(key));
  if (unknown !== undefined)
    refuse(`"${unknown}" is no key of a deployment; its keys are ${KEYS.join(', ')}`);
  const timeouts = readTimeouts(table.rpc_response_timeout);
  const deployment = {
    computes: readComputes(table.computes, DEFAULT_DEPLOYMENT.computes),
    layout: readLayout(table.layout, DEFAULT_DEPLOYMENT.layout),
    before: readBefore(table.before, DEFAULT_DEPLOYMENT.before),
    rpcResponseTimeouts: timeouts,
    wiring: readWiring(table.wiring),
    hops: readHops(table.hops),
    workers: readWorkers(table.workers),
  };
  checkBefore(deployment);
  checkHops(deployment);
  const services = topologyOf(deployment).services.filter((place) => place.kind === 'nova');
  checkServices(
    'rpc_response_timeout',
    timeouts,
    services.map((place) => place.actor),
  );
  checkServices(
    'workers',
    deployment.workers,
    topologyOf(deployment).services.map((place) => place.actor),
  );
  return deployment;
}

const CONTROLLER = 'controller';

type Maker = (place: ServicePlace, config: ServiceConfig) => ServiceDefinition;
type Entry = readonly [Maker, ServicePlace];

const nova = (
  actor: string,
  program: string,
  host: string,
  reach: { vhosts: readonly string[]; databases: readonly string[] },
): ServicePlace => ({ actor, program, host, machine: CONTROLLER, kind: 'nova', ...reach });

const peer = (
  actor: string,
  program: string,
  database: string,
  vhosts: readonly string[] = [],
): ServicePlace => ({
  actor,
  program,
  host: 'ctl',
  machine: CONTROLLER,
  kind: 'peer',
  vhosts,
  databases: [database],
});

/** In reading order, which is also the order of starting: who is asked starts before who asks. */
function entriesOf(deployment: Deployment): readonly Entry[] {
  const both = [TOP_VHOST, CELL_VHOST];
  const global = ['nova_api', 'nova_cell0', 'nova_cell1'];
  return [
    [makeNovaApi, nova(ACTORS.api, 'nova-api', 'ctl', { vhosts: both, databases: global })],
    [
      makeSuperConductor,
      nova(ACTORS.superConductor, 'nova-conductor', 'ctl', { vhosts: both, databases: global }),
    ],
    [
      makeScheduler,
      nova(ACTORS.scheduler, 'nova-scheduler', 'ctl', { vhosts: [TOP_VHOST], databases: global }),
    ],
    [
      makeCellConductor,
      nova(ACTORS.cellConductor, 'nova-conductor', 'cell1ctl', {
        vhosts: [CELL_VHOST],
        databases: ['nova_cell1'],
      }),
    ],
    ...deployment.computes.map((host): Entry => {
      const reach = { vhosts: [CELL_VHOST], databases: [] };
      return [makeCompute, { ...nova(computeActor(host), 'nova-compute', host, reach), machine: host }];
    }),
    [makeKeystone, peer(ACTORS.keystone, 'keystone', 'keystone')],
    [makeGlance, peer(ACTORS.glance, 'glance-api', 'glance')],
    [makeNeutron, peer(ACTORS.neutron, 'neutron-server', 'neutron', [TOP_VHOST])],
    [makePlacement, peer(ACTORS.placement, 'placement-api', placementDatabase(deployment))],
  ];
}

/** `[placement_database]/connection`; until Rocky placement used nova's API database unless told otherwise. */
function placementDatabase({ layout }: Deployment): string {
  const apart = layoutOf(layout).databases.some((database) => database.name === 'placement');
  return apart ? 'placement' : 'nova_api';
}

export function topologyOf(deployment: Deployment): Topology {
  return {
    vhosts: [TOP_VHOST, CELL_VHOST],
    databases: tablesOfLayout(layoutOf(deployment.layout)).map((one) => one.name),
    services: entriesOf(deployment).map(([, place]) => place),
  };
}

export function servicesOf(deployment: Deployment): readonly ServiceDefinition[] {
  return entriesOf(deployment).map(([make, place]) => ({
    ...make(place, configOf(deployment, place.actor)),
    ...settingsOf(deployment, place),
  }));
}

function configOf({ rpcResponseTimeouts }: Deployment, service: string): ServiceConfig {
  const rpcResponseTimeout = rpcResponseTimeouts[service];
  return rpcResponseTimeout === undefined ? DEFAULT_CONFIG : { ...DEFAULT_CONFIG, rpcResponseTimeout };
}

/** A service's wiring, and where it listens: on its first vhost, under its program's topic. */
export function settingsOf(
  { wiring, hops, workers }: Deployment,
  { actor, program, kind, vhosts }: ServicePlace,
): Pick<ServiceDefinition, 'conf' | 'listens'> {
  const own = workers[actor];
  const conf = { wiring, hops, ...(own === undefined ? {} : { workers: own }) };
  const topic = Object.values(TOPICS).find((name) => program === `nova-${name}`);
  const [vhost] = vhosts;
  if (kind !== 'nova' || topic === undefined || vhost === undefined) return { conf };
  return { conf, listens: { vhost, topic } };
}
