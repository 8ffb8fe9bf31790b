/** English: what is sent when a build fails, and what is written then. */
import { c } from '../rich.ts';
import { fault, goesOn, to, vm, waits, wrote } from '../say/en.ts';
import type { Story } from '../story.ts';

export const failedBuilds = {
  methods: {
    build_instances: {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} for another host`,
      tell: (s: Story) =>
        `The build failed here. The scheduler named alternates with its first answer, and they travelled with the build, so no scheduler is asked again: ${to(s)} claims on the next of them. With none left it sets the server to ERROR.${goesOn(s)}`,
    },
    'InstanceFault.create': {
      title: (s: Story) => `${c(s.from)} has the reason of the failure written`,
      tell: (s: Story) =>
        `The user reads the sentence in ${c('fault')} of the server; the traceback beside it is for administrators.${fault(s)}${waits(s)}${wrote(s)}`,
    },
    'VirtualInterface.delete_by_instance_uuid': {
      title: (s: Story) => `${c(s.from)} has the network interfaces of the instance deleted`,
      tell: (s: Story) =>
        `The rows stay and are marked as deleted; the ports themselves are Neutron's.${waits(s)}${wrote(s)}`,
    },
  },
  /** an Instance.save that takes the host away */
  offHost: {
    title: (s: Story, host: string) => `${vm(s)} is on no host: host ${c(host)} → ${c('NULL')}`,
    tell: 'It is not built on this host: Nova no longer counts it there.',
  },
  /** by task_state */
  stages: {
    scheduling: 'The build failed on this host; the cell’s conductor is to find another.',
  },
};
