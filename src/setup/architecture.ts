/**
 * The house as data: which room may import which, and where each package may be used; what is banned is for `architecture-bans.ts`
 * to say. `architecture-rules.ts` applies both; `architecture.test.ts` holds it over every file of src.
 */

interface Room {
  /** folder under src */
  readonly path: string;
  /** rooms, folders or single files (`*` = any one name) under src that it may import; itself always */
  readonly may: readonly string[];
}

const DATA = ['core/base', 'core/words', 'core/trace'];
const ENGINES = [...DATA, 'core/amqp', 'core/databases', 'core/recording'];
/**
 * What may look at a trace without being able to run anything. The broker's files among them are pure functions over a
 * World; `errors.ts`: AMQP's methods by their numbers.
 */
const READERS = [
  ...DATA,
  'core/databases',
  'core/recording',
  'core/reading',
  'core/story',
  'core/show',
  'core/report',
  'core/out',
  'core/compare',
  'core/operator',
  'core/amqp/route-preview.ts',
  'core/amqp/match.ts',
  'core/amqp/built-in.ts',
  'core/amqp/rabbitmqctl.ts',
  'core/amqp/errors.ts',
];

/** Experiments as data: none of these files reaches a service or the kernel. */
export const EXPERIMENTS = ['core/scenarios', 'core/lessons'];
/** Questions, answered from a trace. */
const QUIZ = 'core/quiz';

/** What the page may know of the lab: its settings, files and sums; `run.ts`, `one-topic.ts`, `stretch.ts` for their types. */
export const LAB = [
  'core/lab/settings.ts',
  'core/lab/out.ts',
  'core/lab/series.ts',
  'core/lab/sweep.ts',
  'core/lab/stretch.ts',
  'core/lab/theory.ts',
  'core/lab/station.ts',
  'core/lab/run.ts',
  'core/lab/one-topic.ts',
];

const PAGE = [...READERS, QUIZ, ...EXPERIMENTS, 'store', 'i18n'];

const SERVICE = [...DATA, 'core/databases', 'core/service'];

/** Imports run down only. The first room whose folder a file lies in is its room. */
export const ROOMS: readonly Room[] = [
  { path: 'core/base', may: [] },
  { path: 'core/words', may: ['core/base'] },
  { path: 'core/trace', may: ['core/base', 'core/words'] },
  { path: 'core/amqp', may: ['core/base', 'core/trace'] },
  { path: 'core/databases', may: DATA },
  /** the SQL server that the console asks */
  { path: 'core/sql', may: [...DATA, 'core/databases'] },
  { path: 'core/recording', may: [...DATA, 'core/databases/primary-keys.ts'] },
  { path: 'core/reading', may: [...DATA, 'core/databases'] },
  { path: 'core/story', may: [...DATA, 'core/reading'] },
  { path: 'core/show', may: [...DATA, 'core/reading', 'core/story'] },
  /** what an operator asks of a trace, and the spans that its time is made of */
  { path: 'core/report', may: [...DATA, 'core/reading', 'core/story'] },
  /** the formats that a trace goes out in */
  { path: 'core/out', may: [...DATA, 'core/databases', 'core/recording', 'core/reading', 'core/report'] },
  {
    path: 'core/compare',
    may: [...DATA, 'core/databases', 'core/reading', 'core/story', 'core/report'],
  },
  /** what is printed at a terminal: by rows and facts, and by the same pure views that nova-api has */
  {
    path: 'core/operator',
    may: [
      ...DATA,
      'core/databases',
      'core/reading',
      'core/nova/words.ts',
      'core/nova/fields.ts',
      'core/nova/servicegroup.ts',
      'core/nova/api/server-view.ts',
      'core/nova/objects',
    ],
  },
  { path: 'core/service', may: ['core/base', 'core/trace', 'core/databases'] },
  { path: 'core/kernel', may: ['core/base', 'core/trace', 'core/amqp', 'core/databases', 'core/service'] },
  { path: 'core/rpc', may: SERVICE },
  { path: 'core/nova', may: [...SERVICE, 'core/rpc'] },
  /** of the story only whether a command makes sense now: the same judges for the kernel and for menus */
  {
    path: 'core/run',
    may: [...ENGINES, 'core/story/sense.ts', 'core/service', 'core/kernel', 'core/rpc', 'core/nova'],
  },
  { path: 'core/lessons', may: DATA },
  /** questions and exercises: answered from a trace alone */
  {
    path: 'core/quiz',
    may: [
      ...DATA,
      ...['core/databases', 'core/reading', 'core/story', 'core/compare', 'core/operator', 'core/lessons'],
    ],
  },
  { path: 'core/scenarios', may: [...DATA, 'core/lessons'] },
  /** runs whole experiments many times over and counts: above the runs, and nothing of the core is above it */
  {
    path: 'core/lab',
    may: [...ENGINES, 'core/service', 'core/kernel', 'core/rpc', 'core/nova', 'core/run'],
  },
  { path: 'core/checks', may: [...DATA, 'core/databases', 'core/nova/words.ts'] },
  { path: 'amqp', may: ['core/base', 'core/trace', 'core/amqp'] },
  { path: 'sqlite', may: ['core/base', 'core/trace', 'core/databases'] },
  /** the second interpreter of the effects: a real broker, real timers, real databases, one program a service */
  { path: 'real', may: ['core', 'sqlite'] },
  /** a broker's firehose as lines of a recording, redacted */
  { path: 'tap', may: [...DATA, 'core/recording'] },
  { path: 'worker', may: ['core', 'sqlite'] },
  { path: 'i18n', may: [...READERS, QUIZ] },
  {
    path: 'store',
    may: [...READERS, QUIZ, ...LAB, ...EXPERIMENTS, 'worker', 'i18n', 'generated'],
  },
  /** puts the page together: it starts the worker and hands it to the store */
  { path: 'ui/app', may: [...PAGE, 'ui', 'worker'] },
  { path: 'ui/lab', may: [...PAGE, ...LAB, 'ui'] },
  { path: 'ui', may: PAGE },
  /** and it serves the built page */
  { path: 'cli', may: ['core', 'sqlite', 'amqp', 'i18n', 'real', 'tap', 'setup/page-server.mjs'] },
  { path: 'setup', may: ['core', 'amqp', 'sqlite', 'real', 'tap', 'worker', 'i18n', 'store', 'ui', 'cli'] },
];

/** Each package and the rooms or files that may import it (tests may import any). `node:` stands for Node's own modules. */
export const PACKAGES: { readonly [name: string]: readonly string[] } = {
  'sql.js': ['sqlite', 'setup/bench'],
  /** the store's hook is the only file of its room that knows React */
  react: ['ui', 'store/use-store.ts', 'setup/bench'],
  'react-dom': ['ui', 'setup/bench'],
  '@xyflow/react': ['ui', 'setup/bench'],
  'lucide-react': ['ui'],
  zustand: ['store', 'ui'],
  fflate: ['sqlite', 'worker/one-file', 'core/recording/readers/bytes.ts'],
  uqr: ['ui/shared'],
  mediabunny: ['ui/canvas/picture/video.ts'],
  '@tanstack/react-virtual': ['ui/shared'],
  '@dagrejs/dagre': ['ui/tables'],
  '@codemirror/autocomplete': ['ui/sql'],
  '@codemirror/commands': ['ui/sql'],
  '@codemirror/lang-sql': ['ui/sql'],
  '@codemirror/language': ['ui/sql'],
  '@codemirror/state': ['ui/sql'],
  '@codemirror/view': ['ui/sql'],
  '@lezer/highlight': ['ui/sql'],
  'sql-formatter': ['ui/sql'],
  vite: ['setup'],
  vitest: ['setup'],
  terser: ['setup'],
  '@vitejs/plugin-react': ['setup'],
  '@tailwindcss/vite': ['setup'],
  '@playwright/test': ['setup'],
  amqplib: ['real', 'tap', 'setup/bench'],
  mysql2: ['real', 'setup/bench'],
  'node:': ['cli', 'setup', 'real', 'tap', 'amqp/platform.ts'],
};

/** Folders of core/nova, one a service: they know each other by messages only. */
export const SERVICES = [
  'api',
  'conductor',
  'scheduler',
  'compute',
  'keystone',
  'glance',
  'neutron',
  'placement',
];

/** Folders of ui that put the panels together and may import all of them. */
export const UI_COMPOSERS = ['app'];
/** The folder of ui that every panel may import. */
export const UI_SHARED = 'shared';

/** Lines that hold something (blank ones are free). */
export const MAX_LINES = 300;
/** Data and texts: as long as what they hold. */
export const LONG_FILES = [
  'setup/architecture.ts',
  'core/databases/schema',
  'core/databases/seed',
  'core/run/golden',
  'core/scenarios/gallery.ts',
  'core/words/commands.ts',
  'i18n/*/en.ts',
  'i18n/*/zh-CN.ts',
];
