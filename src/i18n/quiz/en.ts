/** English: questions before a step, and exercises. What a choice names and what is right come from the run. */
import type { WhyParts } from '../../core/quiz/posed.ts';
import { goals } from '../goals/en.ts';
import { c } from '../rich.ts';
import type { QuizTexts } from '../shape.ts';

const atStep = (step: number | null): string => (step === null ? '' : ` at step ${step}`);
/** A fanout has no key: its exchange alone says where it goes. */
const theKey = (p: WhyParts): string => (p.key === '' ? 'its exchange' : `the key ${c(p.key)}`);
const TheKey = (p: WhyParts): string => (p.key === '' ? 'Its exchange' : `The key ${c(p.key)}`);
const message = (p: WhyParts): string => (p.method === '' ? 'this message' : c(p.method));

export const quiz: QuizTexts = {
  label: 'Question',
  before: (n) => `Before step ${n}`,
  ask: {
    'who-gets': (p) => `${c(p.sender)} sends ${message(p)}. Who gets it next?`,
    kind: (p) => `What kind of message does ${c(p.sender)} send now?`,
    waits: (p) => `${c(p.sender)} sends ${message(p)}. Does it wait?`,
    'who-waits': () => 'Once this step has begun, who waits for the answer to a call?',
    'queue-grows': (p) =>
      `${c(p.sender)} publishes ${message(p)}${p.key === '' ? ' without a key' : ` with the key ${c(p.key)}`}. In which queue does it lie?`,
    'row-changes': () => 'In which of these tables does this step change a row?',
    host: () => 'The scheduler looks for a host. Which one does it choose?',
    times: (p) => `How often will ${message(p)} be handed to a consumer?`,
    ends: (p) => `How does the server ${c(p.by)} end?`,
  },
  names: {
    'who-gets': 'Who gets the message?',
    kind: 'What kind of message is it?',
    waits: 'Does the sender wait?',
    'who-waits': 'Who waits?',
    'queue-grows': 'Which queue grows?',
    'row-changes': 'Which row changes?',
    host: 'Which host is chosen?',
    times: 'How often is it delivered?',
    ends: 'How does it end?',
  },
  words: {
    nobody: () => 'Nobody',
    no_queue: () => 'In none: no queue is bound for it',
    no_row: () => 'In none of them',
    no_host: () => 'None',
    call: () => 'A call: it wants an answer',
    cast: () => 'A cast: it wants none',
    fanout: () => 'A fanout: a copy for everyone',
    reply: () => 'A reply: it is the answer',
    sender_waits: (p) => `Yes: ${c(p.sender)} stops until the answer is there`,
    sender_goes_on: (p) => `No: ${c(p.sender)} goes on at once`,
    receiver_waits: (p) => `No: ${p.it === '' ? 'the receiver' : c(p.it)} waits for ${c(p.sender)}`,
    never: () => 'Never',
    once: () => 'Once',
    twice: () => 'Twice',
    more_often: () => 'More often',
  },
  deleted: 'It is deleted',
  whys: {
    'who-gets': {
      gets: (p) => `${TheKey(p)} leads to the queue ${c(p.by)}, and ${c(p.it)} reads it.`,
      asked: (p) => `This is a request over HTTP: it goes straight to ${c(p.it)}, past the queue.`,
      sender: (p) => `${c(p.it)} sends it itself. Nobody is the next to get what they have just sent.`,
      later: (p) => `Not yet: the turn of ${c(p.it)} comes${atStep(p.step)}.`,
      peer: (p) => `${c(p.it)} is asked over HTTP. It has no connection to the message queue at all.`,
      other_queue: (p) =>
        p.by === ''
          ? `${c(p.it)} reads no queue that ${theKey(p)} leads to.`
          : `${c(p.it)} reads ${c(p.by)}. ${TheKey(p)} leads elsewhere.`,
      fellow: (p) =>
        p.right === ''
          ? `${c(p.it)} reads this queue, and does not come to take it from there.`
          : `${c(p.it)} reads this queue, too. Each message goes to one reader: this one to ${c(p.right)}.`,
      other_vhost: (p) =>
        `The message stays in its vhost, and ${c(p.it)} reads ${c(p.by)} in another: queues of one name in two vhosts are two.`,
      nobody: (p) => {
        if (p.by !== '') return `It goes into ${c(p.by)}, and nobody takes it from there in this run.`;
        const bound = p.key === '' ? 'to this exchange' : 'for this key';
        return `No queue is bound ${bound}: the message is dropped, and nobody hears of it.`;
      },
      somebody: (p) => `A consumer is there: ${c(p.right)} reads ${c(p.by)}.`,
      not_asked: (p) => `This is a request over HTTP, to ${c(p.by)}: ${c(p.it)} is not asked.`,
      refused: (p) =>
        `${c(p.by)} does not take it, and no queue keeps a request over HTTP: its sender has an error.`,
      refuses: (p) => `It is meant for ${c(p.it)}, which does not take it: the connection is refused.`,
    },
    kind: {
      is_call: () => 'It carries a message id and the name of a reply queue: an answer is expected.',
      is_cast: () => 'It names no reply queue. One worker does it, and nobody is told how it went.',
      is_fanout: () => 'It goes to the fanout exchange: one publication, a copy for each that listens.',
      is_reply: () => 'It carries the message id of a call and goes to the caller’s own reply queue.',
      no_call: () => 'A call would name a reply queue, and its sender would stop until the answer is there.',
      no_cast: () =>
        'A cast carries no message id: nothing could be answered to it, and this is no such message.',
      no_fanout: () => 'A fanout goes to everyone who listens. This one is meant for a single receiver.',
      no_reply: () => 'A reply answers a call that is open. This message begins something.',
    },
    waits: {
      waits: (p) =>
        `It is a call. ${c(p.sender)} can do nothing else for this request until the reply arrives${atStep(p.step)}.`,
      waits_in_vain: (p) => `It is a call, and here it waits in vain: the time-out ends it${atStep(p.step)}.`,
      goes_on: (p) => `There is no answer to wait for: ${c(p.sender)} hands it to the broker and goes on.`,
      does_wait: (p) => `It needs what the other one says: this is a call, and ${c(p.sender)} stops here.`,
      does_not_wait: (p) => `Nothing is answered to this message, so ${c(p.sender)} has nothing to wait for.`,
      receiver_works: (p) =>
        `Who receives a message works on it. Waiting is done by who asked, and only where an answer is wanted: look at ${c(p.sender)}.`,
    },
    'who-waits': {
      waiting: (p) => `${c(p.it)} has called ${c(p.method)} and has no answer yet.`,
      does_not_wait: (p) => `${c(p.it)} has no call open now.`,
      sent_cast: (p) => `${c(p.it)} sends, but a cast: it does not wait for anything.`,
      stopped: (p) => `${c(p.it)} is stopped: who is not there waits for nothing.`,
      nobody: () => 'No call is open: nobody waits for the answer to one now.',
      somebody: (p) => `One does: ${c(p.right)} has a call open.`,
    },
    'queue-grows': {
      routed: (p) => `The exchange looks at its bindings: ${theKey(p)} leads to ${c(p.it)}.`,
      reply_queue: (p) =>
        `${c(p.it)} is where answers come in${p.by === '' ? '' : ` for ${c(p.by)}`}. This is no such answer.`,
      other_queue: (p) =>
        `${c(p.it)} has a key of its own${p.by === '' ? '' : `, and ${c(p.by)} reads it`}. ${p.key === '' ? 'This message has none' : `Here it is ${c(p.key)}`}.`,
      no_queue: (p) =>
        `Nothing is bound for ${p.key === '' ? 'it' : c(p.key)}: the exchange drops the message.`,
      some_queue: (p) => `One is bound: ${theKey(p)} leads to ${c(p.right)}.`,
    },
    'row-changes': {
      written: (p) => `Yes: a row of ${c(p.it)} is written in this step.`,
      later: (p) => `Not yet: a row of ${c(p.it)} changes${atStep(p.step)}.`,
      before: (p) => `That was before: a row of ${c(p.it)} changed${atStep(p.step)}.`,
      elsewhere: (p) => `This step writes nothing in ${c(p.it)}.`,
      no_row: () => 'No row of any database changes in this step.',
      some_row: (p) => `A row does change: look at ${c(p.right)}.`,
    },
    host: {
      chosen: (p) =>
        p.by === ''
          ? `${c(p.it)} is the only one left, so that nothing has to be weighed.`
          : `${c(p.it)} has the highest weight of those that passed: ${p.by}.`,
      left_out: (p) =>
        `Placement does not even name ${c(p.it)}${p.by === '' ? '' : `: it falls short of ${c(p.by)}`}.`,
      forbidden: (p) =>
        `Placement leaves ${c(p.it)} out: it has the trait ${c(p.by)}, which is forbidden here.`,
      lacks: (p) => `Placement leaves ${c(p.it)} out: it lacks the trait ${c(p.by)}, which is required here.`,
      filtered: (p) => `The filter ${c(p.by)} drops ${c(p.it)}.`,
      narrowed: (p) => `${c(p.it)} is left out before any filter looks at it.`,
      outweighed: (p) =>
        p.by === ''
          ? `${c(p.it)} would do, and is not needed.`
          : `${c(p.it)} would do, but weighs ${p.by} against ${p.key}.`,
      unclaimed: (p) => `Placement refused the claim on ${c(p.it)}, so that the next one is tried.`,
      no_candidate: (p) => `${c(p.it)} is no candidate for this server.`,
      no_host: () => 'No host is left: the scheduler answers with NoValidHost.',
      undecided: () => 'Nothing is decided in this run: the scheduler never comes to choose.',
      some_host: (p) => `One is left: ${c(p.right)}.`,
    },
    times: {
      lost: (p) =>
        p.by === ''
          ? 'No queue takes it, so that nobody can be given it.'
          : `Nobody reads ${c(p.by)} while it lies there.`,
      one: () => 'It is handed over, acknowledged, and gone from its queue.',
      again: (p) =>
        `Its ack does not reach the broker, so it is handed out again: ${p.count} times in all, the last marked redelivered.`,
      not_lost: (p) => `Somebody reads ${c(p.by)}: it does get there.`,
      not_one: (p) =>
        p.count === 0
          ? 'It gets to nobody at all.'
          : `Its ack does not reach the broker: it is handed out ${p.count} times.`,
      not_again: (p) =>
        p.count === 0
          ? 'It gets to nobody even once, so there is no second time.'
          : 'An ack takes it off the queue: nothing is handed out a second time.',
    },
    ends: {
      ends: (p) => `Its row says ${c(p.it)}${p.step === null ? '' : `, last written at step ${p.step}`}.`,
      not_active: (p) => `It does not end there: its row says ${c(p.right)}.`,
      not_building: (p) => `The work is brought to an end${atStep(p.step)}: its row says ${c(p.right)}.`,
      not_error: (p) => `It does not end in an error: its row says ${c(p.right)}.`,
      not_state: (p) => `Its row ends as ${c(p.right)}.`,
    },
  },
  open: {
    nothing: 'Nothing can be asked of the next step.',
    no_step: 'This run has no such step, so there is nothing to ask. Go back to the lesson’s own run.',
    no_message: 'No message is sent in this step.',
    several: 'There is more than one right answer here.',
    no_choice: 'Nothing of the kind is decided in this run from here on.',
    even: 'Two hosts weigh exactly the same: which of them comes first is a matter of chance, and nothing to predict.',
    no_server: 'No server is concerned here.',
    not_recorded: 'A recording does not tell it.',
    too_few: 'There is nothing to choose from.',
  },
  right: 'Right.',
  wrong: 'Not this one.',
  tryOrGo: 'Choose another, or go on and see.',
  goOn: 'Go on',
  skip: 'Skip, and show it',
  keys: 'Press a number, or the place on the map.',
  spoken: (question, choices) => `${question} ${choices}`,
  choice: (n, text) => `${n}: ${text}.`,
  askHere: 'Ask about the next step',
  on: 'Ask before the marked steps',
  marked: (n, of) => (of === 1 ? 'One question in this chapter' : `${n} of ${of} questions answered`),
  goals,
  exercise: 'Exercise',
  incident: 'Incident',
  report: 'Modelled on a public report: ',
  said: '. ',
  was: 'What it was',
  begin: 'Begin',
  beginTitle: 'Runs the experiment that the exercise begins with',
  check: 'Check',
  hint: (n, of) => `Hint ${n} of ${of}`,
  nextHint: 'Give me a hint',
  tries: (n) => (n === 1 ? 'One try' : `${n} tries`),
  way: 'Three tries, each of them worth it. The hints go as far as the whole way.',
  done: 'Done',
};
