/** The way of an error that a task of the super conductor caught, as stored on a day without a scheduler and on one without a host. */
import type { CodedError } from '../../base/assert.ts';
import { type Frame, frame, type Raised, raisedByCall } from '../python-trace.ts';

const MANAGER = 'nova/conductor/manager.py';

/** The task that asked for a host. */
export type HostSeeker = keyof typeof CALLERS;

/** The frames of the task itself, down to `_schedule_instances`. */
const CALLERS = {
  schedule_and_build_instances: frame(
    MANAGER,
    1587,
    'schedule_and_build_instances',
    'host_lists = self._schedule_instances(context, request_specs[0],',
    'self._schedule_instances(context, request_specs[0],',
  ),
  unshelve_instance: frame(
    MANAGER,
    1049,
    'unshelve_instance',
    'host_lists = self._schedule_instances(context,',
    'self._schedule_instances(context,',
  ),
} as const satisfies { readonly [caller: string]: Frame };

const SCHEDULE = [
  frame(
    MANAGER,
    940,
    '_schedule_instances',
    'host_lists = self.query_client.select_destinations(',
    'self.query_client.select_destinations(',
  ),
  frame(
    'nova/scheduler/client/query.py',
    41,
    'select_destinations',
    'return self.scheduler_rpcapi.select_destinations(context, spec_obj,',
    'self.scheduler_rpcapi.select_destinations(context, spec_obj,',
  ),
  frame(
    'nova/scheduler/rpcapi.py',
    160,
    'select_destinations',
    "return cctxt.call(ctxt, 'select_destinations', **msg_args)",
    "cctxt.call(ctxt, 'select_destinations', **msg_args)",
  ),
];

/** `error` = of the call to the scheduler */
export const raisedBySchedule = (
  error: CodedError,
  caller: HostSeeker = 'schedule_and_build_instances',
): Raised => raisedByCall(error, [CALLERS[caller], ...SCHEDULE]);
