/** What `POST /v2.1/servers` asks for, read as Nova's schema reads it (`nova/api/openstack/compute/schemas/servers.py`). */
import { CodedError } from '../../base/assert.ts';
import { isObject, type Json } from '../../base/json.ts';

export interface ServerWanted {
  readonly name: string;
  readonly flavorRef: string;
  readonly imageRef: string;
  /** null = `none`: no network at all */
  readonly networkId: string | null;
  readonly minCount: number;
  readonly maxCount: number;
  /** of 2.74: where it must run; null = the scheduler chooses */
  readonly host: string | null;
}

const UUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** Errors: `CodedError` `BadRequest`. */
export function serverWanted(server: Json | undefined): ServerWanted {
  if (!isObject(server)) return bad('server', server, 'is a required property');
  const {
    name,
    flavorRef,
    imageRef,
    networks,
    min_count: min = 1,
    max_count: max = min,
    host = null,
  } = server;
  if (typeof name !== 'string') return bad('name', name, "is not of type 'string'");
  if (typeof flavorRef !== 'string') return bad('flavorRef', flavorRef, "is not of type 'string', 'integer'");
  const isImage = typeof imageRef === 'string' && UUID.test(imageRef);
  if (!isImage) return bad('imageRef', imageRef, NOT_VALID);
  const networkId = networkOf(networks);
  if (networkId === undefined) return bad('networks', networks, NOT_VALID);
  if (!isCount(min)) return bad('min_count', min, 'is less than the minimum of 1');
  if (!isCount(max)) return bad('max_count', max, 'is less than the minimum of 1');
  if (min > max) throw new CodedError('BadRequest', 'min_count must be <= max_count');
  if (host !== null && typeof host !== 'string') return bad('host', host, "is not of type 'string'");
  return { name, flavorRef, imageRef, networkId, minCount: min, maxCount: max, host };
}

const NOT_VALID = 'is not valid under any of the given schemas';

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1;

/** undefined = it is no network */
function networkOf(networks: unknown): string | null | undefined {
  if (networks === 'none') return null;
  const first: unknown = Array.isArray(networks) ? networks[0] : null;
  const id = isObject(first) ? first.uuid : null;
  return typeof id === 'string' && UUID.test(id) ? id : undefined;
}

function bad(field: string, value: unknown, why: string): never {
  const given = asPython(value);
  const shown = typeof value === 'string' ? value : given;
  throw new CodedError(
    'BadRequest',
    `Invalid input for field/attribute ${field}. Value: ${shown}. ${given} ${why}`,
  );
}

/** As Python prints a value of JSON. */
function asPython(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(asPython).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, one]) => `'${key}': ${asPython(one)}`);
  return `{${fields.join(', ')}}`;
}
