/** The two ends of a build that failed (`nova/exception.py`). */
import { CodedError } from '../../../base/assert.ts';
import { type Raised, raisedFrom, TracedError } from '../../python-trace.ts';

interface ErrorWay {
  readonly frames: Raised['frames'];
  readonly handling?: Raised | null;
}

/** BuildAbortException: the build is given up, and no other host is tried. */
export function buildAbort(uuid: string, reason: string, { frames, handling }: ErrorWay): TracedError {
  const error = new CodedError('BuildAbortException', `Build of instance ${uuid} aborted: ${reason}`);
  return new TracedError(error.code, error.message, raisedFrom(error, frames, handling));
}

/** RescheduledException: another host is to be tried, if there is one. */
export class RescheduledError extends TracedError {
  /** what the conductor is told of it */
  readonly reason: string;

  constructor(uuid: string, reason: string, { frames, handling }: ErrorWay) {
    const error = new CodedError(
      'RescheduledException',
      `Build of instance ${uuid} was re-scheduled: ${reason}`,
    );
    super(error.code, error.message, raisedFrom(error, frames, handling));
    this.reason = reason;
  }
}
