/** English: how a run stands to the goal of an exercise or an incident. A pack of its own has them: `quiz`. */
import { c } from '../rich.ts';
import type { QuizTexts } from '../shape.ts';

export const goals: QuizTexts['goals'] = {
  'scheduling-fails': {
    met: (it) => `Reached: the scheduler found no host${it === '' ? '' : ` for ${c(it)}`}.`,
    no_boot: () => 'No server was asked for yet, so nothing was scheduled.',
    undecided: () =>
      'The scheduler was never heard: nothing was decided, which is something else than a search that fails.',
    has_host: (it) =>
      `${it === '' ? 'The server' : c(it)} found a host. Ask for more than any host can give, or leave none that takes it.`,
  },
  'consumed-by-another': {
    met: (it) => `Reached: ${c(it)} took the waiting message. Whoever sent it knew nothing of it.`,
    never_waited: () => 'No request waits for a scheduler in this run. Begin with the exercise’s own run.',
    started_again: (it) => `The message is consumed, but ${c(it)} was started again. Find another way.`,
    gone: () => 'The message is gone from the queue, but nobody got it: it was dropped.',
    still_waits: () => 'The message still waits in the queue: nobody reads it.',
  },
  'stuck-then-freed': {
    met: (it) => `Reached: ${c(it)} never became ACTIVE, and nothing is held for it any more.`,
    never_stuck: () => 'No server of this run is stuck with something held for it.',
    still_held: (it) => `${c(it)} is stuck, but Placement still holds its allocation.`,
  },
  'delivered-twice': {
    met: (it) => `Reached: ${it === '' ? 'a message' : c(it)} was handed out again, marked redelivered.`,
    two_messages: () =>
      'Those are two messages of one kind, each delivered once. The same one must come twice.',
    acked_before: (it) => `${c(it)} had acknowledged it before it died: for the broker the message was done.`,
    once: () => 'Every message of this run was delivered once.',
  },
  'one-conductor-down': {
    met: (it) => `Reached: ${c(it)} became ACTIVE while a conductor was down.`,
    no_boot: () => 'No server was asked for yet.',
    none_down: () => 'All conductors were there when the server was asked for.',
    not_active: (it) => `${c(it)} was down, and no server became ACTIVE while it was.`,
  },
  'compute-hears': {
    met: (it) => `Cured: ${c(it)} gets its answers again, and has built a server.`,
    never_deaf: () => 'Every compute of this run got its answers. Begin with the incident’s own run.',
    by_hand: (it) =>
      `${c(it)} is there again, but nobody reads it: answers go in and stay. Its reader is a thread of a process that thinks it still reads.`,
    no_proof: (it) => `${c(it)} gets its answers again. Prove it: have its host build a server.`,
    still_deaf: (it) => `${c(it)} still waits for answers that never come.`,
  },
  'queue-has-reader': {
    met: (it) => `Cured: ${c(it)} has a reader, and is empty.`,
    never_sent: () => 'No notification was sent in this run. Begin with the incident’s own run.',
    not_acked: (it) =>
      `Somebody takes the messages of ${c(it)} and acknowledges none: for the broker they are all still there.`,
    purged: (it) => `${c(it)} is empty for now. Nobody reads it, and the next notification stays in it.`,
    deleted: (it) =>
      `${c(it)} is gone for now. The first sender that connects anew declares it again, and it fills again.`,
    still_piles: (it) => `${c(it)} still fills, and nobody reads it.`,
  },
  'orphans-gone': {
    met: () => 'Cured: the queues that nobody owns are gone, and all others stand as they stood.',
    never_orphan: () => 'No fanout queue of this run was left behind. Begin with the incident’s own run.',
    purged: (it) =>
      `The copies are gone, but ${c(it)} is still bound to its exchange: the next fanout lies in it.`,
    one_more: (it) =>
      `Now there is one more of them: a scheduler that is killed deletes nothing. ${c(it)} is still there, too.`,
    hammer: () =>
      'The orphans are gone, and with them every queue, message and connection of the cloud. Take away the orphans alone.',
    still_there: (it) => `${c(it)} is still there: bound, filled, read by nobody.`,
  },
  'late-claim-freed': {
    met: (it) => `Cured: nothing is held for a server that failed, and ${c(it)} has its room.`,
    never_late: () =>
      'In this run no answer came after its caller had given up. Begin with the incident’s own run.',
    still_held: (it) => `Placement still holds room for ${c(it)}, which will never run.`,
    still_error: (it) => `The room is free, but ${c(it)} still stands there in ERROR.`,
    not_used: () => 'The room is free. Show it: boot a server of that size.',
  },
  'double-claim-freed': {
    met: (it) => `Cured: ${c(it)} runs, and holds what it uses on one host.`,
    never_double: () =>
      'No server of this run holds something on two hosts. Begin with the incident’s own run.',
    server_gone: (it) => `Both claims are gone, and so is ${c(it)}: its user wants it back.`,
    holds_none: (it) => `${c(it)} runs and holds nothing any more: its room will be given to another.`,
    still_double: (it) => `Placement still holds room for ${c(it)} on two hosts.`,
  },
  'computes-up': {
    met: (it) => `Cured: all computes are up, and ${c(it)} was built.`,
    never_down: () => 'No conductor was down in this run. Begin with the incident’s own run.',
    restarted: (it) =>
      `${c(it)} is still down. A compute that is started anew waits for the same thing as before.`,
    no_server: () => 'The computes are up again. Prove it: boot a server.',
    still_down: (it) => `${c(it)} still counts as down: nobody writes down that it lives.`,
  },
  'lost-request-replaced': {
    met: (it) => `Cured: the request that was lost is given up, and ${c(it)} runs.`,
    never_lost: () => 'No request was lost in this run. Begin with the incident’s own run.',
    not_again: () => 'The stuck server is gone. What its user wanted has still to be asked for again.',
    still_stuck: (it) =>
      `${it === '' ? 'The server' : c(it)} is still in BUILD. No queue has its request, so nobody will take it up.`,
  },
  'leak-freed': {
    met: (it) => `Cured: what was held for nobody is given back, and ${c(it)} has the room.`,
    never_leaked: () =>
      'In this run nothing is held for a server that is gone. Begin with the incident’s own run.',
    sacrificed: (it) =>
      `There is room now because a user lost a server. Placement still holds something for ${c(it)}, and no such server exists.`,
    not_used: () => 'What was held for nobody is given back. Show it: boot a server of that size.',
    still_held: (it) => `Placement still holds something for ${c(it)}. No database knows such a server.`,
  },
  sql: {
    met: () => 'Reached: these are the rows.',
    no_rows: () => 'Ask in the panel SQL first, then check: the last answer with rows counts.',
    other_rows: () => 'These are other rows than those that were asked for.',
    failed: () => 'The answer could not be compared: SQL is not to be had here.',
  },
};
