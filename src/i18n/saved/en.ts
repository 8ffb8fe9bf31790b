/** English: what a saved instance tells: of a boot, and of `more` beside it. */
import { c } from '../rich.ts';
import { changes, to, vm, waits, wrote } from '../say/en.ts';
import type { MoreSaved, Telling } from '../shape.ts';
import { isInVain, isNothing, type Story } from '../story.ts';

/** Nothing of an instance but its boot. */
const NOTHING = { title: () => '', tell: '' };
export const BOOT: MoreSaved = {
  offHost: NOTHING,
  moved: NOTHING,
  atStart: () => '',
  reverted: () => '',
  amiss: () => '',
  reached: {},
  stages: {},
};

const NONE = 'The stage that stood there is over. Each further one is noted before it begins.';

export const savedBy = (more: MoreSaved): Telling => ({
  title: saveTitle(more),
  tell: (s) => `${saveReason(more, s)}${waits(s)}${wrote(s)}`,
});

const saveTitle =
  (more: MoreSaved) =>
  (s: Story): string => {
    const by = (column: string) => s.changes.find((one) => one.column === column);
    const host = by('host');
    const vmState = by('vm_state');
    const task = by('task_state');
    const one = host ?? vmState ?? task;
    if (isInVain(s)) return `${c(s.from)} asks ${to(s)} to save ${vm(s)}`;
    if (one && s.step?.level === 'messages') {
      return `${c(s.from)} asks ${to(s)} to save ${vm(s)}: ${one.column} → ${c(one.after)}`;
    }
    if (host?.after === null) return more.offHost.title(s, `${host.before}`);
    if (host && host.before !== null) return more.moved.title(s, host);
    if (host) return `${c(s.from)} claims ${vm(s)}: host ${c(host.before)} → ${c(host.after)}`;
    if (vmState) return `${vm(s)} becomes ${c(vmState.after)}`;
    if (task) return `${vm(s)}: task_state ${c(task.before)} → ${c(task.after)}`;
    if (isNothing(s)) return `${c(s.from)} has ${vm(s)} saved: nothing is new`;
    if (s.saved === 'claimed') return `${c(s.from)} claims ${vm(s)}`;
    if (s.saved === 'released') return `${c(s.from)} has ${vm(s)} taken off its host`;
    if (s.saved !== null) return `${vm(s)} is saved as ${c(s.saved)}`;
    return `${c(s.from)} has the instance saved`;
  };

const saveReason = (more: MoreSaved, s: Story): string => {
  const columns = s.changes.map((one) => one.column);
  if (isNothing(s)) return 'The row has all of it already: nothing is written.';
  if (isInVain(s)) return plainSave(s);
  const host = s.changes.find(({ column }) => column === 'host');
  if (host?.after === null) {
    const isShelved = s.changes.some(({ after }) => after === 'shelved_offloaded');
    return isShelved
      ? `No message can be sent to a host for it from here on; whoever wants it back has to look for one.`
      : more.offHost.tell;
  }
  if (host && host.before !== null) return more.moved.tell;
  if (host) {
    return `From here on Nova knows where the instance lives. Its resources were set aside in Placement before.`;
  }
  if (columns.includes('vm_state')) {
    return `${more.atStart(s)}${reached(more, s)}${c('nova-compute')} has that written by ${to(s)}.${changes(s)}`;
  }
  if (columns.includes('task_state')) {
    return `${more.atStart(s)}${more.reverted(s) || stage(more, s)}`;
  }
  return more.reverted(s) || plainSave(s);
};

const plainSave = (s: Story): string =>
  `${c('nova-compute')} has no database connection, so it sends the changed object to ${to(s)}.`;

/** What the vm_state that is written says of the guest. */
function reached(more: MoreSaved, s: Story): string {
  const state = s.changes.find((one) => one.column === 'vm_state')?.after ?? '';
  const words: { readonly [state: string]: string } = {
    active: 'The guest runs; ',
    ...more.reached,
  };
  return more.amiss(s) || (words[state] ?? '');
}

/** Whether the state that goes is that in which it waited for its build. */
const building = (s: Story): boolean =>
  s.changes.some(({ column, before }) => column === 'task_state' && before === 'scheduling');

/** What begins with the task_state that is written. */
function stage(more: MoreSaved, s: Story): string {
  const task = s.changes.find((one) => one.column === 'task_state')?.after ?? null;
  if (task !== null && more.stages[task] !== undefined) return more.stages[task];
  switch (task) {
    case null:
      return building(s) ? NONE : 'No task is under way with the instance any more.';
    case 'networking':
      return 'Each stage is noted before it begins. A second thread now asks Neutron for the network while this one prepares the disk.';
    case 'block_device_mapping':
      return 'The disk is prepared, while the network is still being allocated on the other thread.';
    case 'spawning':
      return 'The driver is told to start the guest. The build ends only when the network is there, too.';
    default:
      return 'Each stage is noted before it begins, so that anyone can read how far it got.';
  }
}
