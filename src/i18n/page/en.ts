/** The page's frame in English: top bar, map, transport, keys, notices. Its shape is the shape of every language. */
import type { WaitLine } from '../../core/reading/wait-line.ts';
import { seconds } from '../rich.ts';

export const page = {
  title: 'Novascope',
  question: 'Press Play: whom will the request for a server meet?',
  /** one line: what this page is */
  about: 'OpenStack Nova, simulated here and checked against recordings of a real cloud.',
  /** where what is shown comes from */
  sources: { simulated: 'simulated', recorded: 'recorded', tapped: 'live' },
  start: {
    label: 'Where to begin',
    lesson: 'Lesson: why is there a queue at all?',
    experiment: 'Stop a service, lose a message',
    lab: 'Load test: with and without a queue',
  },
  skip: 'Skip to the narration',
  landmarks: {
    top: 'Top bar',
    map: 'Map',
    narration: 'Narration',
    timeline: 'Timeline',
    details: 'Details',
  },
  panels: {
    narration: 'Narration',
    steps: 'Steps',
    inspector: 'Details',
    tables: 'Tables',
    queues: 'Queues',
    sql: 'SQL',
    experiment: 'Commands & runs',
    lab: 'Load test',
    sequence: 'Sequence',
    operator: 'Operator',
    choice: 'Host choice',
    lesson: 'Lesson',
    larger: 'Larger',
    smaller: 'Smaller',
    largerTitle: 'Cover the picture with the panels',
    menu: 'Panels',
    more: (n: number): string => `${n} more`,
    height: 'Height of the panel',
    width: 'Width of the story',
    addBeside: 'Open a second panel beside it',
    beside: 'The panel beside it',
    closeBeside: 'Close the panel beside it',
    close: 'Close the panels',
    openSteps: 'Show the list of steps',
    closeSteps: 'Hide the list of steps',
    failed: (message: string): string => `This panel stopped: ${message}`,
    closeThis: 'Close',
    retry: 'Try again',
    loading: 'Loading',
  },
  top: {
    scenario: 'Scenario',
    groups: {
      life: 'A server’s life',
      moving: 'Moving it',
      broken: 'When things break',
      lessons: 'Lessons',
      incidents: 'Incidents',
      broker: 'The queue itself',
    },
    boot: 'Boot',
    bootTitle: 'Order one more server at the moment shown: a run of its own',
    running: 'Computing',
    chapters: 'Chapters',
    /** how the switch to this language is called, in this language */
    theme: 'Theme',
    themes: { auto: 'Auto', light: 'Light', dark: 'Dark', projector: 'Projector' },
    periodic: 'Periodic',
    periodicTitle: 'Show heartbeats and other periodic work as steps',
    level: 'Level of detail',
    levels: { teaching: 'Story', messages: 'Every message' },
    share: 'Share and present',
    help: 'Keys and signs',
    search: 'Search',
    searchField: 'Search steps, names, commands',
  },
  map: {
    label: 'Map of the services and the message queue',
    description: 'The same story stands as text in the list of steps.',
    queue: 'Message queue',
    queueSub: 'RabbitMQ',
    controller: 'controller',
    machine: (name: string): string => `machine ${name}`,
    groups: { busy: 'busy', up: 'up', disabled: 'disabled', down: 'down' },
    fold: (program: string, all: number, groups: string): string =>
      `${all} × ${program}: ${groups}. Press Enter for the list`,
    cellWord: 'cell',
    cell: (name: string, vhost: string, database: string | null): string =>
      `cell ${name}: vhost ${vhost}, ${database === null ? '' : `database ${database}, `}a conductor and computes of its own`,
    client: 'client',
    exchange: 'exchange',
    empty: 'empty',
    messages: (n: number): string => (n === 1 ? '1 message' : `${n} messages`),
    consumer: 'consumes',
    takes: (prefetch: number, paused: boolean): string =>
      `${prefetch > 0 ? `prefetch ${prefetch}` : ''}${paused ? ' (held back)' : ''}`.trim(),
    listComma: ', ',
    replyQueue: 'reply queue',
    ownQueues: (n: number): string => `${n} queues`,
    awaited: 'answer awaited',
    free: 'goes on',
    reply: 'reply',
    rows: (n: number): string => (n === 1 ? '1 row' : `${n} rows`),
    inMemory: (method: string): string => `${method}: acknowledged, in work, in this process only`,
    /** what a pipe is called: its queue, what lies in it, who takes from it */
    pipe: (queue: string, vhost: string, ready: number, unacked: number | null): string =>
      `queue ${queue} of vhost ${vhost}, ${ready === 0 ? 'no message waits' : `${ready} ready`}${unacked === null ? ', unacked not recorded' : unacked === 0 ? '' : `, ${unacked} unacked`}`,
    pipeShut: 'nobody takes from it',
    pipeAbsent: 'not declared yet',
    pipeExpects: 'a reply is awaited',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Fit the map',
    programs: {
      'nova-api': 'API service',
      'nova-conductor': 'coordination service',
      'nova-conductor-super': 'coordination service of the whole cloud',
      'nova-conductor-cell': 'coordination service of the cell',
      'nova-scheduler': 'scheduler',
      'nova-compute': 'compute service',
      keystone: 'identity',
      glance: 'images',
      neutron: 'networks',
      placement: 'resources',
      other: 'service',
    },
    states: { idle: 'idle', working: 'working', waiting: 'waiting', stopped: 'stopped' },
    node: (name: string, role: string, state: string): string => `${name}, ${role}, ${state}`,
    reaches: (vhosts: readonly string[], databases: readonly string[]): string =>
      `vhosts ${vhosts.join(' and ')}, ${databases.length === 0 ? 'no database connection' : `databases ${databases.join(', ')}`}`,
    waits: {
      word: 'waits',
      timer: (passed: number, limit: number | null): string =>
        limit === null ? seconds(passed) : `${seconds(passed)} of ${seconds(limit)}`,
      timerShort: (passed: number, limit: number | null): string =>
        limit === null ? seconds(passed) : `${seconds(passed)}/${seconds(limit)}`,
      name: ({ of, method, callee, since, more }: WaitLine): string =>
        of === 'broker'
          ? `waits for the broker to take ${method}, since ${seconds(since)}`
          : `waits for ${callee} to answer ${method}, since ${seconds(since)}${more > 0 ? `, and for ${more} more` : ''}`,
      full: ({ of, method, callee, since, passed, limit, whole }: WaitLine): string =>
        [
          of === 'broker'
            ? `The broker cannot be reached: ${method} has waited to be published since ${seconds(since)} of the run, and is tried again and again.`
            : `Waits for ${callee} to answer ${method}, since ${seconds(since)} of the run.`,
          limit === null ? '' : ` ${seconds(passed)} of ${seconds(limit)} have passed.`,
          whole === null
            ? ''
            : ` Each sign of life starts the ${seconds(limit ?? 0)} again, within ${seconds(whole)}.`,
        ].join(''),
    },
    database: (name: string, changed: number): string =>
      changed === 0 ? `database ${name}` : `database ${name}, ${changed} rows changed`,
    http: (to: string): string => `HTTP → ${to}`,
    sql: (n: number): string => `SQL ×${n}`,
    nodeHelp: 'Press Enter to see its work in the details.',
    token: (kind: string, what: string): string => `${kind} ${what}`,
    edge: (from: string): string => `${from} is connected to the message queue`,
    direct: {
      absent: 'No message queue',
      edge: (from: string, to: string): string => `${from} and ${to} speak directly`,
    },
    defaultExchange: 'default',
    consumes: (queue: string, prefetch: number, paused: boolean): string =>
      `← ${queue}${prefetch > 0 ? ` · prefetch ${prefetch}` : ''}${paused ? ' (held back)' : ''}`,
    noQueue: 'no queue took it',
  },
  transport: {
    play: 'Play',
    pause: 'Pause',
    playFromStart: 'Play from the start',
    previous: 'Previous step',
    next: 'Next step',
    first: 'First step',
    last: 'Last step',
    speed: 'Speed',
    times: (speed: number): string => `${speed}×`,
    slider: 'Step',
    value: (n: number, count: number, chapter: string): string =>
      chapter === '' ? `Step ${n} of ${count}` : `Step ${n} of ${count}, ${chapter}`,
    short: (n: number, count: number): string => `${n} / ${count}`,
    legend: 'Message kinds',
  },
  /** `cost` = whether the sender waits, empty where nobody sends */
  announce: (n: number, count: number, title: string, kind: string, cost: string, rows: number): string =>
    [
      `Step ${n} of ${count}: ${title}`,
      kind,
      ...(cost === '' ? [] : [cost]),
      ...(rows === 0 ? [] : [rows === 1 ? '1 row changed' : `${rows} rows changed`]),
    ].join('; '),
  notice: {
    no_experiment: 'A recording has no experiment: nothing can be ordered, forked or compared.',
  },
  missing: 'The boot could not be loaded.',
};
