/**
 * The `code` of Nova's exceptions (`nova/exception.py`), where it is not 500: a fault carries it, and tells where it was
 * raised only with 500 (`nova/compute/utils.py:exception_to_dict`, `_get_fault_details`).
 */
import type { CodedError } from '../base/assert.ts';
import { RemoteError } from '../rpc/envelope.ts';
import { moduleOf } from '../rpc/server.ts';

const INVALID = [
  ...[
    'ComputeResourcesUnavailable',
    'ComputeServiceUnavailable',
    'ConsoleTypeInvalid',
    'ConsoleTypeUnavailable',
  ],
  ...['DestinationHypervisorTooOld', 'HostMappingNotFound', 'InstanceInvalidState'],
  ...['InstanceNotRescuable', 'InstanceNotRunning'],
  ...['InterfaceDetachFailed', 'InvalidHypervisorType', 'PortUpdateFailed', 'UnableToMigrateToSelf'],
] as const;
const NOT_FOUND = [
  ...['ComputeHostNotFound', 'ImageNotFound', 'InstanceMappingNotFound', 'InstanceNotFound'],
  ...['MigrationContextNotFound', 'MigrationNotFound', 'NetworkNotFound', 'PortNotFound'],
  ...['RequestSpecNotFound', 'ServiceNotFound'],
] as const;

const CODES: { readonly [exception: string]: number } = {
  ...Object.fromEntries(INVALID.map((name) => [name, 400])),
  ...Object.fromEntries(NOT_FOUND.map((name) => [name, 404])),
  MetadataLimitExceeded: 413,
  PortLimitExceeded: 413,
};

const SERVER_ERROR = 500;

const codeOf = ({ code }: CodedError): number => CODES[code] ?? SERVER_ERROR;

/** What a fault row has of an exception; `details` = the text of its traceback. */
export const faultColumns = (error: CodedError, details: string): { code: number; details: string } => {
  const code = codeOf(error);
  return { code, details: code === SERVER_ERROR ? details : '' };
};

/** A message for everybody: Nova's own exceptions by their sentence, any other by its class (`exception_to_dict`). */
export const sayOf = (error: CodedError): string =>
  (error instanceof RemoteError ? error.module : moduleOf(error.code)) === 'nova.exception'
    ? error.message
    : error.code.slice(error.code.lastIndexOf('.') + 1);
