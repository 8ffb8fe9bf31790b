/**
 * `rebuild` of a server (`nova/compute/api.py:API.rebuild`): it gets its disk anew, from its image or from another one, on the
 * host where it is. The task goes to the super conductor, which asks the scheduler only about another image.
 */
import { CodedError } from '../../base/assert.ts';
import { isObject, type JsonObject } from '../../base/json.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { askNeutron } from '../ask-neutron.ts';
import { readBlockDevices } from '../block-devices.ts';
import { API_DATABASE } from '../cells.ts';
import { numberOr, objectAt, text, textOr } from '../fields.ts';
import { type Image, imageMetaObject } from '../objects/catalog.ts';
import { dataOf, setFields } from '../objects/ovo.ts';
import { readInstance } from '../read-instance.ts';
import { readRequestSpec, saveRequestSpec } from '../request-spec.ts';
import { json } from '../rest.ts';
import { saveInstance } from '../save-instance.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { checkImage } from './check-image.ts';
import { type Allowed, checkInstance } from './check-instance.ts';
import { getImage } from './create-checks.ts';
import { type FoundServer, getInstance, SERVER_ATTRS } from './get-instance.ts';
import { beginAction, castRebuild } from './server-work.ts';
import type { Api, ApiRequest } from './state.ts';

const REBUILD = TIMING.api.rebuild;
const TIMES = TIMING.api.server_action;

const ALLOWED: Allowed = { name: 'rebuild', vmStates: ['active', 'stopped', 'error'] };

/** 202 with the server. */
export function* rebuild(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const given = request.body.rebuild;
  const image_ref = textOr(isObject(given) ? (given as JsonObject) : {}, 'imageRef', null);
  if (image_ref === null) throw new CodedError('BadRequest', "'imageRef' is a required property");
  const found = yield* getInstance(api, request, SERVER_ATTRS);
  const { instance, database } = found;
  checkInstance(ALLOWED, instance.data, request);
  const uuid = text(instance.data, 'uuid');
  const image = yield* newImage(api, request, image_ref);
  yield* pause(host, REBUILD.disks);
  const bdms = yield* readBlockDevices(db, database, uuid);
  const spec = yield* readRequestSpec(db, uuid);
  checkImage(image, dataOf(instance.data.flavor));
  const orig_image_ref = text(instance.data, 'image_ref');
  const orig_sys_metadata = objectAt(instance.data, 'system_metadata');
  yield* pause(host, REBUILD.save);
  yield* begin(api, request, found, image);
  const isSame = image_ref === orig_image_ref;
  if (!isSame) {
    setFields(spec, { image: imageMetaObject(image) });
    yield* saveRequestSpec(host, db, spec);
    delete spec.data.id;
    // a key of the dict that it has: no change of the field
    spec.data.scheduler_hints = {
      ...objectAt(spec.data, 'scheduler_hints'),
      _nova_check_type: ['rebuild'],
    };
    setFields(spec, {
      force_hosts: [instance.data.host ?? null],
      force_nodes: [instance.data.node ?? null],
    });
  }
  yield* pause(host, REBUILD.cast);
  yield* castRebuild(api, request, instance, spec, {
    injected_files: [],
    image_ref,
    orig_image_ref,
    orig_sys_metadata,
    bdms,
    on_shared_storage: false,
    host: isSame ? (instance.data.host ?? null) : null,
    reimage_boot_volume: true,
  });
  yield* look(api, request, found);
  yield* pause(host, TIMES.answer);
  return json(202, { server: { id: uuid, adminPass: '***' } });
}

/** Errors: `CodedError` `ImageNotFound`. */
function* newImage(api: Api, request: ApiRequest, id: string): Task<Image> {
  try {
    return yield* getImage(api, request, id);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'ImageNotFound') throw error;
    throw new CodedError('ImageNotFound', 'Cannot find image for rebuild');
  }
}

/** What hangs on the image is set anew; its properties in the metadata only where they are others. */
function* begin(api: Api, request: ApiRequest, found: FoundServer, image: Image): Task {
  const { host, db } = api;
  const { instance, database } = found;
  setFields(instance, {
    os_type: null,
    architecture: null,
    vm_mode: null,
    auto_disk_config: false,
    image_ref: text(image, 'id'),
    kernel_id: '',
    ramdisk_id: '',
    progress: 0,
  });
  const before = objectAt(instance.data, 'system_metadata');
  const sets = { task_state: 'rebuilding' };
  const noted = { name: 'rebuild', sets, expectsGone: true };
  const now = imageMetadata(before, image, dataOf(instance.data.flavor));
  if (Object.keys({ ...before, ...now }).every((key) => before[key] === now[key])) {
    yield* beginAction(api, request, found, noted);
    return;
  }
  yield* beginAction(api, request, found, noted, function* () {
    setFields(instance, { system_metadata: now });
    yield* saveInstance({ host, db, database }, instance, {});
  });
}

/** Without what the old image said, with what the new one says. */
function imageMetadata(before: JsonObject, image: Image, flavor: JsonObject): JsonObject {
  const others = Object.entries(before).filter(([key]) => !key.startsWith('image_'));
  return {
    ...Object.fromEntries(others),
    image_min_ram: `${numberOr(image, 'min_ram', 0)}`,
    image_min_disk: `${numberOr(image, 'min_disk', 0) || numberOr(flavor, 'root_gb', 0)}`,
    image_disk_format: text(image, 'disk_format'),
    image_container_format: text(image, 'container_format'),
    image_base_image_ref: text(image, 'id'),
  };
}

/** The answer shows the server as it is now: looked up again, with its ports and its groups. */
function* look(api: Api, request: ApiRequest, { database, instance }: FoundServer): Task {
  const { host, db } = api;
  const uuid = text(instance.data, 'uuid');
  yield* pause(host, TIMES.mapping);
  yield* db.first(API_DATABASE, 'instance_mappings', { instance_uuid: uuid });
  yield* pause(host, TIMES.instance);
  const attrs = [...SERVER_ATTRS, 'metadata', 'system_metadata', 'info_cache', 'security_groups', 'tags'];
  yield* readInstance(db, database, uuid, { attrs });
  const { token, requestId } = request.http;
  const ask = {
    method: 'GET',
    globalRequestId: requestId,
    ...(token === undefined ? {} : { token }),
  } as const;
  yield* pause(host, REBUILD.ports);
  const reply = yield* askNeutron(host, { ...ask, path: `/v2.0/ports?device_id=${uuid}` });
  const { ports = [] } = JSON.parse(reply.body) as { ports?: readonly { security_groups?: string[] }[] };
  const groups = [...new Set(ports.flatMap((port) => port.security_groups ?? []))];
  if (groups.length > 0) {
    const ids = groups.map((id) => `id=${id}&`).join('');
    yield* pause(host, REBUILD.groups);
    yield* askNeutron(host, { ...ask, path: `/v2.0/security-groups?${ids}fields=id&fields=name` });
  }
  yield* pause(host, REBUILD.disks);
  yield* readBlockDevices(db, database, uuid);
  yield* db.first(API_DATABASE, 'instance_group_member', { instance_uuid: uuid });
}
