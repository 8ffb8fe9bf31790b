/** The two ends of a search that found nothing, with what Python prints of them (`nova/scheduler/manager.py`). */
import type { CodedError } from '../../base/assert.ts';
import { RaisedError } from '../../rpc/envelope.ts';
import { exceptionLines, type Frame, frame } from '../python-trace.ts';
import { NO_CANDIDATES, TOO_FEW_HOSTS } from '../selection-frames.ts';

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
export const noHost = (): CodedError => noValidHost('', NO_CANDIDATES);

export const notEnoughHosts = (): CodedError =>
  noValidHost('There are not enough hosts available.', TOO_FEW_HOSTS);
