/** English: what is done to a guest on its host, and to the lock of its server: a part of `server-acts`. */
import { c } from '../rich.ts';
import { asked, straight, to } from '../say/en.ts';
import type { Story } from '../story.ts';

/** A request whose task_state nova-api writes itself. */
const request = (what: string, task: string, also: string) => ({
  title: (s: Story) => `${c(s.from)} asks ${to(s)} to ${what}`,
  tell: (s: Story) =>
    asked(
      s,
      `The API writes ${c(task)} into the cell's database, so that nothing else begins with the server meanwhile, and notes who asked.${also}`,
    ),
});

const cast = (what: string, does: string) => ({
  title: (s: Story) => `${c(s.from)} tells ${to(s)} to ${what}`,
  tell: (s: Story) => `${straight(s)} ${does}`,
});

export const guestActs = {
  names: {
    pause_server: 'Pause the server',
    unpause_server: 'Unpause the server',
    suspend_server: 'Suspend the server',
    resume_server: 'Resume the server',
    rescue_server: 'Rescue the server',
    unrescue_server: 'End the rescue',
    lock_server: 'Lock the server',
    unlock_server: 'Unlock the server',
  },
  about: {
    pause_server: 'Hold the guest, its memory stays on the host: one cast to its host',
    unpause_server: 'Let a paused guest go on',
    suspend_server: 'Put the guest to sleep, its memory kept on disk: one cast to its host',
    resume_server: 'Wake a suspended guest; its host looks at the network again',
    rescue_server: 'Boot the server from its image beside its own disk, to mend it',
    unrescue_server: 'Back to the own disk of a rescued server',
    lock_server: 'Refuse what would change the server until it is unlocked; no message is sent',
    unlock_server: 'Allow changes of the server again; no message is sent',
  },
  reached: {
    paused: 'The guest is held, its memory stays where it is; ',
    suspended: 'The guest sleeps; ',
    rescued: 'The guest runs from the rescue image; ',
  },
  requests: {
    'POST /servers/{id}/action pause': request('pause the server', 'pausing', ''),
    'POST /servers/{id}/action unpause': request('let the paused server go on', 'unpausing', ''),
    'POST /servers/{id}/action suspend': request(
      'suspend the server',
      'suspending',
      ' It looks at the flavor first: a guest with encrypted memory cannot be suspended.',
    ),
    'POST /servers/{id}/action resume': request('resume the server', 'resuming', ''),
    'POST /servers/{id}/action rescue': request(
      'rescue the server',
      'rescuing',
      ' The disks are looked up first, since a server that runs from a volume is rescued in another way.',
    ),
    'POST /servers/{id}/action unrescue': request('end the rescue', 'unrescuing', ''),
    'POST /servers/{id}/action lock': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} to lock the server`,
      tell: (s: Story) =>
        asked(s, 'The API notes the lock in the database of the cell by itself: no message, no compute.'),
    },
    'POST /servers/{id}/action unlock': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} to unlock the server`,
      tell: (s: Story) =>
        asked(s, 'The API takes the lock out of the database of the cell by itself: no message, no compute.'),
    },
  },
  methods: {
    pause_instance: cast('pause the server', 'The compute holds the guest; its conductor writes the result.'),
    unpause_instance: cast(
      'let the paused server go on',
      'The compute lets the guest go on; its conductor writes the result.',
    ),
    suspend_instance: cast(
      'suspend the server',
      'The compute puts the guest to sleep and has its former state kept in the system metadata.',
    ),
    resume_instance: cast(
      'resume the server',
      'The compute looks at disks and network, wakes the guest, and its conductor writes the state of before.',
    ),
    rescue_instance: cast(
      'rescue the server',
      'The compute looks at the network, fetches what Glance knows of the rescue image, turns the guest off and boots it from there.',
    ),
    unrescue_instance: cast(
      'end the rescue',
      'The compute looks at the network and boots the guest from its own disk again.',
    ),
  },
};
