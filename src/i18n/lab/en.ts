/** The lab: load on the same services in three designs, measured. */
export const lab = {
  title: 'Load on three designs',
  about:
    'The same boot requests arrive at the same Nova services three times over: wired by direct calls, with every message a call through the queue, and as Nova does it (cast from the API, call to the scheduler, cast to the compute). Everything is computed; times are virtual.',
  designs: { direct: 'Direct calls', queue: 'All calls, queued', nova: 'Nova’s own mix' },
  lines: { theory: 'Theory', measured: 'Measured' },
  form: {
    load: 'Load',
    services: 'Services',
    events: 'Events',
    arrivals: 'Arrivals',
    poisson: 'at random (Poisson)',
    burst: 'all at once (burst)',
    run: 'Run the three designs',
    link: 'Copy link of this lab',
    refused: (n: number): string =>
      n === 1 ? 'Nothing ran: one knob is refused.' : `Nothing ran: ${n} knobs are refused.`,
    bounds: (low: number, high: number): string => `a whole number from ${low} to ${high}`,
    wrong: (given: string, low: number, high: number): string =>
      given === ''
        ? `Empty: it must be a whole number from ${low} to ${high}.`
        : `“${given}” is refused: it must be a whole number from ${low} to ${high}.`,
    badLink: 'The link asks for a lab that this form cannot show: its knobs stand at their defaults.',
  },
  knobs: {
    per_minute: 'Requests a minute',
    boots: 'Requests in all',
    seed: 'Seed',
    api: 'API workers (0 = any number)',
    schedulers: 'Schedulers',
    conductors: 'Conductors of each kind',
    computes: 'Compute hosts',
    work_percent: 'Service times, percent',
    away_at: 'at second',
    away_for: 'for seconds',
    added_at: 'at second',
    burst_at: 'at second',
    burst_size: 'requests',
    load: 'Load, percent',
    servers: 'Servers',
    sweep_from: 'from',
    sweep_to: 'to',
    sweep_points: 'Points',
    stretch_from: 'from second',
    stretch_to: 'to second',
  },
  events: { away: 'Scheduler away', added: 'One more scheduler', burst: 'A burst' },
  running: {
    run: (design: string): string => `Running: ${design}`,
    of: (arrived: number, all: number, active: number, at: string): string =>
      `${arrived} of ${all} requests arrived, ${active} servers ACTIVE, virtual time ${at}`,
    theory: 'Running one topic',
    cancel: 'Cancel',
    done: 'Done.',
    cancelled: 'Cancelled: what was done stands below.',
    nothing: 'Nothing has run yet.',
    failed: (message: string): string => `The run failed: ${message}`,
  },
  ended: {
    done: 'whole',
    time_bound: 'stopped at its bound of virtual time',
    step_bound: 'stopped at its bound of steps',
    cancelled: 'cancelled, with what it had',
    failed: 'failed',
  },
  figures: {
    title: 'Figures',
    figure: 'Figure',
    ended: 'Run',
    arrived: 'Requests arrived',
    accepted: 'Accepted by the API',
    refused: 'Refused by the API',
    unanswered: 'Not answered',
    active: 'Servers ACTIVE',
    failed: 'Servers in ERROR',
    lost: 'Lost: accepted, neither ACTIVE nor ERROR',
    open: 'Still under way',
    throughput: 'Throughput, servers a second',
    answer_median: 'API’s answer, median',
    answer_p95: 'API’s answer, p95',
    answer_p99: 'API’s answer, p99',
    active_median: 'Time to ACTIVE, median',
    active_p95: 'Time to ACTIVE, p95',
    active_p99: 'Time to ACTIVE, p99',
    timeouts: 'Calls that timed out',
    messages: 'Messages published',
    none: 'none',
    csv: 'Figures as CSV',
    json: (design: string): string => `Over time as JSON: ${design}`,
  },
  charts: {
    answer: 'The API’s answer time',
    answerAxis: 'seconds',
    throughput: 'Throughput',
    throughputAxis: 'servers ACTIVE a second',
    queue: 'Messages waiting in queues',
    queueAxis: 'messages, mean',
    busy: 'Busy workers',
    busyAxis: 'requests in work, mean',
    time: 'virtual time, seconds',
    second: 'Second',
    median: 'median',
    which: 'Shown',
    all: 'all together',
    table: 'The same as a table',
    png: 'PNG',
    svg: 'SVG',
    label: (title: string): string => `Chart: ${title}. The same numbers stand in the table below it.`,
    noQueue:
      'With direct calls there is no queue: its line is missing here, its callers wait with their workers.',
    busyNote:
      'A service whose workers are not limited takes what comes: there, every request that is not answered yet counts.',
    fates: 'Refused and lost requests',
    fatesAxis: 'requests so far',
    fate: {
      under_way: 'under way or lost',
      refused: 'refused by the API',
      unanswered: 'not answered',
      failed: 'ended in ERROR',
    },
    fatesNote:
      'Counted from the beginning. Under way are requests that arrived and are neither refused nor ended in ACTIVE or ERROR: what is left of them when the run has ended is lost.',
    empty: 'Nothing to show: it never rose above zero.',
  },
  sweep: {
    title: 'Sweep one knob',
    about:
      'The three designs again at each of several points, from the same seed: two neighbours differ by what is swept alone. All other knobs are those above.',
    what: 'Swept',
    swept: {
      per_minute: 'requests a minute',
      computes: 'compute hosts',
      work_percent: 'service times, percent',
      api_workers: 'API workers',
      schedulers: 'schedulers',
      conductors: 'conductors of each kind',
    },
    noRate:
      'All requests arrive at once: there is no rate to sweep. Choose arrivals at random, or another knob.',
    run: 'Run the sweep',
    running: (point: number, points: number, design: string): string =>
      `Point ${point} of ${points}, design: ${design}`,
    nothing: 'Nothing was swept yet.',
    over: (figure: string, swept: string): string => `${figure}, over ${swept}`,
    knee: (value: number): string => `knee: ${value}`,
    knees: (
      figure: string,
      knees: readonly { readonly name: string; readonly value: number | null }[],
    ): string =>
      `The knee is the first point at which “${figure}” is more than twice that of the first point. ${knees
        .map(({ name, value }) => `${name}: ${value ?? 'none within this sweep'}`)
        .join('; ')}.`,
    stopped: (n: number): string =>
      n === 1
        ? 'One point stopped at a bound or failed: its figures are those of what it had.'
        : `${n} points stopped at a bound or failed: their figures are those of what they had.`,
    noTheory:
      'Theory has no line here: a boot passes several stations one after the other, and the mean service time of each is not measured (the API’s workers serve neutron’s calls as well). One station alone is checked below, with theory’s line.',
    csv: 'Sweep as CSV',
    json: 'Sweep as JSON',
  },
  stretch: {
    title: 'Open a stretch',
    about:
      'A part of the run that the knobs above ask for, step by step on the map. What was already under way when it begins is left out. Its clock began when the cloud came up, a little before the load.',
    design: 'Design',
    open: 'Open the stretch',
    nothing: 'Nothing was opened yet.',
    cancelled: 'Cancelled: nothing was opened.',
    opened: (facts: number): string => `Opened: ${facts} facts.`,
    cut: (most: number): string =>
      `Opened, and cut: a stretch has ${most} facts at most, so it ends before the second that was asked.`,
    empty: (from: number): string =>
      `Nothing happens from second ${from} on: the run had ended, or nothing had come yet.`,
    name: (design: string, from: number, to: number): string => `${design}, second ${from} to ${to}`,
    cutName: (name: string, most: number): string => `${name}, cut after ${most} facts`,
    back: 'Back to the run',
  },
  theory: {
    title: 'Checked against queueing theory',
    about:
      'One topic and one service on the same kernel, broker and RPC, with no Nova and no SQL: the mean wait that was measured, beside the formula’s.',
    service: 'Time in service',
    exponential: 'exponential, mean 100 ms',
    fixed: 'always 100 ms',
    run: 'Check',
    quantity: 'Quantity',
    value: 'Value',
    model: 'Formula',
    byTheory: 'Mean wait by theory',
    measured: 'Mean wait in this run',
    interval: '99.9 % interval of this run',
    inside: 'Theory lies inside the interval',
    yes: 'yes',
    no: 'no',
    unknown: 'no formula here for several servers with a fixed time',
    arrivals: 'Arrivals',
    little: 'Little’s law: time in the system, counted both ways',
    equal: (seconds: string): string => `${seconds} s = ${seconds} s`,
    unequal: (a: string, b: string): string => `${a} s is not ${b} s`,
    over: (model: string): string => `Mean wait over load, ${model}`,
    loadAxis: 'load of the servers',
    waitAxis: 'milliseconds',
    chartNote:
      'Each check of the same servers is a point, with its 99.9 % interval as an upright bar. Theory’s line has no end: at load 1 it leaves every bound.',
    holdsNot: 'Where theory does not speak of the lab above',
    breaks: {
      stations:
        'A boot passes several services one after the other, and their work takes as long as was recorded: it is not exponential.',
      bursts: 'A burst: the requests do not arrive at random.',
      overload:
        'In the last run the API’s workers were busy all the time while requests came: with a load of 1 or more the line before them grows as long as requests come, and no mean is reached.',
      changes: 'A scheduler goes or comes: the number of servers is not the same all the time.',
      dealt:
        'Several processes on one topic are not one line before several servers: RabbitMQ deals messages out in turn, to the busy too, since oslo.messaging acks before it works.',
    },
  },
};
