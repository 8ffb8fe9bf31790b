/**
 * `POST /v2.1/servers` (`nova/compute/api.py:API._create_instance`): validates, counts, writes the request into nova_api
 * and casts it to the super conductor. The answer does not wait for anything behind the cast.
 */
import { CodedError } from '../../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import { pythonJson } from '../../rpc/python-json.ts';
import { type HttpAnswer, http, type Task } from '../../service/effects.ts';
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
import { checkQuota } from '../quota.ts';
import { json } from '../rest.ts';
import { pause, TIMING } from '../timing.ts';
import { ACTORS, TOPICS, VERSIONS } from '../words.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.create_server;

interface ServerWanted {
  readonly name: string;
  readonly flavorRef: string;
  readonly imageRef: string;
  readonly networkId: string;
}

export function* createServer(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const wanted = readBody(request.body.server);
  yield* pause(host, TIMES.flavor);
  const flavorRow = yield* db.first(API_DATABASE, 'flavors', { flavorid: wanted.flavorRef });
  if (!flavorRow) throw new CodedError('FlavorNotFound', `Flavor ${wanted.flavorRef} could not be found.`);
  const image = yield* getImage(api, request, wanted.imageRef);
  yield* checkNetwork(api, request, wanted.networkId);
  yield* pause(host, TIMES.quota);
  const { projectId, userId } = request.user;
  yield* checkQuota(
    db,
    { projectId, userId },
    { instances: 1, cores: whole(flavorRow, 'vcpus'), ram: whole(flavorRow, 'memory_mb') },
  );
  yield* pause(host, TIMES.objects);
  const made = yield* storeRequest(api, request, { wanted, flavorRow, image });
  yield* pause(host, TIMES.cast);
  yield* cast(api.top, {
    target: { topic: TOPICS.conductor, namespace: 'compute_task', version: VERSIONS.computeTask },
    method: 'schedule_and_build_instances',
    args: made.args,
    context: request.context,
  });
  yield* pause(host, TIMES.answer);
  const links = [{ rel: 'self', href: `http://127.0.0.1:8774/v2.1/servers/${made.uuid}` }];
  const body = { server: { id: made.uuid, links, 'OS-DCF:diskConfig': 'MANUAL', adminPass: '***' } };
  return json(202, body);
}

function readBody(server: Json | undefined): ServerWanted {
  const bad = (what: string): never => {
    throw new CodedError('BadRequest', `Invalid input for field/attribute ${what}`);
  };
  if (!isObject(server)) return bad('server');
  const { name, flavorRef, imageRef, networks } = server;
  const first = Array.isArray(networks) ? networks[0] : null;
  const networkId = isObject(first) ? first.uuid : null;
  if (typeof name !== 'string') return bad('name');
  if (typeof flavorRef !== 'string') return bad('flavorRef');
  if (typeof imageRef !== 'string') return bad('imageRef');
  if (typeof networkId !== 'string') return bad('networks');
  return { name, flavorRef, imageRef, networkId };
}

function* getImage(api: Api, request: ApiRequest, id: string): Task<Image> {
  const ask = { to: ACTORS.glance, method: 'GET', ...idsOf(request) } as const;
  yield* pause(api.host, TIMES.image);
  const reply = yield* http({ ...ask, path: `/v2/images/${id}` });
  if (reply.status !== 200) throw new CodedError('ImageNotFound', `Image ${id} could not be found.`);
  yield* pause(api.host, TIMES.image_schema);
  yield* http({ ...ask, path: '/v2/schemas/image' });
  return JSON.parse(reply.body) as Image;
}

/** The five questions to neutron: the network, the port quota, the ports in use, its segments, its provider network. */
function* checkNetwork(api: Api, request: ApiRequest, id: string): Task {
  const { projectId } = request.user;
  const ask = { to: ACTORS.neutron, method: 'GET', ...idsOf(request) } as const;
  yield* pause(api.host, TIMES.network);
  const found = yield* http({ ...ask, path: `/v2.0/networks?id=${id}` });
  const { networks } = JSON.parse(found.body) as { networks?: unknown[] };
  if (!networks || networks.length === 0)
    throw new CodedError('NetworkNotFound', `Network ${id} could not be found.`);
  const fields = 'fields=provider%3Aphysical_network&fields=provider%3Anetwork_type';
  const paths: readonly (readonly [number, string])[] = [
    [TIMES.port_quota, `/v2.0/quotas/${projectId}`],
    [TIMES.ports, `/v2.0/ports?tenant_id=${projectId}&fields=id`],
    [TIMES.segments, `/v2.0/networks/${id}?fields=segments`],
    [TIMES.provider_network, `/v2.0/networks/${id}?${fields}`],
  ];
  for (const [ms, path] of paths) {
    yield* pause(api.host, ms);
    yield* http({ ...ask, path });
  }
}

function idsOf(request: ApiRequest): { globalRequestId: string; token?: string } {
  const { token, requestId } = request.http;
  return token === undefined ? { globalRequestId: requestId } : { globalRequestId: requestId, token };
}

interface Made {
  readonly uuid: string;
  readonly args: JsonObject;
}

/** One transaction, three INSERTs (`_create_reqspec_buildreq_instmapping`). No row in `instances` exists yet. */
function* storeRequest(
  api: Api,
  request: ApiRequest,
  o: { wanted: ServerWanted; flavorRow: Row; image: Image },
): Task<Made> {
  const { host, db } = api;
  const { projectId, userId } = request.user;
  const uuid = host.stream('id').uuid();
  const wall = host.wall();
  const made = objectsOf(api, request, { ...o, uuid, createdAt: wall.iso });
  const fresh = { created_at: wall.sql, updated_at: null, instance_uuid: uuid };
  const { spec } = made;
  const specId = yield* db.insert(API_DATABASE, 'request_specs', {
    ...fresh,
    spec: pythonJson(ovo('RequestSpec', spec, Object.keys(spec))),
  });
  yield* pause(host, TIMES.build_request);
  const buildId = yield* db.insert(API_DATABASE, 'build_requests', {
    ...fresh,
    project_id: projectId,
    instance: pythonJson(made.instance),
    block_device_mappings: pythonJson(made.disks),
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
    instance: made.instance,
    block_device_mappings: made.disks,
    created_at: wall.iso,
    updated_at: null,
    tags: listOf('TagList', []),
  });
  return { uuid, args: castArgs(o.wanted, o.image, buildRequest, { spec, id: specId ?? 0 }) };
}

interface NewObjects {
  readonly spec: JsonObject;
  readonly instance: JsonObject;
  readonly disks: JsonObject;
}

function objectsOf(
  api: Api,
  request: ApiRequest,
  o: { wanted: ServerWanted; flavorRow: Row; image: Image; uuid: string; createdAt: string },
): NewObjects {
  const { user } = request;
  const { wanted, flavorRow, image, uuid } = o;
  const owner = { userId: user.userId, projectId: user.projectId };
  const flavor = flavorObject(flavorRow);
  const instance = requestedInstance({
    uuid,
    name: wanted.name,
    ...owner,
    imageId: wanted.imageRef,
    reservationId: `r-${api.host.stream('id').letters(8)}`,
    flavorRow,
    flavor,
    systemMetadata: systemMetadata(image, flavorRow, user),
    createdAt: o.createdAt,
  });
  const disk = ovo('BlockDeviceMapping', { instance_uuid: uuid, ...rootDisk(wanted.imageRef) });
  return {
    spec: storedSpecData({ image, flavor, instanceUuid: uuid, ...owner }),
    instance,
    disks: listOf('BlockDeviceMappingList', [disk]),
  };
}

/** What schedule_and_build_instances carries (`nova/conductor/rpcapi.py`). */
function castArgs(
  wanted: ServerWanted,
  image: Image,
  buildRequest: JsonObject,
  spec: { spec: JsonObject; id: number },
): JsonObject {
  const networks = networkRequests(wanted.networkId);
  const disk = rootDisk(wanted.imageRef);
  const disks = [ovo('BlockDeviceMapping', disk, Object.keys(disk))];
  return {
    build_requests: [buildRequest],
    request_specs: [travellingSpec(spec.spec, spec.id, networks)],
    image: imageDict(image),
    admin_password: '***',
    injected_files: [],
    requested_networks: networks,
    block_device_mapping: listOf('BlockDeviceMappingList', disks, true),
    tags: listOf('TagList', [], true),
  };
}

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
