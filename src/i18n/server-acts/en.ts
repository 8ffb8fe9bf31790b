/**
 * English: what is done to a server that is there: its command, its request, its message, its phases. The subjects of which
 * these are a part (commands, http, rpc, words) take them from here, so that a further act has all its sentences in one place.
 */
import { c } from '../rich.ts';
import { waits, wrote } from '../say/en.ts';
import type { Story } from '../story.ts';

export const serverActs = {
  /** on a button */
  names: {},
  /** one line: what it does and what it shows */
  about: {},
  phases: {},
  /** by the vm_state that an act ends in: what is true of the guest then */
  reached: {},
  requests: {},
  methods: {
    'Instance.destroy': {
      title: (s: Story) => `${c(s.from)} has the instance's record deleted`,
      tell: (s: Story) => `The rows stay and are marked as deleted.${waits(s)}${wrote(s)}`,
    },
  },
};
