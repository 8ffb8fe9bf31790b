/** What went wrong with an instance, for who asks for it: a row in `instance_faults` (`nova/compute/utils.py:add_instance_fault_from_exc`). */
import type { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import { faultColumns, sayOf } from '../exception-codes.ts';
import { text } from '../fields.ts';
import { type LiveObject, setFields } from '../objects/ovo.ts';
import { exceptionText, type Raised, raisedFrom } from '../python-trace.ts';
import { objectAction } from './conductor-api.ts';
import type { Compute } from './state.ts';

/** `message` has 255 characters (`utils.safe_truncate`). */
const MESSAGE_MAX = 255;

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
