/** The one table of what a REST service answers where a request goes wrong: by API and by the fault's name. */
import type { CodedError } from '../base/assert.ts';
import type { Json } from '../base/json.ts';
import { RemoteError } from '../rpc/envelope.ts';
import { moduleOf } from '../rpc/server.ts';
import type { HttpAnswer } from '../service/effects.ts';

interface Fault {
  readonly status: number;
  /** as this API calls it */
  readonly name: string;
  readonly message: string;
  /** of the request, given out by the server that answers */
  readonly requestId: string;
}

interface FaultShape {
  /** its error body */
  readonly body: (fault: Fault) => Json;
  /** code of the `CodedError` -> HTTP status and the API's name for it */
  readonly faults: { readonly [code: string]: readonly [status: number, name: string] };
  /** any other error, by the error's class; absent: the service breaks off, and its caller gets no answer */
  readonly other?: (error: CodedError) => Omit<Fault, 'requestId'>;
}

/** keystone's and glance's */
const plainBody = ({ status, name, message }: Fault): Json => ({
  error: { code: status, title: name, message },
});

const BAD_REQUEST = [400, 'badRequest'] as const;
/** nova's */
const FORBIDDEN = [403, 'forbidden'] as const;
const CONFLICT = [409, 'conflictingRequest'] as const;

/** `nova/api/openstack/wsgi.py:expected_errors`: an error that a controller does not expect is known by its class alone. */
function unexpected(error: CodedError): string {
  const module = error instanceof RemoteError ? error.module : moduleOf(error.code);
  const isAgain = error instanceof RemoteError && module === 'nova.exception';
  const [where, name] = isAgain ? [`${module}_Remote`, `${error.code}_Remote`] : [module, error.code];
  const shown = name.includes('.') || where === 'builtins' ? name : `${where}.${name}`;
  return `Unexpected API Error. Please report this at http://bugs.launchpad.net/nova/ and attach the Nova API log if possible.\n<class '${shown}'>`;
}

const APIS = {
  nova: {
    body: ({ status, name, message }) => ({ [name]: { code: status, message } }),
    faults: {
      BadRequest: BAD_REQUEST,
      Unauthorized: [401, 'unauthorized'],
      FlavorNotFound: BAD_REQUEST,
      FlavorMemoryTooSmall: BAD_REQUEST,
      FlavorDiskSmallerThanImage: BAD_REQUEST,
      FlavorDiskSmallerThanMinDisk: BAD_REQUEST,
      ImageNotActive: BAD_REQUEST,
      CannotResizeDisk: BAD_REQUEST,
      CannotResizeToSameFlavor: BAD_REQUEST,
      CannotMigrateToSameHost: BAD_REQUEST,
      ComputeHostNotFound: BAD_REQUEST,
      ComputeServiceInUse: BAD_REQUEST,
      ImageNotFound: BAD_REQUEST,
      NetworkNotFound: BAD_REQUEST,
      TooManyInstances: FORBIDDEN,
      MetadataLimitExceeded: FORBIDDEN,
      PortLimitExceeded: FORBIDDEN,
      PolicyNotAuthorized: FORBIDDEN,
      NotFound: [404, 'itemNotFound'],
      ServiceNotFound: [404, 'itemNotFound'],
      InstanceNotFound: [404, 'itemNotFound'],
      ServiceInUse: CONFLICT,
      InstanceIsLocked: CONFLICT,
      AllocationDeleteFailed: CONFLICT,
      InstanceNotReady: CONFLICT,
      InstanceInvalidState: CONFLICT,
      InstancePasswordSetFailed: CONFLICT,
      ConsoleTypeInvalid: BAD_REQUEST,
      ConsoleTypeUnavailable: BAD_REQUEST,
      ServiceUnavailable: CONFLICT,
    },
    other: (error) => ({ status: 500, name: 'computeFault', message: unexpected(error) }),
  },
  keystone: {
    body: plainBody,
    faults: { Unauthorized: [401, 'Unauthorized'], NotFound: [404, 'Not Found'] },
  },
  glance: {
    body: plainBody,
    faults: { Unauthorized: [401, 'Unauthorized'], NotFound: [404, 'Not Found'] },
  },
  /** `name` = the exception's class */
  neutron: {
    body: ({ name, message }) => ({ NeutronError: { type: name, message, detail: '' } }),
    faults: {
      Unauthorized: [401, 'HTTPUnauthorized'],
      NotFound: [404, 'HTTPNotFound'],
      NetworkNotFound: [404, 'NetworkNotFound'],
      PortNotFound: [404, 'PortNotFound'],
      PortBindingNotFound: [404, 'PortBindingNotFound'],
      PortBindingAlreadyExists: [409, 'PortBindingAlreadyExists'],
      PortBindingAlreadyActive: [409, 'PortBindingAlreadyActive'],
      OverQuota: [409, 'OverQuota'],
      IpAddressGenerationFailure: [409, 'IpAddressGenerationFailure'],
    },
  },
  /** `name` = its error code (`placement/util.py:json_error_formatter`) */
  placement: {
    body: ({ status, name, message, requestId }) => ({
      errors: [
        { status, title: TITLES[status] ?? 'Error', detail: message, code: name, request_id: requestId },
      ],
    }),
    faults: {
      BadRequest: [400, 'placement.undefined_code'],
      Unauthorized: [401, 'placement.undefined_code'],
      NotFound: [404, 'placement.undefined_code'],
      Conflict: [409, 'placement.undefined_code'],
      ConcurrentUpdate: [409, 'placement.concurrent_update'],
      DuplicateName: [409, 'placement.duplicate_name'],
      ProviderInUse: [409, 'placement.undefined_code'],
      InventoryInUse: [409, 'placement.inventory.inuse'],
    },
  },
} as const satisfies { readonly [name: string]: FaultShape };

const TITLES: { readonly [status: number]: string } = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  409: 'Conflict',
};

export type ApiName = keyof typeof APIS;

/** What stands before each of them answers where it cannot have a token checked (`keystonemiddleware/auth_token`, `webob/exc.py`). */
const UNCHECKED = {
  message: (why: string) =>
    `The server is currently unavailable. Please try again at a later time.<br /><br />\n${why}\n\n`,
  code: '503 Service Unavailable',
  title: 'Service Unavailable',
} as const;

/** The answer for an error that a handler raised; null where the API has no word for it: then it is none of the caller's. */
export function faultAnswer(name: ApiName, error: CodedError, requestId: string): HttpAnswer | null {
  if (error.code === 'KeystoneUnavailable')
    return { status: 503, body: JSON.stringify({ ...UNCHECKED, message: UNCHECKED.message(error.message) }) };
  const api: FaultShape = APIS[name];
  const known = Object.hasOwn(api.faults, error.code) ? api.faults[error.code] : undefined;
  const fault = known ? { status: known[0], name: known[1], message: error.message } : api.other?.(error);
  return fault ? { status: fault.status, body: JSON.stringify(api.body({ ...fault, requestId })) } : null;
}
