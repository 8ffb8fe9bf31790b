/** English: what each RPC method and each object method of the conductor is for, told with the numbers of the trace. */
import { c, list } from '../rich.ts';
import { BOOT, savedBy } from '../saved/en.ts';
import { goesOn, SEPARATOR, times, to, unheard, waits, wrote } from '../say/en.ts';
import type { BootRpcTexts } from '../shape.ts';
import { isOddSuccess, type Story } from '../story.ts';

const asks = (s: Story, what: string): string => `${c(s.from)} asks ${to(s)} ${what}`;

const work = (s: Story): string => (s.event === '' ? 'the build' : c(s.event));

export const rpc = {
  schedule_and_build_instances: {
    title: (s) => `${c(s.from)} hands the request to ${to(s)}`,
    tell: (s) =>
      `${c(s.from)} does not wait: the client is answered before any host is chosen. Choosing, claiming and trying again are left to the conductor.${s.to.length === 0 ? '' : ` ${to(s)} acknowledges first, then works; from ${s.astray ? 'then on' : 'here'} only its memory holds the request.`}`,
  },
  select_destinations: {
    title: (s) => `${c(s.from)} asks ${to(s)} for a host`,
    tell: (s) =>
      `A call through queue ${list(s.queues, SEPARATOR)}: without the answer the conductor cannot go on.${waits(s)}${funnel(s)}`,
  },
  build_and_run_instance: {
    title: (s) => `${c(s.from)} tells ${to(s)} to build the instance`,
    tell: (s) =>
      `Routing key ${c(s.routing_key)} names one host${s.single ? '' : `; vhost ${c(s.vhost)} is the cell's own, on the one broker`}.${goesOn(s)} Its part ends here: the build reports through the database.`,
  },
  external_instance_event: {
    title: (s) => `${c(s.from)} passes ${list(eventNames(s), SEPARATOR)} on to ${to(s)}`,
    tell: (s) =>
      `Neutron reported ${s.detail.includes(',') ? 'ports' : 'a port'}; the API looked up the instance's host and passes ${s.detail.includes(',') ? 'all of it' : 'the event'} on.${event(s)}${goesOn(s)}`,
  },
  update_instance_info: {
    title: (s) => `${c(s.from)} tells all schedulers of a changed instance`,
    tell: (s) =>
      `A fanout: one copy for each scheduler that listens.${unheard(s)}${otherVhost(s)}${goesOn(s)}`,
  },
  sync_instance_info: {
    title: (s) => `${c(s.from)} sends the list of its instances to all schedulers`,
    tell: (s) =>
      `A periodic fanout: schedulers compare the list with what they remember.${unheard(s)}${otherVhost(s)}${goesOn(s)}`,
  },
  delete_instance_info: {
    title: (s) => `${c(s.from)} tells all schedulers that an instance is gone`,
    tell: (s) => `A fanout: each scheduler forgets the instance.${unheard(s)}${otherVhost(s)}${goesOn(s)}`,
  },
  ping: {
    title: (s) => `${c(s.from)} asks whether a conductor is there`,
    tell: (s) => `At its start a service calls ${c('ping')} until a conductor answers.${waits(s)}`,
  },
  security_groups_member_updated: {
    title: (s) => `${c(s.from)} announces a change of a security group`,
    tell: (s) =>
      `Meant for Neutron's agents, which would update their firewall rules.${unheard(s)}${goesOn(s)}`,
  },
  push: {
    title: (s) => `${c(s.from)} announces a changed object`,
    tell: (s) =>
      `${c(s.exchange)} carries copies of changed objects to whoever caches them.${unheard(s)}${goesOn(s)}`,
  },
  port_update: {
    title: (s) => `${c(s.from)} announces an updated port`,
    tell: (s) => `Meant for the agent on the port's host, which would wire it.${unheard(s)}${goesOn(s)}`,
  },
  port_delete: {
    title: (s) => `${c(s.from)} announces a deleted port`,
    tell: (s) => `Meant for the agent on the port's host, which would remove it.${unheard(s)}${goesOn(s)}`,
  },
  'InstanceActionEvent.event_start': {
    title: (s) => `${c(s.from)} has the start of ${work(s)} noted`,
    tell: (s) =>
      `${c('nova-compute')} has no database connection: credentials stay off the compute hosts. What it wants written it asks of ${to(s)}.${waits(s)}${wrote(s)}`,
  },
  'InstanceActionEvent.event_finish_with_failure': {
    title: (s) => `${c(s.from)} has the ${isFailed(s) ? 'failure' : 'end'} of ${work(s)} noted`,
    tell: (s) => `${ended(s)}${waits(s)}${wrote(s)}`,
  },
  'Instance.save': savedBy(BOOT),
  'Instance.get_by_uuid': {
    title: (s) => asks(s, 'for an instance'),
    tell: (s) => `Reading, too, goes through the conductor.${waits(s)}`,
  },
  'InstanceList.get_by_host': {
    title: (s) => asks(s, 'for the instances of its host'),
    tell: (s) =>
      `What the database knows of this host is compared with what the hypervisor runs: at start-up, and by a periodic task.${waits(s)}`,
  },
  'InstanceList.get_by_host_and_node': {
    title: (s) => asks(s, 'for the instances of its node'),
    tell: (s) => `The resource tracker adds up what they use.${waits(s)}`,
  },
  'BlockDeviceMapping.save': {
    title: (s) => `${c(s.from)} has the disk's device name written`,
    tell: (s) =>
      `Meanwhile the network is being allocated on another thread of the same process.${waits(s)}${wrote(s)}`,
  },
  'BlockDeviceMappingList.get_by_instance_uuid': {
    title: (s) => asks(s, 'for the disks of the instance'),
    tell: (s) => `It needs to know which block devices to prepare. Nothing is written.${waits(s)}`,
  },
  'ComputeNode.save': {
    title: (s) => `${c(s.from)} has its used resources written`,
    tell: (s) =>
      `The claim changed what is free on this host; the scheduler will read it with the next request.${waits(s)}${wrote(s)}`,
  },
  'ComputeNode.create': {
    title: (s) => `${c(s.from)} registers its node`,
    tell: (s) => `On its first start the host gets a row that says what it has.${waits(s)}${wrote(s)}`,
  },
  'ComputeNodeList.get_all_by_host': {
    title: (s) => asks(s, 'for the nodes of its host'),
    tell: (s) => `The resource tracker begins its periodic audit.${waits(s)}`,
  },
  'MigrationList.get_in_progress_and_error': {
    title: (s) => asks(s, 'for unfinished migrations'),
    tell: (s) => `Migrations in progress hold resources on this host, too.${waits(s)}`,
  },
  'Service.save': {
    title: (s) => `${c(s.from)} reports that it is alive`,
    tell: (s) =>
      `The heartbeat: the scheduler leaves out hosts whose ${c('last_seen_up')} grows old.${waits(s)}${wrote(s)}`,
  },
  'Service.create': {
    title: (s) => `${c(s.from)} registers itself as a service`,
    tell: (s) => `On its first start a service gets a row that says it exists.${waits(s)}${wrote(s)}`,
  },
  'Service.get_by_compute_host': {
    title: (s) => asks(s, 'for its own service record'),
    tell: (s) => `The resource tracker looks whether the host is disabled. Nothing is written.${waits(s)}`,
  },
  'Service.get_by_host_and_binary': {
    title: (s) => asks(s, 'whether it is registered already'),
    tell: (s) => `A service looks for its own row when it starts.${waits(s)}`,
  },
  'VirtualInterface.create': {
    title: (s) => `${c(s.from)} has the new network interface written`,
    tell: (s) =>
      `Neutron made the port; Nova notes its address and id on its own side.${waits(s)}${wrote(s)}`,
  },
  'VirtualInterfaceList.get_by_instance_uuid': {
    title: (s) => asks(s, 'for the network interfaces of an instance'),
    tell: (s) => `A periodic task refreshes the network cache of one instance.${waits(s)}`,
  },
  'InstanceInfoCache.refresh': {
    title: (s) => asks(s, 'for the cached network information'),
    tell: (s) => `It reads the cache again before it puts the new information in.${waits(s)}`,
  },
  'InstanceInfoCache.save': {
    title: (s) => `${c(s.from)} has the network information cached`,
    tell: (s) => `${cacheResult(s)}${waits(s)}${wrote(s)}`.trim(),
  },
} satisfies BootRpcTexts;

function funnel(s: Story): string {
  const [first] = s.filtered;
  const last = s.filtered.at(-1);
  const filters =
    first && last
      ? ` ${times(s.filtered.length, 'filter', 'filters')} left ${last.passed.length || 'none'} of ${times(first.hosts.length, 'host', 'hosts')}${s.filtered.map(dropped).join('')}.`
      : '';
  const chosen = s.selected ? ` The scheduler chose ${c(s.selected.host)}${alternates(s)}.` : '';
  return `${filters}${chosen}${wrote(s)}`;
}

const MOST_DROPPED = 3;

/** What a filter took away: by name where they are few. */
function dropped({ filter, dropped: hosts }: Story['filtered'][number]): string {
  if (hosts.length === 0) return '';
  const names = list(
    hosts.map(({ host }) => host),
    SEPARATOR,
  );
  return `; ${c(filter)} dropped ${hosts.length > MOST_DROPPED ? `${hosts.length} of them` : names}`;
}

export function alternates(s: Story): string {
  const others = s.selected?.alternates ?? [];
  if (others.length === 0) return ', without an alternate';
  return `, with ${list(others, SEPARATOR)} as ${others.length === 1 ? 'alternate' : 'alternates'}`;
}

function otherVhost(s: Story): string {
  if (s.dropped !== 'unroutable' || s.scheduler_vhosts.length === 0 || s.scheduler_vhosts.includes(s.vhost))
    return '';
  return ` The scheduler listens in vhost ${list(s.scheduler_vhosts, SEPARATOR)}.`;
}

/** Each once, though several ports may have the same. */
const eventNames = (s: Story): readonly string[] => [...new Set(s.detail.split(','))];

function event(s: Story): string {
  if (s.detail === 'network-changed') return ' The host refreshes what it remembers of the network.';
  if (s.detail !== 'network-vif-plugged') return '';
  return ' With libvirt a new guest is held until this event comes; the fake driver does not wait for it.';
}

function cacheResult(s: Story): string {
  if (s.tables.length > 0) return 'The API answers from this cache, without asking Neutron each time.';
  return s.simulated ? 'The conductor finds the same value in the row and writes nothing.' : '';
}

const isFailed = ({ ending }: Story): boolean => ending.result === 'Error';

/** Of an event: its result, and why a failed build's is `Success`. */
function ended(s: Story): string {
  const { result } = s.ending;
  if (isFailed(s)) return `The event's result is ${c(result)}, and the traceback stands beside it.`;
  const told = 'The method is called this after a success too';
  if (result === null) return `${told}; the event's result says which it was.`;
  return `${told}; here the event's result is ${c(result)}${isOddSuccess(s) ? ', since nothing was raised: the build failed all the same' : ''}.`;
}
