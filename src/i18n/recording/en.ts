/** Opening a recording of a real cloud, in English. Its shape is the shape of every language. */
import type { RecordingFormat } from '../../core/recording/readers/recognise.ts';
import type { HiddenPlace } from '../../core/recording/redact/scalar.ts';
import { times } from '../say/en.ts';

const formats = {
  firehose: 'messages of RabbitMQ’s firehose',
  sql: 'SQL statements',
  http: 'REST requests',
  topology: 'exchanges, queues, bindings and consumers',
  rows: 'rows of databases',
  aside: 'notes of the recorder',
  trace: 'a trace of Novascope',
  tracing_json: 'rabbitmq_tracing, JSON',
  tracing_text: 'rabbitmq_tracing, text',
  rabtap: 'rabtap',
  oslo_text: 'log of oslo.log, text',
  oslo_json: 'log of oslo.log, JSON',
  osprofiler: 'OSProfiler, JSON',
  osprofiler_html: 'OSProfiler, HTML',
  definitions: 'definitions of RabbitMQ',
  connections: 'names of connections',
  custom: 'lines by your regular expression',
} satisfies { readonly [F in RecordingFormat]: string };

const places = {
  context: 'contexts of requests (tokens, names, roles)',
  arguments: 'arguments of calls',
  result: 'results of calls',
  failure: 'tracebacks',
  notification: 'notifications',
  body: 'bodies that are no messages of oslo.messaging',
  headers: 'headers and properties',
  row: 'columns of rows',
  parameter: 'parameters of statements',
  statement: 'literals in statements',
  address: 'addresses and queries of requests',
  log: 'lines of logs',
  broker: 'names at the broker',
} satisfies { readonly [P in HiddenPlace]: string };

export const recording = {
  open: 'Open a recording',
  title: 'A recording of a real cloud',
  close: 'Close',
  mark: 'recorded',
  shown: (name: string): string => `Shown is a recording of a real cloud: ${name}.`,
  shownStretch: (name: string): string => `Shown is a part of a load test: ${name}.`,
  back: 'Back to the run',
  requestsOf: 'Its requests',
  live: {
    states: {
      connecting: (host: string): string => `The tap at ${host} is being asked.`,
      live: (host: string): string => `Shown is what RabbitMQ carries now, by the tap at ${host}.`,
      lost: (host: string): string =>
        `The connection to the tap at ${host} is lost; it is tried again, and what has come stays.`,
      over: (host: string): string => `The tap at ${host} has ended; what has come stays.`,
      refused: (host: string): string =>
        `The tap at ${host} does not know this page any more: open the address that it prints. What has come stays.`,
    },
    behind: (seconds: number): string => `Live, ${seconds} s behind`,
    held: (fresh: number): string =>
      `Held; ${fresh === 0 ? 'no new step' : fresh === 1 ? '1 new step' : `${fresh} new steps`}`,
    toLive: 'To live',
    left: (count: number): string => `The oldest ${count} records have left.`,
  },
  about:
    'Drop files on the page, choose them, or paste text. They are read in this browser and never leave it; what is not needed to follow messages is hidden before anything is shown.',
  takes:
    'RabbitMQ’s firehose and rabbitmq_tracing, rabtap, logs of several services at once, OSProfiler, definitions of a broker; a folder of our recorder, a zip or gzip file.',
  files: 'Choose files',
  folder: 'Choose a folder',
  paste: 'Or paste it here',
  openPasted: 'Open the text',
  pattern: 'Regular expression with named groups, for lines that nothing else reads',
  patternHint: 'Groups: time, service, to, method, id, request, queue, exchange, kind, level, text',
  reading: (file: string, done: number, total: number, records: number): string =>
    `Reading ${file}: ${done} of ${total} MB, ${records} records`,
  starting: 'The reader is being loaded.',
  cancel: 'Cancel',
  another: (name: string): string =>
    `One recording is read at a time: ${name} was not taken. Cancel this one, or wait for its end, and open it then.`,
  /** `code` = of the error, for a language that has words of its own for it */
  failed: (message: string, code: string): string =>
    `It was not opened, and nothing has changed: ${code === 'unknown_format' ? message.replace(/; tried: .*$/s, '') : message}.`,
  tried: (all: readonly string[]): string => `Tried: ${all.join('; ')}.`,
  cancelled: 'The import was cancelled; nothing has changed.',
  broker: (exchanges: number, queues: number, bindings: number, left: number): string =>
    `Of this broker ${times(exchanges, 'exchange', 'exchanges')}, ${times(queues, 'queue', 'queues')} and ${times(bindings, 'binding', 'bindings')} were declared in the playground${left > 0 ? `; left out: ${left}` : ''}. Publish, bind and consume in the panel Queues.`,
  policies: {
    title: (count: number): string => `Queues and exchanges that policies apply to: ${count}`,
    target: 'Queue or exchange',
    policy: 'Policy',
    operator: 'Of the operator',
    obeys: 'Obeyed here',
    notHere: 'Not modelled here',
    played:
      'What a policy sets is declared here as arguments: of two numbers the smaller one holds, of all else the argument of the queue itself.',
    ignored:
      'Mirrors, federation, lazy queues and the rest of what stands under “Not modelled here” have no effect in this broker.',
    idle: (names: string): string => `These apply to no queue and no exchange of it: ${names}.`,
    untried: (names: string): string =>
      `The patterns of these were not tried, since they are none or would take too long; to what they apply is not known: ${names}.`,
    parameters: (names: string): string => `Parameters are not shown: ${names}.`,
    more: (count: number): string => `And ${count} more.`,
  },
  listing: 'Its requests are being listed.',
  notListed: (why: string): string => `Its requests could not be listed: ${why}.`,
  requests: (count: number, all: number): string =>
    count === all ? `Requests: ${all}` : `Requests: ${count} of ${all}`,
  find: 'Find by request id, server uuid, method or second',
  noRequest: 'No request fits.',
  periodic: 'Periodic work too',
  columns: { at: 'Began', what: 'Request', id: 'Id', servers: 'Servers', messages: 'Messages', end: 'Ended' },
  ends: { replied: 'with a reply', unknown: 'not recorded' },
  seconds: (at: number): string => `${(at / 1_000_000).toFixed(3)} s`,
  found: 'What was read',
  formats,
  notKnown: 'not known, passed over',
  records: (count: number): string => (count === 1 ? '1 record' : `${count} records`),
  skipped: (count: number): string => `${count} could not be read`,
  /** `number` 0 = of no line, but of a record */
  line: (number: number, reason: string): string =>
    number === 0 ? `a record ${reason}` : `line ${number} ${reason}`,
  hidden: 'What was hidden',
  hiddenNothing: 'Nothing had to be hidden.',
  places,
  hiddenCount: (place: string, values: number, bytes: number): string =>
    `${place}: ${values === 1 ? '1 value' : `${values.toLocaleString('en')} values`}, ${bytes.toLocaleString('en')} bytes`,
  renamed:
    'Message ids, reply queues, projects and users have other ids of the same look; request ids and servers’ uuids are as they were.',
  guessed: 'What was guessed, and what is not known',
  guesses: {
    inferred: (names: readonly string[]): string =>
      `Services were found by what they send and take, since all share a broker user: ${names.join(', ')}.`,
    unpaired: (count: number): string =>
      `Messages that were only seen as they were delivered, so that when and by whom they were published is not known: ${count}.`,
    reordered: (count: number): string =>
      `Times that go back, where the order of the file was kept: ${count}.`,
    rowsUnknown: (count: number): string => `Writes that changed rows that are not known: ${count}.`,
    keysGuessed: (count: number): string => `New rows whose number was guessed: ${count}.`,
    tiedByTime: (count: number): string => `Statements tied to a request by time alone: ${count}.`,
    silentLogs: (count: number): string =>
      `Records of logs: ${count}, and none of a message. oslo.messaging tells of messages at DEBUG, which its default_log_levels holds back even with debug = True.`,
    cut: (count: number): string => `Records left out, beyond the longest trace: ${count}.`,
  },
  never:
    'A recording shows no acks, and nothing that a service did for itself: such things are unknown here, not absent.',
};
