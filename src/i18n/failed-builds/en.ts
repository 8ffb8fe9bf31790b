/** English: what is sent when a build fails, and what is written then. */
import { beginning, c } from '../rich.ts';
import { rpc } from '../rpc/en.ts';
import { change, fault, goesOn, quoted, SEPARATOR, to, vm, waits, wrote } from '../say/en.ts';
import { isNothing, type Story } from '../story.ts';
import { backFromError, failedBefore, failureNoted, isNeverShown, leftOut } from '../story-amiss.ts';
import type { ColumnChange } from '../story-rows.ts';

export const failedBuilds = {
  methods: {
    schedule_and_build_instances: {
      title: rpc.schedule_and_build_instances.title,
      // a copy that is thrown away is nobody's work
      tell: (s: Story) =>
        rpc.schedule_and_build_instances.tell(s.astray?.how === 'known' ? { ...s, to: [] } : s),
    },
    select_destinations: {
      title: rpc.select_destinations.title,
      tell: (s: Story) => `${rpc.select_destinations.tell(s)}${noHost(s)}${without(s)}`,
    },
    build_instances: {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} for another host`,
      tell: (s: Story) =>
        `The build failed here. The scheduler named alternates with its first answer, and they travelled with the build, so no scheduler is asked again: ${to(s)} claims on the next of them. With none left it sets the server to ERROR.${goesOn(s)}`,
    },
    'InstanceFault.create': {
      title: (s: Story) => `${c(s.from)} has the reason of the failure written`,
      tell: (s: Story) =>
        `The user reads the sentence in ${c('fault')} of the server while its status is ${c('ERROR')}; the traceback beside it is for administrators.${fault(s)}${isNeverShown(s) ? ` But up to the end of this run its status is not ${c('ERROR')}, so that nobody reads it there.` : ''}${waits(s)}${wrote(s)}`,
    },
    'InstanceActionEvent.event_start': {
      title: rpc['InstanceActionEvent.event_start'].title,
      tell: (s: Story) => {
        const back = backFromError(s);
        const told = rpc['InstanceActionEvent.event_start'].tell(s);
        return back ? `${told} The server is in no error any more: ${change(back)}.` : told;
      },
    },
    'InstanceActionEvent.event_finish_with_failure': {
      title: rpc['InstanceActionEvent.event_finish_with_failure'].title,
      tell: (s: Story) => {
        const noted = failureNoted(s);
        if (!noted?.details || noted.hasTrace)
          return rpc['InstanceActionEvent.event_finish_with_failure'].tell(s);
        const why = quoted(beginning(noted.details, DETAILS));
        return `The event's result is ${c('Error')}, and ${c('details')} says why: ${why}${waits(s)}${wrote(s)}`;
      },
    },
    'VirtualInterface.delete_by_instance_uuid': {
      title: (s: Story) => `${c(s.from)} has the network interfaces of the instance deleted`,
      tell: (s: Story) =>
        `${isNothing(s) ? 'None is left: nothing is written.' : "The rows stay and are marked as deleted; the ports themselves are Neutron's."}${waits(s)}${wrote(s)}`,
    },
  },
  /** an Instance.save that takes the host away */
  offHost: {
    title: (s: Story, host: string) => `${vm(s)} is on no host: host ${c(host)} → ${c('NULL')}`,
    tell: 'It is not built on this host: Nova no longer counts it there.',
  },
  /** its row names another host now: a host that moves, or takes over, or takes back a server */
  moved: {
    title: (s: Story, { before, after }: ColumnChange) =>
      `${vm(s)} belongs to ${c(after)} now${isState(s, 'error') ? `, as ${c('error')}` : ''}: host ${c(before)} → ${c(after)}`,
    tell: 'From here on what is asked of the server goes to that host. What it needs there was set aside in Placement before.',
  },
  /** Nobody asked for it: a compute that starts tidies up. */
  atStart: (s: Story): string => {
    if (!s.at_start) return '';
    return s.host === null
      ? 'At its start a compute looks at what Placement holds for its host: this server has an allocation there, and its row names no host, so it is taken for a build that was cut off. '
      : 'At its start a compute looks through the instances of its host: the row of this one names a task, and nobody works on it. ';
  },
  reverted: (s: Story): string => {
    const failed = failedBefore(s);
    return failed === null
      ? ''
      : `${c(failed)} has failed: its task is taken back, so that something else can be asked for, and nobody tries it again by itself.`;
  },
  amiss: (s: Story): string => {
    if (isState(s, 'error'))
      return s.undone
        ? 'It counts as failed for now; what was asked for still waits, and is done later; '
        : 'It failed, and nobody tries again by itself; ';
    return isState(s, 'active') && s.changes.some(({ before }) => before === 'deleting')
      ? 'The build was given up for the delete, yet what its last save could not write is still in the object: this save, meant to note that the network is gone, writes that, too. The server looks built, and the delete goes on all the same; '
      : '';
  },
  /** by task_state */
  stages: {
    scheduling: 'The build failed on this host; the cell’s conductor is to find another.',
  },
};

const isState = (s: Story, state: string): boolean =>
  s.changes.some(({ column, after }) => column === 'vm_state' && after === state);

const DETAILS = 120;
const MOST_HOSTS = 3;

/** Hosts that Placement does not offer. */
function without(s: Story): string {
  const hosts = leftOut(s);
  if (hosts.length === 0) return '';
  if (hosts.length > MOST_HOSTS) return ` Placement left ${hosts.length} hosts out beforehand.`;
  const told = hosts.map(({ host, why, of }) => {
    if (of === 'COMPUTE_STATUS_DISABLED') return `${c(host)} (its service is disabled: trait ${c(of)})`;
    return why === 'no_room' ? `${c(host)} (too little ${c(of)})` : `${c(host)} (trait ${c(of)})`;
  });
  return ` Placement left out beforehand: ${told.join(SEPARATOR)}.`;
}

/** Why the scheduler found no host, in the order in which it looks. */
function noHost({ failure, answered, unclaimed, filtered }: Story): string {
  if (failure === null || answered === null) return '';
  if (answered.status === null) return ' Without its candidates there is no host.';
  if (answered.status !== 200) return ` Placement refuses the question (${answered.status}).`;
  if (answered.providers.length === 0)
    return ' Placement’s answer is empty: no host can take the request as a whole, and no filter ran.';
  if (unclaimed)
    return ` The claim on ${c(unclaimed.host)} fails: Placement ${unclaimed.status === null ? 'gives no answer' : `answers ${unclaimed.status}`}.`;
  return filtered.length === 0
    ? ' Placement offers hosts, but none that may be chosen here: each is left out before any filter runs.'
    : '';
}
