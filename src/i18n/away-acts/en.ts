/** English: acts that take a server from its host: shelve, unshelve, live-migrate, evacuate. Part of the same subjects as `server-acts`. */
import { asked, straight, upper } from '../asked/en.ts';
import { c } from '../rich.ts';
import { goesOn, to, waits, wrote } from '../say/en.ts';
import type { Story } from '../story.ts';

const reads = (s: Story, what: string): string => `${c(s.from)} asks ${to(s)} for ${what}`;

export const awayActs = {
  names: {
    shelve_server: 'Shelve the server',
    unshelve_server: 'Unshelve the server',
    live_migrate_server: 'Live-migrate the server',
    evacuate_server: 'Evacuate the server',
  },
  about: {
    shelve_server: 'Keep the server as an image and free its host: its resources go back to Placement',
    live_migrate_server:
      'Move the running server to another host; source and destination speak with each other by calls',
    evacuate_server: 'Rebuild the server on another host, when its own is down',
    unshelve_server: 'Bring a shelved server back: the scheduler looks for a host again',
  },
  reached: {
    shelved: 'The guest is off, and an image stands for it; ',
    shelved_offloaded: 'The host has let the guest go, and its allocations in Placement are gone; ',
  },
  requests: {
    'POST /servers/{id}/action shelve': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} to shelve the server`,
      tell: (s: Story) =>
        asked(
          s,
          `The API writes ${c('shelving')} into the cell's database, notes who asked, and has Glance open a record for the image that the host is to make.`,
        ),
    },
    'POST /servers/{id}/action unshelve': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} to unshelve the server`,
      tell: (s: Story) =>
        asked(
          s,
          `The API writes ${c('unshelving')} into the cell's database and hands the rest to ${upper(s)}: an offloaded server has no host to send a message to.`,
        ),
    },
    'POST /servers/{id}/action os-migrateLive': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} to live-migrate the server`,
      tell: (s: Story) =>
        asked(
          s,
          `Only an administrator may. The API writes ${c('migrating')} into the cell's database and notes who asked; whether any host can take the server is found out later.`,
        ),
    },
    'POST /servers/{id}/action evacuate': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} to evacuate the server`,
      tell: (s: Story) =>
        asked(
          s,
          `Only an administrator may, and only while the server's host counts as down. The API writes ${c('rebuilding')}, notes who asked, and leaves a record of the move for the lost host to find.`,
        ),
    },
  },
  methods: {
    live_migrate_instance: {
      title: (s: Story) => `${c(s.from)} hands the live migration to ${to(s)}`,
      tell: (s: Story) =>
        `What the server holds in Placement goes to the record of the move, so that it can hold the same again on another host.${goesOn(s)}`,
    },
    check_can_live_migrate_destination: {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} whether the server could come`,
      tell: (s: Story) =>
        `A call of ${upper(s)}, which waits for a compute: the destination looks at both hosts and asks the source in turn.${waits(s)}`,
    },
    check_can_live_migrate_source: {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} whether the server could leave`,
      tell: (s: Story) =>
        `One compute calls another, through the queue of its host; no conductor has a part in it.${waits(s)}`,
    },
    live_migration: {
      title: (s: Story) => `${c(s.from)} tells ${to(s)} to move the server`,
      tell: (s: Story) =>
        `Routing key ${c(s.routing_key)} names the host that the server leaves: the source leads from here on.${goesOn(s)}`,
    },
    pre_live_migration: {
      title: (s: Story) => `${c(s.from)} has ${to(s)} prepare for the server`,
      tell: (s: Story) =>
        `The destination looks at disks and network and tells Neutron where the ports are going. The guest still runs on the source.${waits(s)}`,
    },
    post_live_migration_at_destination: {
      title: (s: Story) => `${c(s.from)} tells ${to(s)} that the server is there`,
      tell: (s: Story) =>
        `The guest has moved. The destination finishes the network and has its own name written as the host.${waits(s)}${wrote(s)}`,
    },
    rebuild_instance: {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} to rebuild the server`,
      tell: (s: Story) =>
        s.from === 'nova-api'
          ? `The task goes to ${upper(s)}, which looks for a host where one is needed: never the lost one of an evacuation.${goesOn(s)}`
          : `Routing key ${c(s.routing_key)} names the host that is to make a new guest. An evacuated server claims there and has its ports bound; one that is only rebuilt keeps what it has.${goesOn(s)}`,
    },
    'ComputeNode.get_by_host_and_nodename': {
      title: (s: Story) => reads(s, 'its own node'),
      tell: (s: Story) => `Which provider in Placement is this host? Nothing is written.${waits(s)}`,
    },
    'MigrationList.get_by_filters': {
      title: (s: Story) => reads(s, 'records of moves'),
      tell: (s: Story) =>
        `A host that starts may have lost servers while it was away: evacuations say so. Every five minutes it looks for moves that failed, too.${waits(s)}`,
    },
    'InstanceList.get_by_filters': {
      title: (s: Story) => reads(s, 'instances in a certain state'),
      tell: (s: Story) =>
        `At its start a compute looks for builds that were interrupted; every five minutes for deleted servers whose files may be left.${waits(s)}`,
    },
    'ConsoleAuthToken.clean_expired_console_auths': {
      title: (s: Story) => `${c(s.from)} has console tokens deleted whose time is over`,
      tell: (s: Story) => `Every compute asks for it every five minutes.${waits(s)}${wrote(s)}`,
    },
    'MigrationList.get_unconfirmed_by_dest_compute': {
      title: (s: Story) => reads(s, 'moves that nobody has confirmed'),
      tell: (s: Story) =>
        `With ${c('resize_confirm_window')} the new host confirms a move itself once it has waited for so long.${waits(s)}`,
    },
    'InstanceAction.action_start': {
      title: (s: Story) => `${c(s.from)} has an action of the server noted`,
      tell: (s: Story) => `Nobody asked for it: the row names no user.${waits(s)}${wrote(s)}`,
    },
    'Migration.get_by_id': {
      title: (s: Story) => reads(s, 'the record of a move'),
      tell: (s: Story) => `How far had the move come? Nothing is written.${waits(s)}`,
    },
    'Migration.get_by_id_and_instance': {
      title: (s: Story) => reads(s, 'the record of a move'),
      tell: (s: Story) =>
        `A compute that starts finds a server that had not left it yet, and reads where it was to go.${waits(s)}`,
    },
    'Migration.get_by_instance_and_status': {
      title: (s: Story) => reads(s, 'whether a live migration had begun'),
      tell: (s: Story) =>
        `A compute that starts ends a live migration that was under way when it died.${waits(s)}`,
    },
    'TrustedCerts.get_by_instance_uuid': {
      title: (s: Story) => reads(s, "the instance's trusted certificates"),
      tell: (s: Story) => `With any, its image would have to be verified. Nothing is written.${waits(s)}`,
    },
    'ComputeNode.get_first_node_by_host_for_old_compat': {
      title: (s: Story) => reads(s, 'the node of a host'),
      tell: (s: Story) => `What the host is and has. Nothing is written.${waits(s)}`,
    },
    shelve_instance: {
      title: (s: Story) => `${c(s.from)} tells ${to(s)} to shelve the server`,
      tell: (s: Story) =>
        `${straight(s)} The compute turns the guest off and makes an image of it; with ${c('shelved_offload_time')} 0 it then lets the server go at once.`,
    },
    unshelve_instance: {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} to unshelve the server`,
      tell: (s: Story) =>
        s.from === 'nova-api'
          ? `A server that left its host needs one again, so the task goes to ${upper(s)}.${goesOn(s)}`
          : `Routing key ${c(s.routing_key)} names the host that was chosen. It claims the resources, binds the ports and spawns from the image.${goesOn(s)}`,
    },
    'ResourceList.get_by_instance_uuid': {
      title: (s: Story) => reads(s, 'special resources of the instance'),
      tell: (s: Story) => `What the instance gives back is looked up first. Nothing is written.${waits(s)}`,
    },
    'InstanceNUMATopology.get_by_instance_uuid': {
      title: (s: Story) => reads(s, "the instance's NUMA topology"),
      tell: (s: Story) => `The message did not carry it; the resource tracker counts it too.${waits(s)}`,
    },
    'InstancePCIRequests.get_by_instance_uuid': {
      title: (s: Story) => reads(s, "the instance's PCI requests"),
      tell: (s: Story) => `The message did not carry them; the claim needs to know of any.${waits(s)}`,
    },
  },
};
