/** English: services that come and go, calls that end without an answer, and commands that are told by their name. */
import { c, duration } from '../rich.ts';
import { times, to, wrote, wroteItself } from '../say/en.ts';
import type { CallTexts, Tellings, ToldTexts } from '../shape.ts';
import type { Story } from '../story.ts';
import { lyingFor } from '../story-amiss.ts';

export const service: Tellings<'started' | 'stopping' | 'stopped' | 'thread_failed'> = {
  started: {
    title: (s) => `${c(s.from)} starts`,
    tell: (s) =>
      s.amqp
        ? `${c(s.from)} connects to the broker${s.rest ? ' and answers REST requests again' : ', declares its queues and begins to consume'}.${lying(s)}${wroteItself(s)}`
        : `${c(s.from)} answers REST requests again; it has nothing to do with the message queue.${wroteItself(s)}`,
  },
  stopping: {
    title: (s) => `${c(s.from)} is told to stop, and finishes its work first`,
    tell: (s) =>
      s.amqp && !s.rest
        ? `It reads no further message, runs what it has acknowledged to the end and sends the replies. What RabbitMQ still hands to it stays unacknowledged, and goes back to its queue when the connection closes.${allowed(s)}${wroteItself(s)}`
        : `It answers what it works on; whoever asks it by REST from now on is refused.${allowed(s)}${wroteItself(s)}`,
  },
  stopped: {
    title: (s) => `${c(s.from)} ${s.main.kind === 'service.stopped' ? ENDED[s.main.how] : 'stops'}`,
    tell: (s) =>
      s.rest
        ? `Who asks it by REST is refused from now on${s.amqp ? lostWork(s) : '; the message queue does not notice.'}`
        : `Its connections are gone${lostWork(s)} Messages in the queues that it consumed from stay there, as long as the broker runs and their time to live lasts.${wroteItself(s)}`,
  },
  thread_failed: {
    title: (s) => `${c(s.from)}: the thread of ${c(s.method)} ends with ${c(codeOf(s))}`,
    tell: (s) =>
      `${c(s.failure)}. The method had returned when this thread began, so nobody waits for its end and nobody is told. ${s.main.kind === 'thread.failed' && s.main.printed ? 'eventlet prints the traceback to stderr' : 'The exception stays in a future that nobody asks'}; the service goes on with its other work, and the server stays as its row says.`,
  },
};

/** What it finds in its queues. */
const lying = (s: Story): string =>
  lyingFor(s)
    .map(
      ({ queue, messages }) => ` ${times(messages, 'message waits', 'messages wait')} for it in ${c(queue)}.`,
    )
    .join('');

/** `MessagingTimeout: Timed out ...`: the exception alone */
const codeOf = ({ failure }: Story): string => (failure ?? '').split(':', 1)[0] ?? '';

export const call: CallTexts = {
  in_vain: (s) => {
    if (s.astray?.how === 'known') return ': the same once more';
    return s.given_up ? ': no answer' : `: ${c(s.failure)}`;
  },
  astray: (astray, s) => {
    if (s.given_up && astray.how === 'lay') return '';
    if (astray.how === 'known')
      return ` But ${to(s)} has had it before: its ${c('_unique_id')} is among the last 16 that it has seen, so that it acknowledges this copy and throws it away. Nothing is done twice.`;
    if (astray.how === 'unroutable')
      return ` But no queue takes routing key ${c(s.routing_key)} at this moment: consumers declare theirs when they connect. RabbitMQ drops the message and tells nobody; nothing comes of it.`;
    return astray.ms === null
      ? ` But nobody consumes from queue ${c(astray.queue)}: the message lies there to the end of the run.`
      : ` But nobody consumes from queue ${c(astray.queue)} at this moment: the message lies there for ${duration(astray.ms)}.`;
  },
  blocked: {
    title: (s) =>
      `${c(s.from)} cannot reach the broker: ${s.method === '' ? 'an answer' : c(s.method)} waits`,
    tell: (s) =>
      `The broker cannot be reached from here, so the sender's worker stands still and tries again after 1, 3, 5 and at last every 30 seconds, for ever. The message is not lost, and nothing fails; but a cast frees its sender only as long as the broker takes it.${wrote(s)}`,
  },
  timed_out: {
    title: (s) => `${c(s.from)} waits no longer for ${c(s.method)}: ${c('MessagingTimeout')}`,
    tell: (s) =>
      `No answer came${s.waited === null ? '' : ` within ${duration(s.waited)}`}, so the caller gives up and handles the error.${leftBehind(s)}${wrote(s)}`,
  },
  late_reply: {
    title: (s) => `Too late: the answer to ${c(s.method)} is dropped`,
    tell: (s) =>
      `The answer reaches ${c(s.from)}${s.waited === null ? '' : ` ${duration(s.waited)} after the call`}, but nobody there waits for it any more, so it is dropped.${s.written ? ' What was written for it stays: nobody is told, and nobody undoes it.' : ''}${wrote(s)}`,
  },
};

export const told: ToldTexts = {
  discover_hosts: {
    title: () => `An administrator has ${c('nova-manage')} map new hosts to their cells`,
    tell: (s) =>
      `Each cell is searched for nodes whose ${c('mapped')} is 0; each gets a row in ${c('host_mappings')}, which the scheduler's hosts need to be of use. No service is asked, and no message is sent.${wrote(s)}`,
  },
  audit_allocations: {
    title: () =>
      `An administrator has ${c('nova-manage')} audit what Placement holds, and delete what is orphaned`,
    tell: (s) =>
      `Of each provider: who holds something of it, and which servers and moves in progress has its node, by the cell's database? What belongs to none of them is given back. No message is sent.${wrote(s)}`,
  },
  read_rows: {
    title: (s) => `${c(s.from)} tries to read ${c(tableRead(s))} itself`,
    tell: (s) => {
      if (s.raised !== null) {
        return `It has no connection: ${c(s.raised)}. Nova switches direct access off in nova-compute, so every row that it needs it asks of the conductor, by RPC.`;
      }
      if (s.read === null) return 'It does not run, so it asks nothing.';
      return `It has a connection of its own, so the database answers: ${times(s.read, 'row', 'rows')}.`;
    },
  },
};

/** What becomes of a request that nobody waits for any more. */
function leftBehind({ request }: Story): string {
  switch (request) {
    case 'taken':
      return ' A time-out does not mean "not done": who took the request works on it, and nobody takes it back.';
    case 'done':
      return ' A time-out does not mean "not done": it was done, and only its answer did not come.';
    case 'lost':
      return ' Who had taken the request died over it: what was written by then stays written, and nobody does the rest.';
    case 'expired':
      return ' Nobody had taken the request: its time to live was the same, so RabbitMQ dropped it at that moment.';
    case 'stale':
      return ' Nobody has taken the request. Its time to live is over, too, but it stands behind another message, and RabbitMQ looks at the head of a queue only: it is dropped when it comes there.';
    case 'dropped':
      return ' Nobody ever had the request: RabbitMQ had dropped it.';
    case 'waits':
      return ' A time-out does not mean "not done": nobody has taken the request yet, and while it lies in the queue it may still be worked on.';
    default:
      return '';
  }
}

const ENDED = {
  stop: 'stops',
  kill: 'is killed',
  crash: 'crashes',
  timeout: 'stops, its work unfinished',
} as const;

/** A stopped service finishes what it has begun; one that is killed does not. */
function lostWork({ main }: Story): string {
  if (main.kind !== 'service.stopped') return '.';
  if (main.how === 'stop') return '; what it had in work is finished.';
  const lost = 'what it had acknowledged and not finished is gone with its memory.';
  return main.how === 'timeout' ? `: its time to finish was over, and ${lost}` : `; ${lost}`;
}

const allowed = ({ main }: Story): string =>
  main.kind !== 'service.stopping' || main.timeout_s === null
    ? ''
    : ` After ${main.timeout_s} s it gives up (${c('graceful_shutdown_timeout')}).`;

const tableRead = (s: Story): string =>
  `${String(s.command?.args.database)}.${String(s.command?.args.table)}`;
