/** What is printed of the cloud itself: its services, hypervisors, cells and hosts (OSC's `service.py`, `hypervisor.py`; `nova/cmd/manage.py`). */
import { pythonStr } from '../base/python.ts';
import { text, textOr } from '../nova/fields.ts';
import type { Row } from '../trace/fact.ts';
import { apiDate, type OperatorMoment } from './moment.ts';
import { hypervisorsNow, isUpNow, servicesNow } from './services.ts';
import { drawn, type TextColumn, tableText } from './terminal-table.ts';

const named = (align: TextColumn['align'], ...names: readonly string[]): readonly TextColumn[] =>
  names.map((name) => ({ name, align }));

/** `internal_service_availability_zone`, `default_availability_zone` */
const zoneOf = (service: Row): string => (service.binary === 'nova-compute' ? 'nova' : 'internal');

export function printServices(moment: OperatorMoment): string {
  const rows = servicesNow(moment).map((row) => [
    text(row, 'uuid'),
    text(row, 'binary'),
    text(row, 'host'),
    zoneOf(row),
    row.disabled === 1 ? 'disabled' : 'enabled',
    isUpNow(moment, row) ? 'up' : 'down',
    pythonStr(apiDate(row.updated_at)),
  ]);
  return tableText(named('l', 'ID', 'Binary', 'Host', 'Zone', 'Status', 'State', 'Updated At'), rows);
}

export function printHypervisors(moment: OperatorMoment): string {
  const rows = hypervisorsNow(moment).map(({ node, service }) => [
    text(node, 'uuid'),
    text(node, 'hypervisor_hostname'),
    text(node, 'hypervisor_type'),
    pythonStr(textOr(node, 'host_ip', null)),
    isUpNow(moment, service) ? 'up' : 'down',
  ]);
  const columns = named('l', 'ID', 'Hypervisor Hostname', 'Hypervisor Type', 'Host IP', 'State');
  return tableText(columns, rows);
}

/** `mask_passwd_in_url`: by `urlparse`, for which `none:///` has an empty place, and a template no scheme. */
function masked(url: string): string {
  const found = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)(.*)$/s.exec(url);
  if (!found) return url;
  const [, scheme = '', place = '', rest = ''] = found;
  return place === '' ? `${scheme}:${rest}` : `${scheme}://${place.replace(/:.*@/, ':****@')}${rest}`;
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Templates stand as they are stored: this nova.conf names no transport and no database to fill them. */
export function printCells(moment: OperatorMoment): string {
  const rows = moment
    .rows('nova_api', 'cell_mappings')
    .toSorted((a, b) => byName(textOr(a, 'name', ''), textOr(b, 'name', '')))
    .map((row) => [
      textOr(row, 'name', ''),
      text(row, 'uuid'),
      masked(text(row, 'transport_url')),
      masked(text(row, 'database_connection')),
      pythonStr(row.disabled === 1),
    ]);
  return drawn(named('c', 'Name', 'UUID', 'Transport URL', 'Database Connection', 'Disabled'), rows);
}

export function printHosts(moment: OperatorMoment): string {
  const cells = moment.rows('nova_api', 'cell_mappings');
  const rows = moment
    .rows('nova_api', 'host_mappings')
    .toSorted((a, b) => byName(text(a, 'host'), text(b, 'host')))
    .map((row) => {
      const cell = cells.find(({ id }) => id === row.cell_id) ?? {};
      return [pythonStr(textOr(cell, 'name', null)), textOr(cell, 'uuid', ''), text(row, 'host')];
    });
  return drawn(named('c', 'Cell Name', 'Cell UUID', 'Hostname'), rows);
}
