/** What went wrong in a task of the super conductor, as a fault tells it (`nova/compute/utils.py:exception_to_dict`). */
import type { CodedError } from '../../base/assert.ts';
import { faultColumns, sayOf } from '../exception-codes.ts';
import { exceptionText } from '../python-trace.ts';
import type { NotedFault } from './set-vm-state.ts';
import { type HostSeeker, raisedBySchedule } from './traceback.ts';

/** `caller` = the task that failed */
export const faultOf = (error: CodedError, caller?: HostSeeker): NotedFault => ({
  ...faultColumns(error, exceptionText(raisedBySchedule(error, caller))),
  message: sayOf(error),
});
