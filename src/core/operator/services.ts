/** Services and hypervisors as the API shows them (`nova/api/openstack/compute/services.py`, `hypervisors.py`). */
import { text } from '../nova/fields.ts';
import { downAfter, isUp } from '../nova/servicegroup.ts';
import type { Row } from '../trace/fact.ts';
import { cellDatabases } from '../trace/trace.ts';
import { type OperatorMoment, optionOf } from './moment.ts';

/** They have no state of their own that could be up or down. */
const WITHOUT_STATE: ReadonlySet<string> = new Set(['nova-osapi_compute', 'nova-metadata']);

/** Of all cells, in the order of their ids. */
export function servicesNow(moment: OperatorMoment): readonly Row[] {
  const databases = cellDatabases(moment.trace.topology);
  return databases
    .flatMap((database) => moment.rows(database, 'services'))
    .filter((row) => row.deleted === 0 && !WITHOUT_STATE.has(text(row, 'binary')));
}

/** As nova-api reckons by its own options at this moment. */
export function isUpNow(moment: OperatorMoment, service: Row): boolean {
  const of = (name: 'DEFAULT.report_interval' | 'DEFAULT.service_down_time'): number =>
    optionOf(moment, 'nova-api', name);
  const after = downAfter(of('DEFAULT.report_interval'), of('DEFAULT.service_down_time'));
  return isUp(service, moment.now, after);
}

const computeServiceOf = (moment: OperatorMoment, host: string): Row | null =>
  servicesNow(moment).find((row) => row.binary === 'nova-compute' && row.host === host) ?? null;

/** `host_status` of a server, for administrators (`nova/compute/api.py:get_instance_host_status`). */
export function hostStatus(moment: OperatorMoment, host: string | null): string {
  const service = host === null ? null : computeServiceOf(moment, host);
  if (!service) return '';
  if (service.forced_down === 1) return 'DOWN';
  if (service.disabled === 1) return 'MAINTENANCE';
  return isUpNow(moment, service) ? 'UP' : 'UNKNOWN';
}

/** Compute nodes whose service is known. */
export function hypervisorsNow(
  moment: OperatorMoment,
): readonly { readonly node: Row; readonly service: Row }[] {
  const mapped = new Set(moment.rows('nova_api', 'host_mappings').map((row) => row.host));
  return cellDatabases(moment.trace.topology)
    .flatMap((database) => moment.rows(database, 'compute_nodes'))
    .filter((node) => node.deleted === 0 && mapped.has(node.host ?? null))
    .flatMap((node) => {
      const service = computeServiceOf(moment, text(node, 'host'));
      return service ? [{ node, service }] : [];
    });
}
