/** Names that several services (and the independent checkers) share: topics, states, actors. */

export const TOPICS = { conductor: 'conductor', scheduler: 'scheduler', compute: 'compute' } as const;

export const ACTORS = {
  api: 'nova-api',
  /** where one does all */
  conductor: 'nova-conductor',
  superConductor: 'nova-conductor-super',
  cellConductor: 'nova-conductor-cell1',
  scheduler: 'nova-scheduler',
  keystone: 'keystone',
  glance: 'glance-api',
  neutron: 'neutron-server',
  placement: 'placement-api',
  client: 'client',
} as const;

/** nova-compute's actor name carries its host: `nova-compute-cpu1`. */
export const computeActor = (host: string): string => `nova-compute-${host}`;

export const TOP_VHOST = '/';

/** `long_rpc_timeout`, seconds */
export const LONG_RPC_TIMEOUT = 1800;

export const VERSIONS = {
  computeTask: '1.17',
  unshelve: '1.14',
  /** of `build_instances`, which a compute asks its cell's conductor for */
  buildInstances: '1.19',
  migrateServer: '1.20',
  liveMigrate: '1.15',
  rebuild: '1.24',
  rebuildOnHost: '6.1',
  scheduler: '4.5',
  schedulerFanout: '4.2',
  conductor: '3.0',
  compute: '6.0',
  baseapi: '1.0',
} as const;
