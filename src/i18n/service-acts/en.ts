/**
 * English: what an administrator does to the record of a service: its command, its request, its message, and what the
 * compute asks Placement for. The subjects of which these are a part (commands, http, rpc) take them from here.
 */
import { NOVA_MANAGE } from '../../core/words/services.ts';
import { asked, reason } from '../asked/en.ts';
import { c } from '../rich.ts';
import { to, took, waits, wrote } from '../say/en.ts';
import type { Story } from '../story.ts';

/** What nova-api does; what it refused or never took is not told as if it had been done. */
function askedOf(s: Story, does: string): string {
  const status = s.http?.status ?? null;
  const isRefusal = status !== null && status >= 400 && status < 500;
  return isRefusal ? `The API refuses, and changes nothing${reason(s)}${took(s)}` : asked(s, does);
}

/** What is written into the record of a compute service. */
function recorded({ http }: Story): string {
  const { forced_down, status } = http?.asks ?? {};
  if (forced_down === true) return 'count a compute service as down';
  if (forced_down === false) return 'no longer count a compute service as down';
  if (status === 'disabled') return 'disable a compute service';
  return status === 'enabled' ? 'enable a compute service' : 'change the record of a compute service';
}

/** The administrator's program asks for all of them. */
const isManage = (s: Story): boolean => s.from === NOVA_MANAGE;

/** Whether the compute has a part in it; '' where the request's body is not known. */
function called({ http }: Story): string {
  const { forced_down, status } = http?.asks ?? {};
  if (status !== undefined)
    return ' While the compute is up, it is called, so that Placement hears of it too.';
  return forced_down === undefined ? '' : ' The compute itself is asked nothing.';
}

export const serviceActs = {
  /** on a button */
  names: {
    force_down: 'Force it down',
    force_up: 'No longer force it down',
    disable_service: 'Disable it',
    enable_service: 'Enable it',
    set_quota: 'Set a quota',
    delete_service: 'Delete its record',
    discover_hosts: 'Discover hosts',
    audit_allocations: 'Audit Placement',
  },
  /** one line: what it does and what it shows */
  about: {
    force_down: 'Nova takes the compute for dead at once, without waiting for its reports to stop',
    force_up: 'From now on its own reports count again',
    disable_service: 'No new server comes to its host; those that are there stay',
    enable_service: 'New servers may come to its host again',
    set_quota: 'Change how many servers, cores and MB of memory a project may have',
    delete_service: 'Nova forgets the service, and of a compute its host; refused while servers are there',
    discover_hosts: 'nova-manage maps new compute hosts to their cells: before, a server sent there fails',
    audit_allocations:
      'nova-manage placement audit --delete: what Placement holds for no server and no move is given back',
  },
  requests: {
    'DELETE /os-services/{id}': {
      title: (s: Story) => `${c(s.from)} has ${to(s)} delete the record of a service`,
      tell: (s: Story) => {
        return askedOf(
          s,
          `The row stays, marked as deleted. With a compute go its node, its host mapping and its provider in Placement; the process itself is not touched.`,
        );
      },
    },
    'GET /resource_providers': {
      title: (s: Story) =>
        isManage(s)
          ? `${c(s.from)} asks ${to(s)} for all providers`
          : `${c(s.from)} asks ${to(s)} for the provider of a host`,
      tell: (s: Story) =>
        isManage(s) ? `Each is looked at in turn.${took(s)}` : `Does Placement know the host?${took(s)}`,
    },
    'POST /resource_providers': {
      title: (s: Story) => `${c(s.from)} has ${to(s)} make a provider of its host`,
      tell: (s: Story) =>
        `On its first start a host is unknown to Placement. The provider has the uuid of its node.${took(s)}${wrote(s)}`,
    },
    'PUT /resource_providers/{id}/inventories': {
      title: (s: Story) => `${c(s.from)} tells ${to(s)} what its host has`,
      tell: (s: Story) =>
        `An inventory for each resource: how much there is, how much is reserved, how often it may be given.${took(s)}${wrote(s)}`,
    },
    'DELETE /resource_providers/{id}': {
      title: (s: Story) => `${c(s.from)} has ${to(s)} forget a host`,
      tell: (s: Story) =>
        s.http?.status === 409
          ? `Placement refuses: somebody still holds something of it. Nova goes on without.${took(s)}`
          : `Its inventories and traits go with the provider.${took(s)}${wrote(s)}`,
    },
    'PUT /os-services/{id}': {
      title: (s: Story) => `${c(s.from)} has ${to(s)} ${recorded(s)}`,
      tell: (s: Story) => askedOf(s, `The API writes it into the cell's table ${c('services')}.${called(s)}`),
    },
    'PUT /os-quota-sets/{id}': {
      title: (s: Story) => `${c(s.from)} has ${to(s)} set the quota of a project`,
      tell: (s: Story) =>
        askedOf(
          s,
          `A limit may not be less than is in use already. What each boot is counted against stands in ${c('quotas')}.`,
        ),
    },
    'GET /projects/{id}': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} whether there is such a project`,
      tell: (s: Story) => `Nova keeps no list of projects.${took(s)}`,
    },
    'GET /resource_providers/{id}/traits': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} which traits its host has`,
      tell: (s: Story) => `A trait is something that a host is or can do.${took(s)}`,
    },
    'GET /traits': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} whether it knows these traits`,
      tell: (s: Story) => `A trait must be known to Placement before a host can have it.${took(s)}`,
    },
    'PUT /resource_providers/{id}/traits': {
      title: (s: Story) => `${c(s.from)} tells ${to(s)} which traits its host has now`,
      tell: (s: Story) =>
        `A host with ${c('COMPUTE_STATUS_DISABLED')} is no candidate when the scheduler asks who has room.${took(s)}${wrote(s)}`,
    },
  },
  methods: {
    'PciDeviceList.get_by_compute_node': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} for the PCI devices of its node`,
      tell: (s: Story) => `None are modelled here. Nothing is written.${waits(s)}`,
    },
    set_host_enabled: {
      title: (s: Story) => `${c(s.from)} has ${to(s)} tell Placement whether its host takes servers`,
      tell: (s: Story) =>
        `The trait ${c('COMPUTE_STATUS_DISABLED')} of a host is its compute's to set or to take away.${waits(s)}`,
    },
  },
};
