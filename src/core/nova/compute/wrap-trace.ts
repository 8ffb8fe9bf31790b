/** The ways of an error through what Nova 26.2.2 puts around a compute's methods: the lines as they stand in its source. */
import type { CodedError } from '../../base/assert.ts';
import { type Frame, frame, raisedFrom, TracedError } from '../python-trace.ts';

/** An error that knows where it comes from has come through these frames, too. */
export const passing = (error: CodedError, frames: readonly Frame[]): CodedError =>
  error instanceof TracedError
    ? new TracedError(error.code, error.message, raisedFrom(error, frames))
    : error;

const MANAGER = 'nova/compute/manager.py';

/** Caught there and raised again, as the exception that it was (`oslo_utils/excutils.py:save_and_reraise_exception`). */
const reraised = (line: number, name: string, code: string): readonly Frame[] => [
  frame(MANAGER, line, name, code),
  frame('oslo_utils/excutils.py', 227, '__exit__', 'self.force_reraise()'),
  frame('oslo_utils/excutils.py', 200, 'force_reraise', 'raise self.value'),
];

const CALLED = 'return function(self, context, *args, **kwargs)';
const called = (file: string, line: number): Frame =>
  frame(file, line, 'decorated_function', CALLED, CALLED.slice('return '.length));

/** `wrap_instance_fault` */
export const IN_FAULT: readonly Frame[] = [called(MANAGER, 201)];
export const RERAISED_BY_FAULT = reraised(
  211,
  'decorated_function',
  'with excutils.save_and_reraise_exception():',
);
/** `errors_out_migration` */
export const IN_MIGRATION: readonly Frame[] = [called(MANAGER, 143)];
/** `wrap_instance_event` */
export const IN_EVENT: readonly Frame[] = [called('nova/compute/utils.py', 1439)];

/** A function of its own that runs while the instance's lock is held. */
const synchronized = (line: number, method: string): readonly Frame[] => [
  frame(MANAGER, line, method, `do_${method}()`),
  frame('oslo_concurrency/lockutils.py', 414, 'inner', 'return f(*args, **kwargs)', 'f(*args, **kwargs)'),
];

/** `_unshelve_instance`, whose spawn failed */
export const UNSHELVING: readonly Frame[] = [
  ...synchronized(6864, 'unshelve_instance'),
  frame(MANAGER, 6861, 'do_unshelve_instance', 'self._unshelve_instance('),
  ...reraised(6952, '_unshelve_instance', 'with excutils.save_and_reraise_exception(logger=LOG):'),
  frame(MANAGER, 6944, '_unshelve_instance', 'self.driver.spawn(context, instance, image_meta,'),
];

const RERAISED = 'with excutils.save_and_reraise_exception():';
const FINISH = 'network_info = self._finish_resize(context, instance, migration,';

/** `_finish_resize`, whose guest could not be turned on */
export const FINISHING: readonly Frame[] = [
  ...reraised(6137, 'finish_resize', RERAISED),
  frame(MANAGER, 6134, 'finish_resize', 'self._finish_resize_helper(context, disk_info, image, instance,'),
  frame(MANAGER, 6167, '_finish_resize_helper', FINISH, FINISH.slice('network_info = '.length)),
  ...reraised(6100, '_finish_resize', RERAISED),
  frame(MANAGER, 6088, '_finish_resize', 'self.driver.finish_migration(context, migration, instance,'),
];
