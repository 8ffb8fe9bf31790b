/**
 * The deployment: which services run where, on which vhosts, with which databases. The default is the recorded lab:
 * DevStack's superconductor layout with two computes and `placement` apart.
 */
import { layoutOf, tablesOfLayout } from '../databases/layouts.ts';
import type { ServiceDefinition } from '../service/service.ts';
import { refuse } from '../trace/experiment.ts';
import type { ServicePlace, Topology } from '../trace/trace.ts';
import { cellAt, cellsNamed } from '../words/cells.ts';
import { makeNovaApi } from './api/api.ts';
import { API_DATABASE, conductorOf, globalDatabases } from './cells.ts';
import { makeCompute } from './compute/compute.ts';
import { makeCellConductor } from './conductor/cell.ts';
import { makeSingleConductor } from './conductor/single.ts';
import { makeSuperConductor } from './conductor/super.ts';
import type { Deployment } from './deployment-keys.ts';
import { makeGlance } from './peers/glance.ts';
import { makeKeystone } from './peers/keystone.ts';
import { makeNeutron } from './peers/neutron.ts';
import { makePlacement } from './peers/placement.ts';
import { makeScheduler } from './scheduler/scheduler.ts';
import { ACTORS, computeActor, TOP_VHOST, TOPICS } from './words.ts';

const CONTROLLER = 'controller';

type Maker = (place: ServicePlace) => ServiceDefinition;
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
  const cells = cellsNamed(deployment.cells);
  const isSingle = deployment.cells === 'single';
  const databases = globalDatabases(cells);
  const all = { vhosts: vhostsOf(deployment), databases };
  const top = { vhosts: [TOP_VHOST], databases };
  return [
    [makeNovaApi, nova(ACTORS.api, 'nova-api', 'ctl', all)],
    isSingle
      ? [makeSingleConductor, nova(ACTORS.conductor, 'nova-conductor', 'ctl', all)]
      : [makeSuperConductor, nova(ACTORS.superConductor, 'nova-conductor', 'ctl', all)],
    [makeScheduler, nova(ACTORS.scheduler, 'nova-scheduler', 'ctl', top)],
    ...(isSingle ? [] : cells).map((cell): Entry => {
      const reach = { vhosts: [cell.vhost], databases: [cell.database] };
      return [makeCellConductor, nova(conductorOf(cell), 'nova-conductor', cell.conductorHost, reach)];
    }),
    ...deployment.computes.map((host, i): Entry => {
      const reach = { vhosts: [cellAt(cells, i).vhost], databases: [] };
      return [makeCompute, { ...nova(computeActor(host), 'nova-compute', host, reach), machine: host }];
    }),
    [makeKeystone, peer(ACTORS.keystone, 'keystone', 'keystone')],
    [makeGlance, peer(ACTORS.glance, 'glance-api', 'glance')],
    [makeNeutron, peer(ACTORS.neutron, 'neutron-server', 'neutron', [TOP_VHOST])],
    [makePlacement, peer(ACTORS.placement, 'placement-api', placementDatabase(deployment))],
  ];
}

function vhostsOf({ cells }: Deployment): readonly string[] {
  return [...new Set([TOP_VHOST, ...cellsNamed(cells).map(({ vhost }) => vhost)])];
}

/** `[placement_database]/connection`; until Rocky placement used nova's API database unless told otherwise. */
function placementDatabase({ layout }: Deployment): string {
  const apart = layoutOf(layout).databases.some((database) => database.name === 'placement');
  return apart ? 'placement' : API_DATABASE;
}

export function topologyOf(deployment: Deployment): Topology {
  return {
    vhosts: vhostsOf(deployment),
    databases: tablesOfLayout(layoutOf(deployment.layout, cellsNamed(deployment.cells).length)).map(
      (one) => one.name,
    ),
    services: entriesOf(deployment).map(([, place]) => place),
  };
}

/** Errors: `CodedError` `bad_experiment` where a key names a service that is not there. */
export function servicesOf(deployment: Deployment): readonly ServiceDefinition[] {
  const entries = entriesOf(deployment);
  const names = entries.map(([, { actor }]) => actor);
  const stranger = Object.keys(deployment.workers).find((name) => !names.includes(name));
  if (stranger !== undefined)
    refuse(`deployment: "workers" names ${stranger}; the services are ${names.join(', ')}`);
  const nova = entries.flatMap(([, { actor, kind }]) => (kind === 'nova' ? [actor] : []));
  const noNova = Object.keys(deployment.service_options).find((name) => !nova.includes(name));
  if (noNova !== undefined)
    refuse(`deployment: "service_options" names ${noNova}; the services of Nova are ${nova.join(', ')}`);
  const host = Object.keys(deployment.drivers).find((name) => !deployment.computes.includes(name));
  if (host !== undefined)
    refuse(`deployment: "drivers" names ${host}; the computes are ${deployment.computes.join(', ')}`);
  return entries.map(([make, place]) => ({ ...make(place), ...settingsOf(deployment, place) }));
}

/** A service's configuration, and where it listens: on its first vhost, under its program's topic. */
export function settingsOf(
  { cells, wiring, hops, workers, drivers, notifications, options, service_options }: Deployment,
  { actor, program, host, kind, vhosts }: ServicePlace,
): Pick<ServiceDefinition, 'conf' | 'listens'> {
  const own = workers[actor];
  const set = kind === 'nova' ? { ...options, ...service_options[actor] } : {};
  const {
    'DEFAULT.rpc_response_timeout': responseTimeout,
    'DEFAULT.graceful_shutdown_timeout': shutdownTimeout,
    'oslo_messaging_rabbit.rabbit_transient_queues_ttl': transientQueuesTtl,
  } = set;
  const conf = {
    wiring,
    hops,
    ...(program === 'nova-compute' && drivers[host] !== undefined ? { driver: drivers[host] } : {}),
    ...(kind === 'nova' && cells === 'single' ? { singleCell: true as const } : {}),
    ...(kind === 'nova' && notifications !== 'off' ? { notifications } : {}),
    ...(Object.keys(set).length > 0 ? { options: set } : {}),
    ...(own === undefined ? {} : { workers: own }),
    ...(responseTimeout === undefined ? {} : { responseTimeout }),
    ...(shutdownTimeout === undefined ? {} : { shutdownTimeout }),
    ...(transientQueuesTtl === undefined ? {} : { transientQueuesTtl }),
  };
  const topic = Object.values(TOPICS).find((name) => program === `nova-${name}`);
  const [vhost] = vhosts;
  if (kind !== 'nova' || topic === undefined || vhost === undefined) return { conf };
  return { conf, listens: { vhost, topic } };
}
