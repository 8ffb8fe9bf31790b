/** What Python prints of a search for a host, as stored in the recorded clouds: where it is asked for, and inside the scheduler. */
import { type Frame, frame } from './python-trace.ts';

const SCHEDULER = 'nova/scheduler/manager.py';

/** From a task of the super conductor that keeps the answer as `kept` down to the RPC client. */
export const askedBy = (file: string, line: number, name: string, kept: string): readonly Frame[] => [
  called(file, line, name, `${kept} = `, 'self.query_client.select_destinations('),
  called(
    'nova/scheduler/client/query.py',
    41,
    'select_destinations',
    'return ',
    'self.scheduler_rpcapi.select_destinations(context, spec_obj,',
  ),
  called(
    'nova/scheduler/rpcapi.py',
    160,
    'select_destinations',
    'return ',
    "cctxt.call(ctxt, 'select_destinations', **msg_args)",
  ),
];

/** Where the scheduler logs that it begins. */
export const BEGINS_AT = `select_destinations ${SCHEDULER}:141`;

/** Placement offers none, or gives no answer. */
export const NO_CANDIDATES: readonly Frame[] = [
  frame(SCHEDULER, 209, 'select_destinations', 'raise exception.NoValidHost(reason="")'),
];

/** Fewer than servers were asked for passed the filters, or could be claimed (`_ensure_sufficient_hosts`). */
export const TOO_FEW_HOSTS: readonly Frame[] = [
  called(SCHEDULER, 223, 'select_destinations', 'selections = ', 'self._select_destinations('),
  called(SCHEDULER, 250, '_select_destinations', 'selections = ', 'self._schedule('),
  frame(SCHEDULER, 416, '_schedule', 'self._ensure_sufficient_hosts('),
  frame(SCHEDULER, 455, '_ensure_sufficient_hosts', 'raise exception.NoValidHost(reason=reason)'),
];

function called(file: string, line: number, name: string, before: string, marked: string): Frame {
  return frame(file, line, name, `${before}${marked}`, marked);
}
