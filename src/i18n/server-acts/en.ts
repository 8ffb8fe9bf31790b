/**
 * English: what is done to a server that is there: its command, its request, its message, its phases. The subjects of which
 * these are a part (commands, http, rpc, words) take them from here, so that a further act has all its sentences in one place.
 */
import { asked, straight } from '../asked/en.ts';
import { guestActs } from '../guest-acts/en.ts';
import { lifeActs } from '../life-acts/en.ts';
import { moveActs } from '../move-acts/en.ts';
import { c } from '../rich.ts';
import { to, waits, wrote } from '../say/en.ts';
import type { Story } from '../story.ts';

export const serverActs = {
  /** on a button */
  names: {
    ...guestActs.names,
    ...lifeActs.names,
    ...moveActs.names,
    stop_server: 'Stop the server',
    start_server: 'Start the server',
  },
  /** one line: what it does and what it shows */
  about: {
    ...guestActs.about,
    ...lifeActs.about,
    ...moveActs.about,
    stop_server: 'Turn the server off: one cast to its host, no scheduler',
    start_server: 'Turn the server on again, on the host where it is',
  },
  /** by the vm_state that an act ends in: what is true of the guest then */
  reached: { ...guestActs.reached, ...lifeActs.reached, ...moveActs.reached, stopped: 'The guest is off; ' },
  requests: {
    ...guestActs.requests,
    ...lifeActs.requests,
    ...moveActs.requests,
    'POST /servers/{id}/action os-stop': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} to stop the server`,
      tell: (s: Story) =>
        asked(
          s,
          `The API itself writes ${c('powering-off')} into the cell's database, so that nothing else begins with the server meanwhile, and notes who asked.`,
        ),
    },
    'POST /servers/{id}/action os-start': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} to start the server`,
      tell: (s: Story) =>
        asked(
          s,
          `The API itself writes ${c('powering-on')} into the cell's database and notes who asked; the server stays on its host, so no host is looked for.`,
        ),
    },
  },
  methods: {
    ...guestActs.methods,
    ...lifeActs.methods,
    ...moveActs.methods,
    stop_instance: {
      title: (s: Story) => `${c(s.from)} tells ${to(s)} to stop the server`,
      tell: (s: Story) =>
        `${straight(s)} The compute turns the machine off; its conductor writes the result.`,
    },
    start_instance: {
      title: (s: Story) => `${c(s.from)} tells ${to(s)} to start the server`,
      tell: (s: Story) =>
        `${straight(s)} The compute looks at the network again, turns the machine on, and its conductor writes the result.`,
    },
    'Instance.destroy': {
      title: (s: Story) => `${c(s.from)} has the instance's record deleted`,
      tell: (s: Story) => `The rows stay and are marked as deleted.${waits(s)}${wrote(s)}`,
    },
  },
};
