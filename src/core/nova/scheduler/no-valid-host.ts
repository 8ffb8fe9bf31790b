/** The two ends of a search that found nothing, with what Python prints of them (`nova/scheduler/manager.py`). */
import type { CodedError } from '../../base/assert.ts';
import { RaisedError } from '../../rpc/envelope.ts';
import { exceptionLines, type Frame, frame } from '../python-trace.ts';

const MANAGER = 'nova/scheduler/manager.py';

/** `expected_exceptions`: the method's own frames come behind it. */
const EXPECTED = frame(
  'oslo_messaging/rpc/server.py',
  244,
  'inner',
  'return func(*args, **kwargs)',
  'func(*args, **kwargs)',
);

function noValidHost(reason: string, frames: readonly Frame[]): CodedError {
  const message = `No valid host was found. ${reason}`;
  const text = `nova.exception.NoValidHost: ${message}`;
  const trace = exceptionLines({ frames: [EXPECTED, ...frames], text, handling: null });
  const kwargs = { reason, code: 500 };
  return new RaisedError({ code: 'NoValidHost', module: 'nova.exception', message, trace, kwargs });
}

/** Placement offers none, or gives no answer. */
export const noHost = (): CodedError =>
  noValidHost('', [frame(MANAGER, 209, 'select_destinations', 'raise exception.NoValidHost(reason="")')]);

/** Fewer than servers were asked for passed the filters, or could be claimed (`_ensure_sufficient_hosts`). */
export const notEnoughHosts = (): CodedError =>
  noValidHost('There are not enough hosts available.', [
    call(223, 'select_destinations', 'selections = self._select_destinations('),
    call(250, '_select_destinations', 'selections = self._schedule('),
    frame(MANAGER, 416, '_schedule', 'self._ensure_sufficient_hosts('),
    frame(MANAGER, 455, '_ensure_sufficient_hosts', 'raise exception.NoValidHost(reason=reason)'),
  ]);

const call = (line: number, name: string, code: string): Frame =>
  frame(MANAGER, line, name, code, code.replace('selections = ', ''));
