/** The way of an error that a task of the super conductor caught, as stored on a day without a scheduler and on one without a host. */
import { CodedError } from '../../base/assert.ts';
import { RemoteError } from '../../rpc/envelope.ts';
import { type Frame, frame, type Raised, raisedByCall, raisedFrom, TracedError } from '../python-trace.ts';
import { askedBy } from '../selection-frames.ts';

const MANAGER = 'nova/conductor/manager.py';
const TASKS = 'nova/conductor/tasks/base.py';
const MIGRATE = 'nova/conductor/tasks/migrate.py';
const LIVE_MIGRATE = 'nova/conductor/tasks/live_migrate.py';

/** The task that asked for a host. */
export type HostSeeker = keyof typeof CALLERS;

/** Between a task that is executed and what it does. */
const EXECUTED = [
  frame(TASKS, 25, 'wrap', 'with excutils.save_and_reraise_exception():'),
  frame('oslo_utils/excutils.py', 227, '__exit__', 'self.force_reraise()'),
  frame('oslo_utils/excutils.py', 200, 'force_reraise', 'raise self.value'),
  frame(TASKS, 23, 'wrap', 'return original(self)', 'original(self)'),
  frame(TASKS, 40, 'execute', 'return self._execute()', 'self._execute()'),
];

const SCHEDULE_INSTANCES = askedBy(MANAGER, 940, '_schedule_instances', 'host_lists');

/** The live migration's search for a destination, of which the scheduler's answer is a part. */
const FINDS = frame(
  LIVE_MIGRATE,
  100,
  '_execute',
  'self.destination, dest_node, self.limits = self._find_destination()',
  'self._find_destination()',
);

/** From the task itself down to the RPC client. */
const CALLERS = {
  schedule_and_build_instances: [
    frame(
      MANAGER,
      1587,
      'schedule_and_build_instances',
      'host_lists = self._schedule_instances(context, request_specs[0],',
      'self._schedule_instances(context, request_specs[0],',
    ),
    ...SCHEDULE_INSTANCES,
  ],
  unshelve_instance: [
    frame(
      MANAGER,
      1049,
      'unshelve_instance',
      'host_lists = self._schedule_instances(context,',
      'self._schedule_instances(context,',
    ),
    ...SCHEDULE_INSTANCES,
  ],
  rebuild_instance: [
    frame(
      MANAGER,
      1259,
      'rebuild_instance',
      'host_lists = self._schedule_instances(context,',
      'self._schedule_instances(context,',
    ),
    ...SCHEDULE_INSTANCES,
  ],
  live_migrate_instance: [
    frame(MANAGER, 503, '_live_migrate', 'task.execute()'),
    ...EXECUTED,
    FINDS,
    ...askedBy(LIVE_MIGRATE, 520, '_find_destination', 'selection_lists'),
  ],
  migrate_server: [
    frame(MANAGER, 385, '_cold_migrate', 'task.execute()'),
    ...EXECUTED,
    frame(MIGRATE, 289, '_execute', 'selection = self._schedule()', 'self._schedule()'),
    ...askedBy(MIGRATE, 337, '_schedule', 'selection_lists'),
  ],
} as const satisfies { readonly [caller: string]: readonly Frame[] };

/** `error` = of the call to the scheduler, one that knows its own way, or one of which nothing is known but itself */
export const raisedBySchedule = (
  error: CodedError,
  caller: HostSeeker = 'schedule_and_build_instances',
): Raised => raisedFrom(error, error instanceof TracedError ? [] : isOfCall(error) ? CALLERS[caller] : []);

const isOfCall = (error: CodedError): boolean =>
  error instanceof RemoteError || error.code === 'MessagingTimeout';

/** What `_live_migrate` makes of an error that it does not expect. */
export function unexpectedly(error: CodedError): TracedError {
  const message = `Migration error: ${error.message}`;
  return new TracedError('MigrationError', message, {
    frames: [frame(MANAGER, 532, '_live_migrate', 'raise exception.MigrationError(reason=str(ex))')],
    text: `nova.exception.MigrationError: ${message}`,
    handling: raisedBySchedule(error, 'live_migrate_instance'),
  });
}

/** The scheduler chose a host that nova_api does not know (`schedule_and_build_instances`). */
export function hostUnmapped(name: string): TracedError {
  const look = 'objects.HostMapping.get_by_host(';
  const error = new CodedError('HostMappingNotFound', `Host '${name}' is not mapped to any cell`);
  const frames = [frame(MANAGER, 1611, 'schedule_and_build_instances', `host_mapping = ${look}`, look)];
  return new TracedError(error.code, error.message, raisedFrom(error, frames));
}

/** The image of a shelved server, which glance was asked for (`nova/image/glance.py:GlanceImageServiceV2.show`). */
export function noImageToUnshelve({ code, message }: CodedError): TracedError {
  const GLANCE = 'nova/image/glance.py';
  const show = 'safe_image_show(context, image_id)';
  const get = "self._client.call(context, 2, 'get', args=(image_id,))";
  const frames = [
    frame(MANAGER, 998, 'unshelve_instance', `image = ${show}`, show),
    frame(
      MANAGER,
      980,
      'safe_image_show',
      'return self.image_api.get(ctx, image_id, show_deleted=False)',
      'self.image_api.get(ctx, image_id, show_deleted=False)',
    ),
    frame(GLANCE, 1205, 'get', 'return session.show(context, image_id,', 'session.show(context, image_id,'),
    frame(GLANCE, 287, 'show', '_reraise_translated_image_exception(image_id)'),
    frame(GLANCE, 1031, '_reraise_translated_image_exception', 'raise new_exc.with_traceback(exc_trace)'),
    frame(GLANCE, 285, 'show', `image = ${get}`, get),
    frame(GLANCE, 209, 'call', 'raise exception.GlanceConnectionFailed('),
  ];
  return new TracedError(code, message, raisedFrom(new CodedError(code, message), frames));
}

/** What the end of a cold migration makes of it where no host is found. */
export function noHostToMigrate(what: string): TracedError {
  const message = `No valid host was found. No valid host found for ${what}`;
  const frames = [
    frame(MANAGER, 331, 'migrate_server', 'self._cold_migrate(context, instance, flavor,'),
    frame(MANAGER, 400, '_cold_migrate', 'raise exception.NoValidHost(reason=msg)'),
  ];
  return new TracedError('NoValidHost', message, {
    frames,
    text: `nova.exception.NoValidHost: ${message}`,
    handling: null,
  });
}

/** A move of a server: by a cold migration or a resize, or live. */
export type MoveTask = keyof typeof MOVES;

/** From the manager's method to what its task does. */
const MOVES = {
  cold: [frame(MANAGER, 385, '_cold_migrate', 'task.execute()'), ...EXECUTED],
  live: [frame(MANAGER, 503, '_live_migrate', 'task.execute()'), ...EXECUTED],
} as const satisfies { readonly [move: string]: readonly Frame[] };

/** From the task to where the server's allocation goes to the record of the move. */
const REPLACES: { readonly [move in MoveTask]: readonly Frame[] } = {
  cold: [
    frame(
      MIGRATE,
      275,
      '_execute',
      'migration = self._preallocate_migration()',
      'self._preallocate_migration()',
    ),
    frame(MIGRATE, 161, '_preallocate_migration', 'replace_allocation_with_migration(self.context,'),
  ],
  live: [frame(LIVE_MIGRATE, 91, '_execute', 'migrate.replace_allocation_with_migration(self.context,')],
};

const REPLACING = 'replace_allocation_with_migration';

/** Placement says no, or gives no answer. */
export const notReplaced = (move: MoveTask): TracedError =>
  inTask(move, 'NoValidHost', 'No valid host was found. Unable to replace instance claim on source', [
    ...REPLACES[move],
    frame(MIGRATE, 85, REPLACING, 'raise exception.NoValidHost('),
  ]);

/** The cell has no record of the node that the server is on. */
export function sourceNotFound({ code, message }: CodedError, move: MoveTask): TracedError {
  const look = 'objects.ComputeNode.get_by_host_and_nodename(';
  return inTask(move, code, message, [
    ...REPLACES[move],
    frame(MIGRATE, 46, REPLACING, `source_cn = ${look}`, look),
  ]);
}

/** `LiveMigrationTask._check_instance_is_active`: a guest that does not run cannot move. */
export const guestNotRunning = (message: string): TracedError =>
  inTask('live', 'InstanceInvalidState', message, [
    frame(LIVE_MIGRATE, 82, '_execute', 'self._check_instance_is_active()'),
    frame(LIVE_MIGRATE, 177, '_check_instance_is_active', 'raise exception.InstanceInvalidState('),
  ]);

/** `LiveMigrationTask._check_host_is_up` */
export const sourceIsDown = (message: string): TracedError =>
  inTask('live', 'ComputeServiceUnavailable', message, [
    frame(LIVE_MIGRATE, 84, '_execute', 'self._check_host_is_up(self.source)'),
    frame(LIVE_MIGRATE, 287, '_check_host_is_up', 'raise exception.ComputeServiceUnavailable(host=host)'),
  ]);

/** From the search for a destination down to the RPC client: what a host is asked that the scheduler chose. */
const CHECKS = [
  ...MOVES.live,
  FINDS,
  frame(LIVE_MIGRATE, 550, '_find_destination', 'self._call_livem_checks_on_host(host, provider_mapping)'),
  frame(
    LIVE_MIGRATE,
    360,
    '_call_livem_checks_on_host',
    'check_can_live_migrate_destination(self.context, self.instance,',
  ),
  frame(
    'nova/compute/rpcapi.py',
    601,
    'check_can_live_migrate_destination',
    "return cctxt.call(ctxt, 'check_can_live_migrate_destination', **kwargs)",
    "cctxt.call(ctxt, 'check_can_live_migrate_destination', **kwargs)",
  ),
];

/** What the destination raised when it was asked whether the server can come. */
export const refusedThere = (error: CodedError): TracedError =>
  new TracedError(error.code, error.message, raisedByCall(error, CHECKS));

/** `MigrationTask._reschedule`: of the alternates none has room. */
export function noAlternateLeft(uuid: string): TracedError {
  const reason = `Exhausted all hosts available for retrying build failures for instance ${uuid}.`;
  const message = `Exceeded maximum number of retries. ${reason}`;
  return inTask('cold', 'MaxRetriesExceeded', message, [
    frame(MIGRATE, 305, '_execute', 'selection = self._reschedule()', 'self._reschedule()'),
    frame(MIGRATE, 387, '_reschedule', 'raise exception.MaxRetriesExceeded(reason=reason)'),
  ]);
}

/** A conductor without `[api_database]/connection`: the task looks for the server's group first, and that is in nova_api. */
export function noApiDatabase(): TracedError {
  const message = 'No sql_connection parameter is established';
  const group = 'objects.InstanceGroup.get_by_instance_uuid(context,';
  return inTask('cold', 'CantStartEngineError', message, [
    frame(MIGRATE, 243, '_execute', 'scheduler_utils.setup_instance_group(self.context, self.request_spec)'),
    frame(
      'nova/scheduler/utils.py',
      1204,
      'setup_instance_group',
      'group_info = _get_group_details(context, instance_uuid, group_hosts)',
      '_get_group_details(context, instance_uuid, group_hosts)',
    ),
    frame('nova/scheduler/utils.py', 1115, '_get_group_details', `group = ${group}`, group),
    frame(
      'nova/objects/instance_group.py',
      383,
      'get_by_instance_uuid',
      'db_group = cls._get_from_db_by_instance(context, instance_uuid)',
      'cls._get_from_db_by_instance(context, instance_uuid)',
    ),
  ]);
}

function inTask(move: MoveTask, code: string, message: string, inside: readonly Frame[]): TracedError {
  const frames = [...MOVES[move], ...inside];
  return new TracedError(code, message, raisedFrom(new CodedError(code, message), frames));
}

/** Of a method that is an event as a whole (`wrap_instance_event`). */
export const WRAPPED = [
  frame(
    'nova/compute/utils.py',
    1439,
    'decorated_function',
    'return function(self, context, *args, **kwargs)',
    'function(self, context, *args, **kwargs)',
  ),
];
