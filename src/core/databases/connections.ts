/** Open database connections by service and database, counted in the recorded lab at a quiet moment. */

export const RECORDED_CONNECTIONS: { readonly [service: string]: { readonly [database: string]: number } } = {
  'glance-api': { glance: 1 },
  keystone: { keystone: 5 },
  'neutron-server': { neutron: 6 },
  'nova-api': { nova_api: 2, nova_cell0: 2, nova_cell1: 2 },
  'nova-conductor-cell1': { nova_cell1: 4 },
  'nova-conductor-super': { nova_api: 1, nova_cell0: 2, nova_cell1: 2 },
  'nova-scheduler': { nova_api: 1, nova_cell0: 1, nova_cell1: 2 },
  'placement-api': { placement: 3 },
};
