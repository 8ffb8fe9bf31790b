/** The two ends of a search that found nothing (`nova/scheduler/manager.py`). */
import { CodedError } from '../../base/assert.ts';

const noValidHost = (reason: string): CodedError =>
  new CodedError('NoValidHost', `No valid host was found. ${reason}`);

/** Placement offers none, or gives no answer. */
export const noHost = (): CodedError => noValidHost('');

/** Fewer than servers were asked for passed the filters, or could be claimed (`_ensure_sufficient_hosts`). */
export const notEnoughHosts = (): CodedError => noValidHost('There are not enough hosts available.');
