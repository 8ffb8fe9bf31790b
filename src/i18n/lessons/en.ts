/** English: the lessons with chapters. Numbers are read from their runs; here stands what they are of. */
export const lessons = {
  label: 'Lesson',
  chapter: (n: number, of: number): string => `Chapter ${n} of ${of}`,
  measures: {
    api_answer: 'first user has an answer after',
    api_answer_last: 'last user has an answer after',
    active: 'server ACTIVE after',
    active_last: 'last server ACTIVE after',
    states: 'state of the servers at the end',
    messages: 'RPC messages in all',
    api_to_scheduler: 'messages from nova-api to the scheduler',
    scheduler_to_compute: 'messages from the scheduler to a compute',
    conductor_to_compute: 'messages from the conductor to a compute',
    conductor_waited: 'nova-conductor waited for others',
    in_scheduler_queue: 'longest wait in queue scheduler',
    refused: 'requests refused',
    by_second: 'requests to the second scheduler',
    connections: 'services on the queue',
    wires: 'wires between services',
    deepest_queue: 'most messages ready in one queue',
    timeouts: 'time-outs',
    late_replies: 'replies that came too late',
    allocations_left: 'allocations left behind',
    redelivered: 'messages delivered again',
  },
  measure: 'Read from the run',
  none: '–',
  notRun: 'not run yet',
  runAll: 'Run it',
  show: 'Show',
  shown: 'shown',
  compare: 'Compare the two',
  previous: 'Previous chapter',
  next: 'Next chapter',
  end: 'That was the last chapter. The experiment below is yours.',
  /** by the lesson's id: its chapters, and what its runs are called */
  of: {
    'why-a-queue': {
      chapters: {
        asks: {
          title: 'Who asks whom?',
          text: [
            'The API hands the request to the conductor. The conductor asks the scheduler for a host, gets the answer, and sends the work to that host itself: the scheduler only answers. Older texts draw it otherwise.',
            'Run it and count: how many messages go from the API to the scheduler, how many from the scheduler to a compute?',
          ],
        },
        call: {
          title: 'One request, one waiting caller',
          text: [
            'A call waits for its answer. While nova-scheduler thinks, the thread of nova-conductor that asked does nothing else.',
            'The queue does not make this faster: the time in the queue is small, the time of waiting is the callee’s work.',
          ],
        },
        cast: {
          title: 'The same with a cast',
          text: [
            'nova-api casts, so the user has an answer before anybody has looked for a host. The second run turns both casts of the boot into calls.',
            'The server is ready at about the same time. Only the user, and a worker of nova-api, wait until a host is found and has begun: nova-compute builds in a thread of its own and answers at once.',
          ],
        },
        away: {
          title: 'The scheduler goes away for 20 s',
          text: [
            'Through the queue the request waits where it is; the scheduler finds it when it comes back, and the boot succeeds. Nobody had to try again.',
            'Directly the connection is refused at once, and the request fails.',
          ],
        },
        second: {
          title: 'A second scheduler appears',
          text: [
            'It declares its queues, consumes, and gets its share of the requests. Nobody was told.',
            'Directly it gets nothing: whoever asks holds the addresses that were there when it started. Each further service means wires to all who ask it; through the queue it is one connection.',
          ],
        },
        burst: {
          title: 'A burst arrives',
          text: [
            'Six requests at once, two workers in nova-api. Through the queue the API takes each, casts, and is free for the next.',
            'Directly each worker is taken until its server has a host and its build has begun, so that the last user waits for all before.',
          ],
        },
        not_given: {
          title: 'What the queue does not give you',
          text: [
            'A message is acknowledged before the work begins. A compute that dies between the two takes the request with it: nothing is delivered again, the server stays in BUILD.',
            'A time-out is not “not done”: the caller gave up, the scheduler did the work later, and what it reserved stays reserved.',
            'And a fuller queue is no faster system: what waits in it still has to be done.',
          ],
        },
      },
      runs: {
        boot: 'The boot as Nova does it',
        all_calls: 'Both casts as calls',
        away: 'Through the queue',
        away_direct: 'Directly',
        second: 'Through the queue',
        second_direct: 'Directly',
        burst: 'Through the queue',
        burst_direct: 'Directly',
        lost: 'Killed after the ack',
        late: 'Back too late',
      },
    },
  },
};
