/** English: how a server's guest is restarted, copied, changed and deleted: a part of `server-acts`. */
import { asked, straight } from '../asked/en.ts';
import { c } from '../rich.ts';
import { to, took, waits, wrote } from '../say/en.ts';
import type { Story } from '../story.ts';

export const lifeActs = {
  names: {
    attach_interface: 'Attach an interface',
    detach_interface: 'Detach an interface',
    rebuild_server: 'Rebuild the server',
    reboot_server: 'Reboot the server',
    snapshot_server: 'Take a snapshot',
    delete_server: 'Delete the server',
  },
  about: {
    attach_interface: 'One more port on the running guest: nova-api waits for the compute',
    detach_interface: 'The port that the server got last is taken from it and deleted',
    rebuild_server: 'A new disk from an image, on the same host, with the same addresses',
    snapshot_server: 'An image of the server: made in Glance at once, filled by its host',
    reboot_server: 'Restart the guest on its host; a hard reboot may interrupt another power action',
    delete_server: 'Its compute takes down guest, network and allocations; the rows stay, marked as deleted',
  },
  reached: {
    'soft-delete': 'The server counts as deleted, and all of it stays for a while; ',
    deleted: 'The guest is gone; ',
  },
  requests: {
    'POST /servers/{id}/action reboot': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} to reboot the server`,
      tell: (s: Story) =>
        asked(
          s,
          `The API writes ${c('rebooting')} or ${c('rebooting_hard')} into the cell's database, and notes who asked; the server stays on its host.`,
        ),
    },
    'POST /servers/{id}/action createImage': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} for an image of the server`,
      tell: (s: Story) =>
        asked(
          s,
          `The API makes the image in Glance first, so that the answer can name it; it has no data yet. Then it writes ${c('image_snapshot_pending')} and notes who asked.`,
        ),
    },
    'POST /servers/{id}/action rebuild': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} to rebuild the server`,
      tell: (s: Story) =>
        asked(
          s,
          `The API looks at the image and at what the server was asked for, writes ${c('rebuilding')}, and notes who asked. The answer shows the server, so it is looked up once more.`,
        ),
    },
    'POST /servers/{id}/os-interface': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} for one more interface`,
      tell: (s: Story) =>
        asked(s, 'The API notes who asked and calls the compute: it waits, since the answer names the port.'),
    },
    'DELETE /servers/{id}/os-interface/{id}': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} to take an interface away`,
      tell: (s: Story) =>
        asked(
          s,
          'The API notes who asked and casts it to the compute: the answer comes before the port is gone.',
        ),
    },
    'GET /ports/{id}': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} about one port`,
      tell: (s: Story) =>
        `Its addresses, its state, and what it holds beyond the host's own resources.${took(s)}`,
    },
    'POST /images': {
      title: (s: Story) => `${c(s.from)} has ${to(s)} make an image`,
      tell: (s: Story) =>
        `So far it is a record with a name and properties; data can follow.${took(s)}${wrote(s)}`,
    },
    'DELETE /images/{id}': {
      title: (s: Story) => `${c(s.from)} has ${to(s)} delete an image`,
      tell: (s: Story) => `Nobody will need it any more.${took(s)}${wrote(s)}`,
    },
    'DELETE /servers/{id}': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} to delete the server`,
      tell: (s: Story) =>
        asked(
          s,
          `The answer comes before anything is gone. While its compute counts as up, the API writes ${c('deleting')} and tells that compute; any other server it deletes itself.`,
        ),
    },
    'DELETE /ports/{id}': {
      title: (s: Story) => `${c(s.from)} has ${to(s)} delete a port`,
      tell: (s: Story) => `Its address is free for others again.${took(s)}${wrote(s)}`,
    },
    'DELETE /allocations/{id}': {
      title: (s: Story) => `${c(s.from)} gives back in ${to(s)} what the instance held`,
      tell: (s: Story) =>
        `After that the room on the host can go to another server. 404 means only that nothing was held.${took(s)}${wrote(s)}`,
    },
  },
  methods: {
    soft_delete_instance: {
      title: (s: Story) => `${c(s.from)} tells ${to(s)} to set a deleted server aside`,
      tell: (s: Story) =>
        `${straight(s)} With ${c('reclaim_instance_interval')} its guest, its network and its allocations stay until so long has passed; then its compute deletes it.`,
    },
    reboot_instance: {
      title: (s: Story) => `${c(s.from)} tells ${to(s)} to reboot the server`,
      tell: (s: Story) =>
        `${straight(s)} The compute looks up disks and network first, since a hard reboot sets everything up again.`,
    },
    snapshot_instance: {
      title: (s: Story) => `${c(s.from)} tells ${to(s)} to fill the image`,
      tell: (s: Story) =>
        `${straight(s)} The driver copies the disk and uploads it; the fake driver copies nothing, so the image stays empty.`,
    },
    attach_interface: {
      title: (s: Story) => `${c(s.from)} has ${to(s)} attach an interface`,
      tell: (s: Story) =>
        `A call: nova-api waits. Routing key ${c(s.routing_key)} names the server's host, which makes the port, binds it and plugs it into the running guest.${waits(s)}`,
    },
    detach_interface: {
      title: (s: Story) => `${c(s.from)} tells ${to(s)} to detach an interface`,
      tell: (s: Story) => `${straight(s)} The compute unplugs the interface and has its port deleted.`,
    },
    'VirtualInterface.get_by_uuid': {
      title: (s: Story) => `${c(s.from)} asks for the record of the interface`,
      tell: (s: Story) => `It belongs to the port by its id.${waits(s)}`,
    },
    'VirtualInterface.destroy': {
      title: (s: Story) => `${c(s.from)} has the interface marked as deleted`,
      tell: (s: Story) => `The row stays.${waits(s)}${wrote(s)}`,
    },
    terminate_instance: {
      title: (s: Story) => `${c(s.from)} tells ${to(s)} to delete the server`,
      tell: (s: Story) =>
        `${straight(s)} The compute waits until nothing else is being done to the server, then takes down the guest, its network and its allocations.`,
    },
  },
};
