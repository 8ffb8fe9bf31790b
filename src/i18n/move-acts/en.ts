/** English: a server gets another flavor or another host, and keeps it or goes back: a part of `server-acts`. */
import { asked, upper } from '../asked/en.ts';
import { c } from '../rich.ts';
import { goesOn, to, waits, wrote } from '../say/en.ts';
import { isNothing, type Story } from '../story.ts';

type Does = string | ((s: Story) => string);
const told = (does: Does, s: Story): string => (typeof does === 'string' ? does : does(s));

const request = (what: string, does: Does) => ({
  title: (s: Story) => `${c(s.from)} asks ${to(s)} to ${what}`,
  tell: (s: Story) => asked(s, told(does, s)),
});

/** A cast to a host that has a part in the move. */
const handsOn = (what: string, does: Does) => ({
  title: (s: Story) => `${c(s.from)} asks ${to(s)} to ${what}`,
  tell: (s: Story) => `${told(does, s)}${goesOn(s)}`,
});

const reads = (what: string, why: string) => ({
  title: (s: Story) => `${c(s.from)} asks ${to(s)} for ${what}`,
  tell: (s: Story) => `${why} Nothing is written.${waits(s)}`,
});

/** How far a move is, by the status that its record takes. */
function progress({ migration, at_start }: Story): string {
  const status = migration ? ` (${c(migration.before)} → ${c(migration.after)})` : '';
  if (at_start && migration?.after === 'completed')
    return `This host had been given up, and is back: it puts away what it still has of a server that was evacuated, and closes the record of that move${status}.`;
  switch (migration?.after) {
    case 'error':
    case 'failed':
      return `The move has failed, and its record says so${status}.`;
    case 'cancelled':
      return `The move is called off, and its record says so${status}.`;
    case 'completed':
    case 'confirmed':
    case 'done':
    case 'reverted':
      return `The move is over, and its record says so${status}.`;
    default:
      return `Its status says how far the move is${status}: either host may die on the way.`;
  }
}

export const moveActs = {
  names: {
    resize_server: 'Resize the server',
    migrate_server: 'Migrate the server (cold)',
    confirm_resize: 'Confirm the move',
    revert_resize: 'Revert the move',
  },
  about: {
    resize_server: 'Another flavor: the scheduler looks for a host, which is another one here',
    migrate_server:
      'An administrator sends the server to another host, off for a moment; a host may be named',
    confirm_resize: 'Keep it as it is now: the old host frees what it kept for the way back',
    revert_resize: 'Go back: the old host turns the server on again, with its old flavor',
  },
  reached: { resized: 'The guest is on its new host, and the old one still keeps its place; ' },
  requests: {
    'POST /servers/{id}/action resize': request(
      'resize the server',
      (s) =>
        `The API compares the flavors and the quota, writes ${c('resize_prep')} into the cell's database, and hands the rest to ${upper(s)}: it takes a host, so the scheduler has a part in it.`,
    ),
    'POST /servers/{id}/action migrate': request(
      'move the server to another host',
      (s) =>
        `Only an administrator may ask. For Nova it is a resize to the same flavor: the API writes ${c('resize_prep')} and hands the rest to ${upper(s)}.`,
    ),
    'POST /servers/{id}/action confirmResize': request(
      'confirm the move',
      `The record of the move becomes ${c('confirming')}. The message goes to the host that the server left: there is nothing to do on the new one.`,
    ),
    'POST /servers/{id}/action revertResize': request(
      'revert the move',
      `The API writes ${c('resize_reverting')} and the record of the move becomes ${c('reverting')}. The first message goes to the host where the server is now.`,
    ),
  },
  methods: {
    migrate_server: handsOn(
      'move the server',
      (s) =>
        `The task of ${upper(s)}: a record of the move, which is to hold the server's allocation in Placement from now on, and a host from the scheduler.`,
    ),
    prep_resize: handsOn(
      'make room for the server',
      'The host that was chosen is asked first: it is to count what the server will use here before the old host lets it go.',
    ),
    resize_instance: handsOn(
      'let the server go',
      'From the new host to the old one, compute to compute: the old one is to turn the guest off and give its record to the new host.',
    ),
    finish_resize: handsOn(
      'take the server over',
      'The record names the new host by now. That host is to bind the ports to itself and turn the guest on.',
    ),
    confirm_resize: handsOn(
      'free the old place',
      'The host that the server left is to give back the allocation that the record of the move holds, and forget the old flavor.',
    ),
    revert_resize: handsOn(
      'undo the move',
      'The host where the server is now is to let it go and free what it counted for it; then the old one goes on.',
    ),
    finish_revert_resize: handsOn(
      'take the server back',
      'The old host is to take the flavor, the allocation and the ports back and turn the guest on again.',
    ),
    'Migration.save': {
      title: (s: Story) => `${c(s.from)} has the record of the move written`,
      tell: (s: Story) => `${progress(s)}${waits(s)}${wrote(s)}`,
    },
    'Instance.drop_migration_context': {
      title: (s: Story) => `${c(s.from)} has what both hosts keep of a move dropped`,
      tell: (s: Story) =>
        `${isNothing(s) ? 'Here is none: nothing is written.' : 'The move is over: neither host needs it any more, and nobody can confirm or revert it.'}${waits(s)}${wrote(s)}`,
    },
    'MigrationContext.get_by_instance_uuid': reads(
      'what both hosts keep of the move',
      'NUMA topology, PCI devices and the like of before and after.',
    ),
    'PciDeviceList.get_by_instance_uuid': reads("the instance's PCI devices", 'The claim compares them.'),
  },
};
