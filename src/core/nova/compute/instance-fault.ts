/** What went wrong with an instance, for who asks for it: a row in `instance_faults` (`nova/compute/utils.py:add_instance_fault_from_exc`). */
import type { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import { faultColumns } from '../exception-codes.ts';
import { text } from '../fields.ts';
import { type LiveObject, setFields } from '../objects/ovo.ts';
import { exceptionText, type Raised, raisedFrom } from '../python-trace.ts';
import { objectAction } from './conductor-api.ts';
import type { Compute } from './state.ts';

/** `message` has 255 characters (`utils.safe_truncate`). */
const MESSAGE_MAX = 255;

/** Errors of others than Nova, known by their class alone (`exception_to_dict`). */
const STRANGERS: ReadonlySet<string> = new Set([
  'KeyError',
  'MessagingTimeout',
  'MessageDeliveryFailure',
  'RemoteError',
  'ConnectFailure',
]);

/** A message for everybody: Nova's own exceptions by their sentence, any other by its class. */
export const sayOf = ({ code, message }: CodedError): string => (STRANGERS.has(code) ? code : message);

interface Fault {
  readonly error: CodedError;
  readonly raised?: Raised;
  /** another sentence than the error's */
  readonly message?: string;
}

export function* addFault(compute: Compute, context: JsonObject, instance: LiveObject, fault: Fault): Task {
  const { error, raised = raisedFrom(error, []), message = sayOf(error) } = fault;
  const object: LiveObject = { name: 'InstanceFault', data: {}, changes: new Set() };
  setFields(object, {
    host: compute.name,
    instance_uuid: text(instance.data, 'uuid'),
    message: message.slice(0, MESSAGE_MAX),
    ...faultColumns(error, exceptionText(raised)),
  });
  yield* objectAction(compute, context, object, 'create');
}
