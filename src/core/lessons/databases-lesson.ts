/**
 * The lesson "why is there no nova database?", over four database layouts beside the SQL console. Its run boots a server that
 * finds its host, and one that none can hold: that one shows what nova_cell0 is for.
 */
import type { Lesson } from './lesson.ts';

export const DATABASES_LESSON: Lesson = {
  id: 'no-nova-database',
  runs: {
    two_servers: {
      v: 1,
      deployment: { layout: 'devstack-2019' },
      commands: [
        { at_us: 1_000_000, name: 'boot' },
        { at_us: 6_000_000, name: 'boot', args: { server: 'giant', flavor: 'm1.xlarge' } },
      ],
    },
  },
  chapters: [{ id: 'layouts', runs: ['two_servers'], measures: [], at: null }],
  panel: { id: 'sql', isLarge: true, place: 'beside' },
};
