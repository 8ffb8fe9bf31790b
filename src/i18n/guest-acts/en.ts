/** English: what is done to a guest on its host, and to the lock of its server: a part of `server-acts`. */
import { asked, straight } from '../asked/en.ts';
import { c } from '../rich.ts';
import { to, waits, wrote } from '../say/en.ts';
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

/** A request that asks a compute. */
const question = (what: string, does: string) => ({
  title: (s: Story) => `${c(s.from)} asks ${to(s)} ${what}`,
  tell: (s: Story) => asked(s, does),
});

const call = (what: string, does: string) => ({
  title: (s: Story) => `${c(s.from)} asks ${to(s)} ${what}`,
  tell: (s: Story) => `Routing key ${c(s.routing_key)} names the server's host. ${does}${waits(s)}`,
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
    change_password: 'Change the password',
    console_log: 'Read the console',
    get_vnc_console: 'Open a console',
    diagnostics: 'Diagnose the guest',
    set_metadata: 'Set metadata',
    show_server: 'Show the server',
    list_servers: 'List the servers',
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
    change_password: 'Set the password of the guest: a call, the API waits for the host',
    console_log: 'What the guest wrote on its console; only its host knows: a call',
    get_vnc_console: 'A way to the screen of the guest, with a token kept in the database of the cell',
    diagnostics: 'Counters of the guest, for an administrator; only its host knows: a call',
    set_metadata: 'A key and a value of the owner; rows only, no message is sent',
    show_server: 'All about one server, out of the databases; no compute is asked',
    list_servers: 'The servers of the project; every cell is asked, all at once',
  },
  reached: {
    paused: 'The guest is held, its memory stays where it is; ',
    suspended: 'The guest sleeps; ',
    rescued: 'The driver was told to boot the rescue image; ',
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
    'POST /servers/{id}/action changePassword': question(
      'to change the password of the server',
      `The API writes ${c('updating_password')} into the cell's database, notes who asked, and waits until the host has done it.`,
    ),
    'POST /servers/{id}/action os-getConsoleOutput': question(
      'for the console of the server',
      'The API has nothing of it and passes the question on to the host.',
    ),
    'POST /servers/{id}/remote-consoles': question(
      'for a way to the screen of the server',
      'The API passes the question on to the host and gives out an address with a token in it.',
    ),
    'GET /servers/{id}/diagnostics': question(
      'for diagnostics of the server',
      'The API has nothing of it and passes the question on to the host.',
    ),
    'POST /servers/{id}/metadata': {
      title: (s: Story) => `${c(s.from)} gives the server metadata by ${to(s)}`,
      tell: (s: Story) =>
        asked(s, 'The API writes the keys into the database of the cell by itself: no message, no compute.'),
    },
    'GET /servers/detail': {
      title: (s: Story) => `${c(s.from)} asks ${to(s)} for the servers of its project`,
      tell: (s: Story) =>
        asked(
          s,
          'The API looks through the build requests, then through every cell at once, and asks Neutron for the security groups; no compute is asked.',
        ),
    },
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
    set_admin_password: call(
      'to set the password',
      'The compute passes it on to the guest; the API answers only then.',
    ),
    get_console_output: call('for the console output', 'Only the host has it: no database keeps it.'),
    get_vnc_console: call(
      'for a way to the console',
      'The compute knows where the screen is to be had, and has a token made for it.',
    ),
    get_instance_diagnostics: call('for diagnostics of the guest', 'Only the host can count that.'),
    'ConsoleAuthToken.authorize': {
      title: (s: Story) => `${c(s.from)} has a console token made`,
      tell: (s: Story) =>
        `The conductor makes up the token and keeps its digest only, with the time until which it is good.${waits(s)}${wrote(s)}`,
    },
    'ConsoleAuthToken.clean_console_auths_for_instance': {
      title: (s: Story) => `${c(s.from)} has the console tokens of the instance deleted`,
      tell: (s: Story) => `The guest is no longer where they lead.${waits(s)}${wrote(s)}`,
    },
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
