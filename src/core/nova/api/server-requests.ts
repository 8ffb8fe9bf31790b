/**
 * What nova-api writes of a new server before any host is chosen: its request spec, its build request and its mapping, in
 * one transaction a server (`nova/compute/api.py:_provision_instances`); and what it casts of them.
 */
import type { JsonObject } from '../../base/json.ts';
import { pythonJson } from '../../rpc/python-json.ts';
import type { Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { API_DATABASE } from '../cells.ts';
import { numberOr, text, whole } from '../fields.ts';
import {
  flavorObject,
  type Image,
  imageDict,
  networkRequests,
  requestedInstance,
  rootDisk,
  storedSpecData,
  travellingSpec,
} from '../objects/catalog.ts';
import { listOf, ovo } from '../objects/ovo.ts';
import { pause, TIMING } from '../timing/timing.ts';
import type { ServerWanted } from './server-body.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.create_server;

interface NewServers {
  readonly wanted: ServerWanted;
  readonly flavorRow: Row;
  readonly image: Image;
  /** how many servers */
  readonly count: number;
}

interface Stored {
  readonly uuid: string;
  readonly buildRequest: JsonObject;
  readonly spec: JsonObject;
  readonly specId: number;
}

export function* storeRequests(api: Api, request: ApiRequest, o: NewServers): Task<readonly Stored[]> {
  const ids = api.host.stream('id');
  const stored: Stored[] = [];
  let reservationId = '';
  for (let index = 0; index < o.count; index += 1) {
    if (index > 0) yield* pause(api.host, TIMES.objects);
    const uuid = ids.uuid();
    if (index === 0) reservationId = `r-${ids.letters(8)}`;
    stored.push(yield* storeRequest(api, request, { ...o, index, uuid, reservationId }));
  }
  return stored;
}

/** One transaction, three INSERTs (`_create_reqspec_buildreq_instmapping`). No row in `instances` exists yet. */
function* storeRequest(
  api: Api,
  request: ApiRequest,
  o: NewServers & { index: number; uuid: string; reservationId: string },
): Task<Stored> {
  const { host, db } = api;
  const { projectId, userId } = request.user;
  const { uuid } = o;
  const wall = host.wall();
  const { spec, instance, disks } = objectsOf(request, { ...o, createdAt: wall.iso });
  const fresh = { created_at: wall.sql, updated_at: null, instance_uuid: uuid };
  const specId = yield* db.insert(API_DATABASE, 'request_specs', {
    ...fresh,
    spec: pythonJson(ovo('RequestSpec', spec, Object.keys(spec))),
  });
  yield* pause(host, TIMES.build_request);
  const buildId = yield* db.insert(API_DATABASE, 'build_requests', {
    ...fresh,
    project_id: projectId,
    instance: pythonJson(instance),
    block_device_mappings: pythonJson(disks),
    tags: pythonJson(listOf('TagList', [], true)),
  });
  yield* pause(host, TIMES.instance_mapping);
  yield* db.insert(API_DATABASE, 'instance_mappings', {
    ...fresh,
    cell_id: null,
    project_id: projectId,
    user_id: userId,
    queued_for_delete: 0,
  });
  yield* db.commit(API_DATABASE);
  const buildRequest = ovo('BuildRequest', {
    id: buildId,
    instance_uuid: uuid,
    project_id: projectId,
    instance,
    block_device_mappings: disks,
    created_at: wall.iso,
    updated_at: null,
    tags: listOf('TagList', []),
  });
  return { uuid, buildRequest, spec, specId: specId ?? 0 };
}

interface NewObjects {
  readonly spec: JsonObject;
  readonly instance: JsonObject;
  readonly disks: JsonObject;
}

function objectsOf(
  request: ApiRequest,
  o: NewServers & { index: number; uuid: string; reservationId: string; createdAt: string },
): NewObjects {
  const { user } = request;
  const { wanted, flavorRow, image, count, index, uuid, reservationId } = o;
  const owner = { userId: user.userId, projectId: user.projectId };
  const flavor = flavorObject(flavorRow);
  const instance = requestedInstance({
    uuid,
    ...namesOf(wanted.name, uuid, index, count),
    launchIndex: index,
    ...owner,
    imageId: wanted.imageRef,
    reservationId,
    flavorRow,
    flavor,
    systemMetadata: systemMetadata(image, flavorRow, user),
    createdAt: o.createdAt,
  });
  const disk = ovo('BlockDeviceMapping', { instance_uuid: uuid, ...rootDisk(wanted.imageRef) });
  return {
    spec: storedSpecData({ image, flavor, instanceUuid: uuid, count, ...owner }),
    instance,
    disks: listOf('BlockDeviceMappingList', [disk]),
  };
}

/** What schedule_and_build_instances carries (`nova/conductor/rpcapi.py`). */
export function buildArgs(wanted: ServerWanted, image: Image, stored: readonly Stored[]): JsonObject {
  const { networkId, imageRef, host } = wanted;
  const networks = networkRequests(networkId);
  const travels = { networks, hasNetwork: networkId !== null, host };
  const disk = rootDisk(imageRef);
  const disks = [ovo('BlockDeviceMapping', disk, Object.keys(disk))];
  return {
    build_requests: stored.map((one) => one.buildRequest),
    request_specs: stored.map((one) => travellingSpec(one.spec, one.specId, travels)),
    image: imageDict(image),
    admin_password: '***',
    injected_files: [],
    requested_networks: networks,
    block_device_mapping: listOf('BlockDeviceMappingList', disks, true),
    tags: listOf('TagList', [], true),
  };
}

/** `_populate_instance_names`: of several servers each has its number at the end. */
function namesOf(
  wanted: string,
  uuid: string,
  index: number,
  count: number,
): { name: string; hostname: string } {
  const suffix = count > 1 ? `-${index + 1}` : '';
  const hostname = sanitizedHostname(wanted);
  return {
    name: `${wanted}${suffix}`,
    hostname: hostname === '' ? `Server-${uuid}` : `${hostname}${suffix}`,
  };
}

/** `nova/utils.py:sanitize_hostname` */
const sanitizedHostname = (name: string): string =>
  [...name]
    .filter((letter) => letter <= '\u00ff')
    .join('')
    .slice(0, 63)
    .replace(/[ _.]/g, '-')
    .replace(/[^\p{L}\p{N}_.-]+/gu, '')
    .toLowerCase()
    .replace(/^[.-]+|[.-]+$/g, '');

/** `image_min_disk` is the flavor's root_gb where the image says 0, as recorded. */
function systemMetadata(image: Image, flavorRow: Row, user: ApiRequest['user']): JsonObject {
  return {
    image_min_ram: `${numberOr(image, 'min_ram', 0)}`,
    image_min_disk: `${numberOr(image, 'min_disk', 0) || whole(flavorRow, 'root_gb')}`,
    image_disk_format: text(image, 'disk_format'),
    image_container_format: text(image, 'container_format'),
    image_base_image_ref: text(image, 'id'),
    owner_user_name: user.userName,
    owner_project_name: user.projectName,
  };
}
