/** What is said beside the page, in English: notices, and the list of keys. Its shape is the shape of every language. */
export const aside = {
  keys: {
    title: 'Keys and signs',
    close: 'Close',
    singleNote: 'Letters and punctuation act as keys',
    groups: { play: 'Playback', page: 'Page', sequence: 'In the sequence diagram' },
    play: 'Play or pause',
    step: 'Next, previous step',
    chapter: 'Next, previous chapter',
    ends: 'First, last step',
    speed: 'Faster, slower',
    fullscreen: 'Full screen',
    panels: 'Go to a panel',
    landmarks: 'Walk through the regions',
    help: 'These keys',
    search: 'Search',
    bookmark: 'Bookmark this step',
    answer: 'Answer a question, go on',
    question: 'Ask about the next step; again: another question',
    presenter: 'Presenter’s window',
    blank: 'Blank the screen for the class',
    read: 'Read the steps aloud, and stop',
    escape: 'Close what is on top',
    zoom: 'Wider, narrower',
    pan: 'To the left, to the right',
    fit: 'As wide as the panel',
    hints: 'Hints for a first visit',
    textScale: 'Text size',
    percent: (n: number): string => `${n} %`,
  },
  /** marks of the map, by their names there */
  signs: {
    idle: 'nothing in work',
    working: 'works on a message',
    free: 'has sent a cast and goes on at once',
    waits: 'waits for an answer: the time that has passed, of its time-out',
    stopped: 'stopped, or cut off',
    disabled: 'disabled: it runs, and gets no new instances',
    in_work: 'a message in a worker’s memory: acknowledged, so the broker has it no more',
    fold: 'so many services alike on one card; it opens to the list of them',
    http: 'requests over HTTP in this step',
    sql: 'SQL statements in this step',
    cell: 'a cell of Nova: a vhost, a database, a conductor and computes of its own',
    publishes: 'publishes to this exchange',
    consumes: 'takes from this queue',
    pipe: 'a queue; its mouth is at its consumer',
    shut: 'a queue that nobody takes from',
    ready: 'a message that waits in the queue (ready)',
    unacked: 'handed out, not acknowledged yet (unacked)',
    expected: 'an answer that is awaited, and the way on which it will come',
    key: 'the routing key that the exchange sorted by',
    thin: 'HTTP or SQL in this step: not over the queue',
    connection: 'has a connection to the database that is pointed at, or is one that it has',
    no_connection: 'has no connection to that database',
    own_database: 'has a database of its own',
    rows: 'rows that this step wrote',
    lost: 'a message that nobody gets',
    host_chosen: 'the scheduler chose this host',
    host_alternate: 'an alternate, in the order in which it would be tried',
    host_left_out: 'this host was left out of the choice',
  },
  /** at a service that is pointed at on the map */
  connections: {
    of: (databases: readonly string[]): string =>
      databases.length === 0 ? 'no database connection' : databases.join(', '),
  },
  /** the list that a card of many opens to */
  fold: {
    title: (n: number, program: string): string => `${n} × ${program}`,
    find: 'Find a host',
    groups: 'Hosts by what they do',
    help: 'A host that is chosen gets a card of its own on the map.',
    none: 'No host has this name.',
  },
  signsTitle: 'Signs of the map',
  notice: {
    dismiss: 'Dismiss',
    has_new_version: 'New version',
    new_version:
      'A newer version of this page is ready. The page opens again at this step of this run; other runs of this visit are not kept.',
    load_it: 'Load it',
    hints: {
      node: 'Press a service or a queue on the map: its work stands in the details.',
      rows: 'This step changed rows: press 4 to see them in their tables.',
      search: 'Press / to find anything by its name, and ? for all keys and signs.',
    },
    unknown_scenario: (asked: string): string =>
      `The link names an unknown scenario “${asked}”: here is the boot.`,
    unknown_step: (asked: string, shown: number): string =>
      `The link names step ${asked}, which does not exist: here is step ${shown}.`,
    unknown_lang: (asked: string): string => `The link names an unknown language “${asked}”.`,
    unread_link: (parts: string): string =>
      `A part of the link is not understood (${parts}): it may have been damaged on its way. What it says besides is shown.`,
    lang_failed: (name: string, message: string): string =>
      `The texts in “${name}” could not be loaded: ${message}`,
    run_failed: (message: string): string => `The run ended with an error: ${message}`,
    trace_error: (message: string): string => `The run ended early: ${message} Everything before it is here.`,
    bad_run: (message: string): string => `The experiment in this link cannot be read: ${message}.`,
    live: {
      connecting: 'The tap is being asked for its live stream.',
      live: 'The tap is heard. Nothing has come yet: is tracing on, and does the cloud send anything?',
      lost: 'The tap does not answer; it is tried again.',
      over: 'The tap has ended, and nothing had come.',
      refused:
        'The tap does not know this address: it opens one page, once. Open the one that it printed last.',
    },
    lesson_offered: (title: string): string =>
      `This link carries a lesson: ${title}. Opening it runs its first experiment.`,
    open_it: 'Open it',
    bad_lesson: (message: string): string =>
      `This file is no lesson that can be opened: ${message}. Nothing has changed.`,
    run_offered: (commands: number, names: string): string =>
      commands === 0
        ? 'This link carries an experiment without commands. Nothing of it has run.'
        : `This link carries an experiment of ${commands} ${commands === 1 ? 'command' : 'commands'} (${names}). Nothing of it has run.`,
    run_it: 'Run it',
    forked: (command: string, step: number): string =>
      `“${command}” was ordered at step ${step}: a run of its own from here. The one before is kept under Commands & runs.`,
    compare_with_parent: 'Compare with the run before',
    back_to_parent: 'Back to the run before',
    ordered: (command: string, step: number): string =>
      `“${command}” was ordered at step ${step}; the run goes on.`,
    refused: (message: string): string => `Not now: ${message}. Nothing was changed.`,
    too_many_runs: (most: number): string =>
      `${most} runs are kept. Delete one under Commands & runs to make room; nothing was changed.`,
  },
  embed: {
    open: 'Open in Novascope',
    openTitle: 'This step, with every panel, in a window of its own',
  },
  engine: {
    off: (reason: string): string =>
      `New runs are off in this browser (${reason}). The boot that was computed beforehand plays on, tables included.`,
    retry: 'Try again',
  },
};
