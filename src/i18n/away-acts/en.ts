/** English: acts that take a server from its host: shelve, unshelve. Part of the same subjects as `server-acts`. */
import { c } from '../rich.ts';
import { asked, goesOn, straight, to, waits } from '../say/en.ts';
import type { Story } from '../story.ts';

const reads = (s: Story, what: string): string => `${c(s.from)} asks ${to(s)} for ${what}`;

export const awayActs = {
  names: { shelve_server: 'Shelve the server', unshelve_server: 'Unshelve the server' },
  about: {
    shelve_server: 'Keep the server as an image and free its host: its resources go back to Placement',
    unshelve_server: 'Bring a shelved server back: the scheduler looks for a host anew',
  },
  phases: { shelf: 'Shelf' },
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
          `The API writes ${c('unshelving')} into the cell's database and hands the rest to the super conductor: an offloaded server has no host to send a message to.`,
        ),
    },
  },
  methods: {
    shelve_instance: {
      title: (s: Story) => `${c(s.from)} tells ${to(s)} to shelve the server`,
      tell: (s: Story) =>
        `${straight(s)} The compute turns the guest off and makes an image of it; with ${c('shelved_offload_time')} 0 it then lets the server go at once.`,
    },
    unshelve_instance: {
      title: (s: Story) => `${c(s.from)} has the server unshelved by ${to(s)}`,
      tell: (s: Story) =>
        s.from === 'nova-api'
          ? `A server that left its host needs one again, so the task goes to the super conductor.${goesOn(s)}`
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
