/**
 * What Nova can be asked to do, one row an operation: its phases in order, the states that an instance passes, and what
 * ends it. Sources: `recorded/boot`, `nova/compute/task_states.py`, `nova/compute/vm_states.py`.
 */

/** What level teaching makes of something: `own` = a step of its own, `fold` = part of the step that is open when it happens. */
export type Folding = 'own' | 'fold';

interface StateRow {
  readonly phase: string;
  /** what an `Instance.save` that saves this state is at level teaching; absent where the state is never saved by a call */
  readonly saved?: Folding;
}

interface OperationRow {
  /** the request that begins it, by its name (`requests.ts`); it belongs to the first phase */
  readonly request: string;
  readonly phases: readonly string[];
  /**
   * By name: `task_state` where there is one, else `vm_state`; of a boot also `build_request` (its row in nova_api),
   * `created` (its row in a cell) and `claimed` (its host is set).
   */
  readonly states: { readonly [state: string]: StateRow };
  /** the `vm_state` that it ends in when it is done */
  readonly done: string;
}

/** Of a resize and of a cold migration. */
const MOVE_STATES = {
  resize_prep: { phase: 'api', saved: 'fold' },
  resize_migrating: { phase: 'leave', saved: 'own' },
  resize_migrated: { phase: 'leave', saved: 'own' },
  resize_finish: { phase: 'arrive', saved: 'own' },
  resized: { phase: 'arrive', saved: 'own' },
} as const satisfies OperationRow['states'];

export const OPERATIONS = {
  boot: {
    request: 'POST /servers',
    phases: ['api', 'schedule', 'build', 'network', 'active'],
    states: {
      build_request: { phase: 'api' },
      created: { phase: 'schedule' },
      building: { phase: 'build', saved: 'fold' },
      claimed: { phase: 'build', saved: 'own' },
      networking: { phase: 'build', saved: 'own' },
      block_device_mapping: { phase: 'build', saved: 'own' },
      spawning: { phase: 'build', saved: 'own' },
      active: { phase: 'active', saved: 'own' },
    },
    done: 'active',
  },
  stop: {
    request: 'POST /servers/{id}/action os-stop',
    phases: ['api', 'power'],
    states: { 'powering-off': { phase: 'api' }, stopped: { phase: 'power', saved: 'own' } },
    done: 'stopped',
  },
  start: {
    request: 'POST /servers/{id}/action os-start',
    phases: ['api', 'power', 'active'],
    states: { 'powering-on': { phase: 'api' }, active: { phase: 'active', saved: 'own' } },
    done: 'active',
  },
  reboot: {
    request: 'POST /servers/{id}/action reboot',
    phases: ['api', 'power', 'active'],
    states: {
      rebooting: { phase: 'api' },
      rebooting_hard: { phase: 'api' },
      reboot_pending: { phase: 'power', saved: 'own' },
      reboot_pending_hard: { phase: 'power', saved: 'own' },
      reboot_started: { phase: 'power', saved: 'own' },
      reboot_started_hard: { phase: 'power', saved: 'own' },
      active: { phase: 'active', saved: 'own' },
    },
    done: 'active',
  },
  snapshot: {
    request: 'POST /servers/{id}/action createImage',
    phases: ['api', 'image'],
    states: {
      image_snapshot_pending: { phase: 'api' },
      image_snapshot: { phase: 'image', saved: 'own' },
      image_uploading: { phase: 'image', saved: 'own' },
    },
    done: 'active',
  },
  rebuild: {
    request: 'POST /servers/{id}/action rebuild',
    phases: ['api', 'rebuild', 'active'],
    states: {
      rebuilding: { phase: 'rebuild', saved: 'fold' },
      rebuild_block_device_mapping: { phase: 'rebuild', saved: 'own' },
      rebuild_spawning: { phase: 'rebuild', saved: 'own' },
      active: { phase: 'active', saved: 'own' },
    },
    done: 'active',
  },
  attach_interface: {
    request: 'POST /servers/{id}/os-interface',
    phases: ['api', 'network'],
    states: {},
    done: 'active',
  },
  detach_interface: {
    request: 'DELETE /servers/{id}/os-interface/{id}',
    phases: ['api', 'network'],
    states: {},
    done: 'active',
  },
  delete: {
    request: 'DELETE /servers/{id}',
    phases: ['api', 'removal'],
    states: {
      deleting: { phase: 'api' },
      'soft-deleting': { phase: 'api' },
      'soft-delete': { phase: 'removal', saved: 'own' },
      deleted: { phase: 'removal', saved: 'own' },
    },
    done: 'deleted',
  },
  pause: {
    request: 'POST /servers/{id}/action pause',
    phases: ['api', 'power'],
    states: { pausing: { phase: 'api' }, paused: { phase: 'power', saved: 'own' } },
    done: 'paused',
  },
  unpause: {
    request: 'POST /servers/{id}/action unpause',
    phases: ['api', 'power', 'active'],
    states: { unpausing: { phase: 'api' }, active: { phase: 'active', saved: 'own' } },
    done: 'active',
  },
  suspend: {
    request: 'POST /servers/{id}/action suspend',
    phases: ['api', 'power'],
    states: { suspending: { phase: 'api' }, suspended: { phase: 'power', saved: 'own' } },
    done: 'suspended',
  },
  resume: {
    request: 'POST /servers/{id}/action resume',
    phases: ['api', 'power', 'active'],
    states: { resuming: { phase: 'api' }, active: { phase: 'active', saved: 'own' } },
    done: 'active',
  },
  rescue: {
    request: 'POST /servers/{id}/action rescue',
    phases: ['api', 'power'],
    states: { rescuing: { phase: 'api' }, rescued: { phase: 'power', saved: 'own' } },
    done: 'rescued',
  },
  unrescue: {
    request: 'POST /servers/{id}/action unrescue',
    phases: ['api', 'power', 'active'],
    states: { unrescuing: { phase: 'api' }, active: { phase: 'active', saved: 'own' } },
    done: 'active',
  },
  shelve: {
    request: 'POST /servers/{id}/action shelve',
    phases: ['api', 'shelf'],
    states: {
      shelving: { phase: 'api' },
      shelving_image_uploading: { phase: 'shelf', saved: 'own' },
      shelving_offloading: { phase: 'shelf', saved: 'own' },
      shelved_offloaded: { phase: 'shelf', saved: 'own' },
    },
    done: 'shelved_offloaded',
  },
  live_migrate: {
    request: 'POST /servers/{id}/action os-migrateLive',
    phases: ['api', 'schedule', 'check', 'move'],
    states: { migrating: { phase: 'api' }, active: { phase: 'move', saved: 'own' } },
    done: 'active',
  },
  evacuate: {
    request: 'POST /servers/{id}/action evacuate',
    phases: ['api', 'schedule', 'rebuild', 'active'],
    states: {
      rebuilding: { phase: 'api', saved: 'fold' },
      rebuild_block_device_mapping: { phase: 'rebuild', saved: 'own' },
      rebuild_spawning: { phase: 'rebuild', saved: 'own' },
      active: { phase: 'active', saved: 'own' },
    },
    done: 'active',
  },
  unshelve: {
    request: 'POST /servers/{id}/action unshelve',
    phases: ['api', 'schedule', 'build', 'network', 'active'],
    states: {
      unshelving: { phase: 'api' },
      spawning: { phase: 'build', saved: 'own' },
      active: { phase: 'active', saved: 'own' },
    },
    done: 'active',
  },
  resize: {
    request: 'POST /servers/{id}/action resize',
    phases: ['api', 'schedule', 'claim', 'leave', 'arrive'],
    states: MOVE_STATES,
    done: 'resized',
  },
  migrate: {
    request: 'POST /servers/{id}/action migrate',
    phases: ['api', 'schedule', 'claim', 'leave', 'arrive'],
    states: MOVE_STATES,
    done: 'resized',
  },
  confirm: {
    request: 'POST /servers/{id}/action confirmResize',
    phases: ['api', 'leave', 'active'],
    states: { active: { phase: 'active', saved: 'own' } },
    done: 'active',
  },
  revert: {
    request: 'POST /servers/{id}/action revertResize',
    phases: ['api', 'leave', 'arrive'],
    states: {
      resize_reverting: { phase: 'api', saved: 'fold' },
      active: { phase: 'arrive', saved: 'own' },
    },
    done: 'active',
  },
  change_password: {
    request: 'POST /servers/{id}/action changePassword',
    phases: ['api', 'power'],
    states: { updating_password: { phase: 'api' } },
    done: 'active',
  },
} as const satisfies { readonly [name: string]: OperationRow };

export type OperationName = keyof typeof OPERATIONS;

/** What belongs to no operation: start-up, periodic work, the rest. */
const ASIDE = ['start', 'periodic', 'other'] as const;

/** Where any operation goes when it does not come to its end: what fails, and what is cleared away after it. */
const FAILED = 'failed';

/** A phase of an operation, or what belongs to none. */
export type Phase =
  | (typeof OPERATIONS)[OperationName]['phases'][number]
  | typeof FAILED
  | (typeof ASIDE)[number];

export const PHASES: readonly Phase[] = [
  ...new Set<Phase>([...Object.values(OPERATIONS).flatMap(({ phases }) => phases), FAILED, ...ASIDE]),
];

export const isAside = (phase: Phase): boolean => (ASIDE as readonly Phase[]).includes(phase);

/** The phase of what a command does that begins no operation: a service that starts has no part in a build. */
export const asidePhase = (usual: Phase): Phase => (isAside(usual) || usual === FAILED ? usual : 'other');

const phasesOf = (name: OperationName): readonly Phase[] => OPERATIONS[name].phases;

/**
 * The phase in which an operation meets something that several operations do (a conductor's object method): `usual`, where
 * it is one of its own or belongs to none, else the furthest that it has come to, `now` (null = it has just begun).
 */
export function ownPhase(name: OperationName, usual: Phase, now: Phase | null): Phase {
  const own = phasesOf(name);
  if (own.includes(usual) || isAside(usual) || usual === FAILED) return usual;
  return now ?? own[0] ?? usual;
}

/** The later of two phases of an operation. */
export function furthest(name: OperationName, one: Phase, other: Phase | null): Phase {
  const own = phasesOf(name);
  return other !== null && own.indexOf(other) > own.indexOf(one) ? other : one;
}

/** Of all operations; a state that several pass has the phase of the first. */
const STATES: { readonly [state: string]: StateRow & { readonly phase: Phase } } = Object.assign(
  {},
  ...Object.values(OPERATIONS)
    .map(({ states }) => states)
    .reverse(),
);

export const STATE_NAMES: readonly string[] = Object.keys(STATES);
export const SAVED_STATES: readonly string[] = STATE_NAMES.filter((state) => STATES[state]?.saved);

const UNKNOWN: { readonly phase: Phase; readonly saved: Folding } = { phase: 'other', saved: 'own' };

/** Phase of a state and what saving it is at level teaching; a state outside the table belongs to no phase and is shown. */
export function stateRow(state: string): { readonly phase: Phase; readonly saved: Folding } {
  const row = Object.hasOwn(STATES, state) ? STATES[state] : undefined;
  return { ...UNKNOWN, ...(state === 'error' ? { phase: FAILED } : {}), ...row };
}
