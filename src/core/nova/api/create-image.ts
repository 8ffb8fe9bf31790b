/** An image of a server, made by nova-api before its host has any data for it (`nova/compute/utils.py:create_image`). */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { HttpAnswer, HttpRequest, Task } from '../../service/effects.ts';
import { askGlance as askGlanceAgain } from '../ask-glance.ts';
import { objectAt, text, textOr } from '../fields.ts';
import { pause } from '../timing/timing.ts';
import type { Api, ApiRequest } from './state.ts';

/** What of a server's metadata its image does not inherit (`[DEFAULT]/non_inheritable_image_properties`). */
const NOT_INHERITED = ['cache_in_nova', 'bittorrent'];
/** Fields of an image of their own (`nova/utils.py:SM_IMAGE_PROP_PREFIX`) */
const FIELDS = ['min_ram', 'min_disk', 'disk_format', 'container_format'];

interface NewImage {
  readonly name: string;
  /** milliseconds before each of the two requests */
  readonly times: { readonly image_schema: number; readonly image: number };
}

/** Of type `snapshot`: its host says later which formats it has. Gives its id. */
export function* createImage(
  api: Api,
  request: ApiRequest,
  instance: JsonObject,
  { name, times }: NewImage,
): Task<string> {
  const { host } = api;
  const metadata = objectAt(instance, 'system_metadata');
  const own: { [key: string]: string } = {};
  for (const key of Object.keys(metadata)) {
    const property = key.startsWith('image_') ? key.slice('image_'.length) : key;
    if (!FIELDS.includes(property) && !NOT_INHERITED.includes(property)) own[property] = text(metadata, key);
  }
  yield* pause(host, times.image_schema);
  yield* askGlance(api, request, { method: 'GET', path: '/v2/schemas/image' });
  yield* pause(host, times.image);
  const body = JSON.stringify({
    name,
    min_ram: Number.parseInt(textOr(metadata, 'image_min_ram', '0'), 10),
    min_disk: Number.parseInt(textOr(metadata, 'image_min_disk', '0'), 10),
    ...own,
    instance_uuid: text(instance, 'uuid'),
    user_id: request.user.userId,
    image_type: 'snapshot',
    visibility: 'private',
  });
  const reply = yield* askGlance(api, request, { method: 'POST', path: '/v2/images', body });
  if (reply.status !== 201) throw new CodedError('ImageNotFound', `glance answered ${reply.status}`);
  return text(JSON.parse(reply.body) as JsonObject, 'id');
}

/** With the user's own token. Errors: `CodedError` `GlanceConnectionFailed`. */
export function askGlance(
  { host }: Api,
  { http: { requestId, token }, context }: ApiRequest,
  request: Pick<HttpRequest, 'method' | 'path' | 'body'>,
): Task<HttpAnswer> {
  const by = token === undefined ? {} : { token };
  return askGlanceAgain({ host, context }, { globalRequestId: requestId, ...by, ...request });
}
