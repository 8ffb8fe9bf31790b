/** The way of an error that a task of the super conductor caught, as stored on a day without a scheduler and on one without a host. */
import type { CodedError } from '../../base/assert.ts';
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
    frame(
      LIVE_MIGRATE,
      100,
      '_execute',
      'self.destination, dest_node, self.limits = self._find_destination()',
      'self._find_destination()',
    ),
    ...askedBy(LIVE_MIGRATE, 520, '_find_destination', 'selection_lists'),
  ],
  migrate_server: [
    frame(MANAGER, 385, '_cold_migrate', 'task.execute()'),
    ...EXECUTED,
    frame(MIGRATE, 289, '_execute', 'selection = self._schedule()', 'self._schedule()'),
    ...askedBy(MIGRATE, 337, '_schedule', 'selection_lists'),
  ],
} as const satisfies { readonly [caller: string]: readonly Frame[] };

/** `error` = of the call to the scheduler, or one that knows its own way */
export const raisedBySchedule = (
  error: CodedError,
  caller: HostSeeker = 'schedule_and_build_instances',
): Raised => (error instanceof TracedError ? raisedFrom(error, []) : raisedByCall(error, CALLERS[caller]));

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

/** `MigrationTask._reschedule`: of the alternates none has room. */
export function noAlternateLeft(uuid: string): TracedError {
  const reason = `Exhausted all hosts available for retrying build failures for instance ${uuid}.`;
  const message = `Exceeded maximum number of retries. ${reason}`;
  return inTask('MaxRetriesExceeded', message, `nova.exception.MaxRetriesExceeded: ${message}`, [
    frame(MIGRATE, 305, '_execute', 'selection = self._reschedule()', 'self._reschedule()'),
    frame(MIGRATE, 387, '_reschedule', 'raise exception.MaxRetriesExceeded(reason=reason)'),
  ]);
}

/** A conductor without `[api_database]/connection`: the task looks for the server's group first, and that is in nova_api. */
export function noApiDatabase(): TracedError {
  const message = 'No sql_connection parameter is established';
  const group = 'objects.InstanceGroup.get_by_instance_uuid(context,';
  return inTask('CantStartEngineError', message, `oslo_db.exception.CantStartEngineError: ${message}`, [
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

function inTask(code: string, message: string, text: string, inside: readonly Frame[]): TracedError {
  const frames = [frame(MANAGER, 385, '_cold_migrate', 'task.execute()'), ...EXECUTED, ...inside];
  return new TracedError(code, message, { frames, text, handling: null });
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
