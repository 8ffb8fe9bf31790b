/** English: the lesson about the databases. Dates and reasons: OpenStack's release notes and nova's cells guide. */
import { times } from '../say/en.ts';

export const databasesLesson = {
  title: 'Why is there no nova database?',
  label: 'Lesson',
  answer: [
    'Nothing is missing. What used to be the database ‹nova› is there under the name of its cell: ‹nova_cell1›.',
    'A database’s name is only the end of a connection URL. The install guide still says ‹nova›; DevStack has named it after the cell since Pike (2017), because there may be several.',
    'Beside it stand two small ones: ‹nova_api› holds what is true for the whole cloud, ‹nova_cell0› the servers that were never scheduled.',
  ],
  layouts: 'How it came about',
  names: {
    'one-nova': 'one nova',
    'nova-and-api': 'nova, nova_api, nova_cell0',
    'devstack-2019': 'DevStack of 2019',
    'placement-apart': 'placement apart',
  },
  when: {
    'one-nova': 'to Liberty (2015)',
    'nova-and-api': 'Ocata (2017)',
    'devstack-2019': 'Pike to Rocky (2017 to early 2019)',
    'placement-apart': 'since Stein (2019)',
  },
  what: {
    'one-nova': 'One database for everything: servers, hosts, flavors, key pairs.',
    'nova-and-api':
      'Mitaka (2016) requires ‹nova_api›: requests for new servers are written there first. Newton moves flavors, key pairs, aggregates and server groups after them, and makes Placement’s tables there, since its code is still Nova’s. Ocata makes cells obligatory: every cloud has a ‹cell0› and at least one more. The install guide calls that one’s database ‹nova›.',
    'devstack-2019':
      'From Pike on there may be several cells beside ‹cell0›, so DevStack names each main database after its cell: ‹nova_cell1›. Placement’s tables, which Pike makes more of, still stand in ‹nova_api›.',
    'placement-apart':
      'Placement becomes a project of its own and gets a database of its own. Train deletes its code from Nova; in clouds that were upgraded the old tables stay in ‹nova_api›, unused.',
  },
  why: {
    'one-nova': 'It was enough for one database and one queue, and no more.',
    'nova-and-api':
      'A small index of the whole cloud stays in one place, so that the large, busy tables can be spread over cells. Every server has to live in some cell so that listing and deleting work in one way, so one that was never scheduled lives in ‹cell0›, which has no hosts and no queue.',
    'devstack-2019': 'A cell has a database and a queue of its own: when one fails, the others go on.',
    'placement-apart':
      'Nova asks Placement by REST alone. Who never reads a table by SQL does not need it in the same database.',
  },
  moved: (from: string, to: string, n: number): string => `${from} → ${to}: ${times(n, 'table', 'tables')}`,
  added: (to: string, n: number): string => `new in ${to}: ${times(n, 'table', 'tables')}`,
  sinceBefore: 'What moved since the layout before',
  tables: (n: number): string => times(n, 'table', 'tables'),
  nameOnly: 'name only',
  showTables: (database: string): string => `Ask: SHOW TABLES IN ${database}`,
  own: 'Of the server itself:',
  ask: 'Ask it yourself',
  askNote: 'A press asks the question in the console, of the layout that is chosen above.',
  questions: {
    databases: 'Which databases are there?',
    cells: 'Which database and queue does each cell have?',
    placement: 'Are Placement’s tables inside nova_api?',
    buried: 'Which servers were never scheduled?',
    housed: 'Which servers live on a host?',
    version: 'Which release does the schema belong to?',
    sizes: 'How many tables has each database?',
  },
  server: 'One server through the databases',
  serverNote: 'Numbers of tables that hold its uuid. A press on a moment goes there.',
  whichServer: 'Server',
  moment: (step: number): string => `step ${step}`,
  noMoment: 'No server was booted in this run.',
  tablesAt: (step: number): string => `At step ${step} its uuid stands in:`,
  nowhere: 'nowhere yet',
  others: 'What the others keep for themselves',
  othersNote:
    'Each project has its own database. None looks into Nova’s, and Nova into none of theirs: they ask by REST.',
  keeps: {
    keystone: 'users, projects, roles, the list of services and where they answer',
    glance: 'images: name, size, status, where the bits lie',
    neutron: 'networks, subnets, ports, addresses',
    cinder: 'volumes and snapshots. Its service is not part of this cloud; its database stands there empty.',
  },
};
