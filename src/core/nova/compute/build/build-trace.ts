/** The ways of a build's errors through Nova 26.2.2: the lines as recorded, and as they stand in its source. */

import { CodedError } from '../../../base/assert.ts';
import type { Task } from '../../../service/effects.ts';
import { type Frame, frame, raisedFrom, TracedError } from '../../python-trace.ts';

/** What `work` raises has come through these frames. Errors: `TracedError`. */
export function* through<T>(frames: readonly Frame[], work: Task<T>): Task<T> {
  try {
    return yield* work;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new TracedError(error.code, error.message, raisedFrom(error, frames));
  }
}

const MANAGER = 'nova/compute/manager.py';

/** `_build_and_run_instance` as called by `_do_build_and_run_instance` */
export const BUILD = frame(
  MANAGER,
  2338,
  '_do_build_and_run_instance',
  'self._build_and_run_instance(context, instance, image,',
);
export const RESCHEDULED = frame(
  MANAGER,
  2546,
  '_build_and_run_instance',
  'raise exception.RescheduledException(',
);
/** An exception that is caught there and goes on. */
export const RERAISED: readonly Frame[] = [
  frame(MANAGER, 2549, '_build_and_run_instance', 'with excutils.save_and_reraise_exception():'),
  frame('oslo_utils/excutils.py', 227, '__exit__', 'self.force_reraise()'),
  frame('oslo_utils/excutils.py', 200, 'force_reraise', 'raise self.value'),
];
const IN_RESOURCES = frame(
  MANAGER,
  2504,
  '_build_and_run_instance',
  'with self._build_resources(context, instance,',
);
const CONTEXTLIB = '/usr/lib/python3.11/contextlib.py';
export const ENTERING: readonly Frame[] = [
  IN_RESOURCES,
  frame(CONTEXTLIB, 137, '__enter__', 'return next(self.gen)', 'next(self.gen)'),
];
export const LEAVING: readonly Frame[] = [
  IN_RESOURCES,
  frame(CONTEXTLIB, 155, '__exit__', 'self.gen.throw(typ, value, traceback)'),
];
export const YIELDED = frame(MANAGER, 2774, '_build_resources', 'yield resources');
export const NO_NETWORK = frame(
  MANAGER,
  2727,
  '_build_resources',
  'raise exception.BuildAbortException(instance_uuid=instance.uuid,',
);
export const NO_DISKS = frame(
  MANAGER,
  2770,
  '_build_resources',
  'raise exception.BuildAbortException(instance_uuid=instance.uuid,',
);
export const NOT_CLEAN = frame(MANAGER, 2799, '_build_resources', 'raise exception.BuildAbortException(');
export const SPAWN = frame(
  MANAGER,
  2521,
  '_build_and_run_instance',
  'self.driver.spawn(context, instance, image_meta,',
);

/** `Instance.save` of task_state networking, as caught in `_build_resources` */
export const SAVE_NETWORKING: readonly Frame[] = [
  frame(
    MANAGER,
    2711,
    '_build_resources',
    'network_info = self._build_networks_for_instance(context, instance,',
    'self._build_networks_for_instance(context, instance,',
  ),
  frame(
    MANAGER,
    1919,
    '_build_networks_for_instance',
    'network_info = self._allocate_network(context, instance,',
    'self._allocate_network(context, instance,',
  ),
  frame(MANAGER, 1938, '_allocate_network', 'instance.save(expected_task_state=[None])'),
];

/** A call to the conductor, from the object to the RPC client */
export const OBJECT_ACTION: readonly Frame[] = [
  frame(
    'oslo_versionedobjects/base.py',
    209,
    'wrapper',
    'updates, result = self.indirection_api.object_action(',
    'self.indirection_api.object_action(',
  ),
  frame(
    'nova/conductor/rpcapi.py',
    247,
    'object_action',
    "return cctxt.call(context, 'object_action', objinst=objinst,",
    "cctxt.call(context, 'object_action', objinst=objinst,",
  ),
];

/** The driver waits for the network, and the strand beside it has failed. */
export const AWAITING: readonly Frame[] = [
  frame('nova/virt/fake.py', 190, 'spawn', 'if network_info:'),
  frame(
    'nova/network/model.py',
    616,
    '__len__',
    'return self._sync_wrapper(fn, *args, **kwargs)',
    'self._sync_wrapper(fn, *args, **kwargs)',
  ),
  frame('nova/network/model.py', 603, '_sync_wrapper', 'self.wait()'),
  frame('nova/network/model.py', 635, 'wait', 'self[:] = self._gt.wait()', 'self._gt.wait()'),
  frame('eventlet/greenthread.py', 181, 'wait', 'return self._exit_event.wait()', 'self._exit_event.wait()'),
  frame('eventlet/event.py', 125, 'wait', 'result = hub.switch()', 'hub.switch()'),
  frame('eventlet/hubs/hub.py', 313, 'switch', 'return self.greenlet.switch()', 'self.greenlet.switch()'),
  frame(
    'eventlet/greenthread.py',
    221,
    'main',
    'result = function(*args, **kwargs)',
    'function(*args, **kwargs)',
  ),
  frame('nova/utils.py', 656, 'context_wrapper', 'return func(*args, **kwargs)', 'func(*args, **kwargs)'),
  frame('nova/compute/manager.py', 1894, '_allocate_network_async', 'raise e'),
  frame(
    'nova/compute/manager.py',
    1872,
    '_allocate_network_async',
    'nwinfo = self.network_api.allocate_for_instance(',
    'self.network_api.allocate_for_instance(',
  ),
];

/** `allocate_for_instance` asks which networks there are. */
export const AVAILABLE_NETWORKS: readonly Frame[] = [
  frame(
    'nova/network/neutron.py',
    1172,
    'allocate_for_instance',
    'nets = self._validate_requested_network_ids(',
    'self._validate_requested_network_ids(',
  ),
  frame(
    'nova/network/neutron.py',
    907,
    '_validate_requested_network_ids',
    'nets = self._get_available_networks(context, instance.project_id,',
    'self._get_available_networks(context, instance.project_id,',
  ),
  frame(
    'nova/network/neutron.py',
    456,
    '_get_available_networks',
    "nets = neutron.list_networks(**search_opts).get('networks', [])",
    'neutron.list_networks(**search_opts)',
  ),
];

/** After a spawn that failed: which ports has it? */
export const SHUTDOWN: readonly Frame[] = [
  frame('nova/compute/manager.py', 2791, '_build_resources', 'self._shutdown_instance(context, instance,'),
  frame(
    'nova/compute/manager.py',
    3019,
    '_shutdown_instance',
    'network_info = self.network_api.get_instance_nw_info(',
    'self.network_api.get_instance_nw_info(',
  ),
];

export const NETWORK_INFO: readonly Frame[] = [
  frame(
    'nova/network/neutron.py',
    1976,
    'get_instance_nw_info',
    'result = self._get_instance_nw_info(context, instance, **kwargs)',
    'self._get_instance_nw_info(context, instance, **kwargs)',
  ),
  frame(
    'nova/network/neutron.py',
    2002,
    '_get_instance_nw_info',
    'nw_info = self._build_network_info_model(context, instance, networks,',
    'self._build_network_info_model(context, instance, networks,',
  ),
  frame(
    'nova/network/neutron.py',
    3425,
    '_build_network_info_model',
    'data = client.list_ports(**search_opts)',
    'client.list_ports(**search_opts)',
  ),
];
