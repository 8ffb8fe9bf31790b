/** `openstack server show` and `server list` as python-openstackclient 6.0 prints them (`compute/v2/server.py`, `osc_lib/utils`). */
import { isObject, type Json, type JsonObject } from '../base/json.ts';
import { pythonStr } from '../base/python.ts';
import { textOr } from '../nova/fields.ts';
import { ACTORS } from '../nova/words.ts';
import type { OperatorMoment } from './moment.ts';
import { type ServerNow, serversNow, shownServer } from './servers.ts';
import { hostStatus } from './services.ts';
import { fieldText, tableText } from './terminal-table.ts';

/** `PowerStateColumn` */
const POWER_STATES = ['NOSTATE', 'Running', '', 'Paused', 'Shutdown', '', 'Crashed', 'Suspended'] as const;
const powerState = (value: Json | undefined): string =>
  typeof value === 'number' ? (POWER_STATES[value] ?? 'N/A') : 'N/A';

/** `osc_lib.utils.format_dict`; of an empty dictionary within another the separators stay. */
function formatDict(data: JsonObject, prefix = ''): string {
  return Object.keys(data)
    .toSorted()
    .map((key) => {
      const name = prefix === '' ? key : `${prefix}.${key}`;
      const value = data[key] ?? null;
      if (isObject(value)) return formatDict(value as JsonObject, name);
      return value === null ? `${name}=` : `${name}='${pythonStr(value)}'`;
    })
    .join(', ');
}

const dictsOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject).map((one) => one as JsonObject) : [];

const formatDicts = (value: Json | undefined): string =>
  dictsOf(value)
    .map((one) => formatDict(one))
    .join('\n');

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? (value as JsonObject) : {});

/** `private=10.0.0.5, 10.0.0.9; public=...` (`format_dict_of_list`) */
const networks = (addresses: Json | undefined): string =>
  Object.entries(objectOf(addresses))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, list]) => {
      const found = dictsOf(list).map(({ addr }) => pythonStr(addr ?? null));
      return `${label}=${found.toSorted().join(', ')}`;
    })
    .join('; ');

/** Glance's name of an image; null: it is gone, or the client asks glance in vain, and swallows that. */
function imageName(moment: OperatorMoment, id: string): string | null {
  if (moment.silence(ACTORS.client, ACTORS.glance) !== null) return null;
  const image = moment.rows('glance', 'images').find((row) => row.id === id && row.deleted === 0);
  return image ? textOr(image, 'name', null) : null;
}

const FROM_VOLUME = 'N/A (booted from volume)';

function imageText(moment: OperatorMoment, image: Json | undefined): string {
  const id = textOr(objectOf(image), 'id', '');
  if (id === '') return FROM_VOLUME;
  const name = imageName(moment, id);
  return name === null ? id : `${name} (${id})`;
}

export function printServer(moment: OperatorMoment, server: ServerNow): string {
  const {
    links: _links,
    'os-extended-volumes:volumes_attached': volumes,
    metadata,
    tenant_id: project = null,
    security_groups,
    ...shown
  } = shownServer(moment, server);
  const texts: { readonly [field: string]: string } = {
    ...Object.fromEntries(Object.entries(shown).map(([field, value]) => [field, pythonStr(value)])),
    addresses: networks(shown.addresses),
    flavor: formatDict(objectOf(shown.flavor)),
    host_status: hostStatus(moment, textOr(server.data, 'host', null)),
    image: imageText(moment, shown.image),
    'OS-EXT-STS:power_state': powerState(shown['OS-EXT-STS:power_state']),
    project_id: pythonStr(project),
    properties: formatDict(objectOf(metadata)),
    ...(security_groups === undefined ? {} : { security_groups: formatDicts(security_groups) }),
    tags: Array.isArray(shown.tags) ? shown.tags.map(pythonStr).toSorted().join(', ') : '',
    volumes_attached: formatDicts(volumes),
  };
  const names = Object.keys(texts).toSorted();
  return fieldText(names.map((name) => [name, texts[name] ?? '']));
}

const LISTED = [
  ...['ID', 'Name', 'Status', 'Task State', 'Power State', 'Networks', 'Image Name', 'Image ID'],
  ...['Flavor', 'Availability Zone', 'Host', 'Properties', 'Host Status'],
].map((name) => ({ name, align: 'l' }) as const);

/** `--all-projects --long` */
export function printServers(moment: OperatorMoment): string {
  const rows = serversNow(moment).map((server) => {
    const shown = shownServer(moment, server);
    const image = textOr(objectOf(shown.image), 'id', '');
    const of = (field: string): string => pythonStr(shown[field] ?? null);
    return [
      ...[of('id'), of('name'), of('status'), of('OS-EXT-STS:task_state')],
      powerState(shown['OS-EXT-STS:power_state']),
      networks(shown.addresses),
      image === '' ? FROM_VOLUME : (imageName(moment, image) ?? ''),
      image === '' ? FROM_VOLUME : image,
      pythonStr(objectOf(shown.flavor).original_name ?? null),
      ...[of('OS-EXT-AZ:availability_zone'), of('OS-EXT-SRV-ATTR:host')],
      formatDict(objectOf(shown.metadata)),
      hostStatus(moment, textOr(server.data, 'host', null)),
    ];
  });
  return tableText(LISTED, rows);
}
