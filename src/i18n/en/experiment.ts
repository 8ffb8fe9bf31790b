/** The panel of the experiment: its runs. */
export const experiment = {
  orders: {
    title: 'Do something now',
    about: 'Each is a command at this step. What happens next is computed; the run as it is stays.',
    cloud: 'The cloud',
    broker: 'The broker',
    services: 'Services',
    hosts: 'Hosts',
    queues: 'Queues',
    which: 'Which one',
    moment: (what: string, when: string): string => `${what} ${when}`,
    give: 'Do it',
    impossible: (n: number): string => `Not possible now (${n})`,
    recorded: 'A recording cannot be changed.',
    off: 'New runs are off in this browser.',
    hold: 'Hold its deliveries',
    release: 'Let its deliveries go on',
  },
  variants: {
    title: 'The same commands on another cloud',
    about: 'A run of its own from the beginning. Compare the two above.',
    hops: 'Cast or call?',
    asNova: 'as Nova does',
    hop: {
      schedule_and_build_instances: 'nova-api to the conductor',
      select_destinations: 'conductor to the scheduler',
      build_and_run_instance: 'conductor to nova-compute',
    },
    cast: 'cast',
    call: 'call',
    direct: 'Without a queue: direct calls',
    directNote:
      'A thought experiment: the same services hold addresses of each other and wait for each answer. Asynchronous HTTP with retries and discovery would regain part of what is lost; what it then rebuilds is a queue.',
    queue: 'With the queue again',
    run: 'Run it so',
  },
  runs: {
    title: 'Runs',
    about:
      'A command given at a past step opens a run of its own. It equals the run before it up to that moment; both are kept.',
    /** how a run is called that the reader has not named: what only it was ordered, and when */
    untitled: (scenario: string): string => scenario,
    ordered: (command: string, what: string, at: string): string =>
      what === '' ? `${command} at ${at}` : `${command} ${what} at ${at}`,
    more: (n: number): string => `and ${n} more`,
    otherDeployment: (keys: string): string => `with ${keys}`,
    forkedAt: (at: string): string => `forked at ${at}`,
    shown: 'shown',
    show: 'Show',
    rename: 'Rename',
    nameOf: (run: string): string => `Name of the run “${run}”`,
    save: 'Save',
    cancel: 'Cancel',
    remove: 'Delete',
    removeLast: 'The only run cannot be deleted',
    link: 'Copy link',
  },
};
