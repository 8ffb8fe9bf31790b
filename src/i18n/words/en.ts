/** English: the words for closed lists. */

import { awayActs } from '../away-acts/en.ts';
import { change, SEPARATOR, tableChange } from '../say/en.ts';
import { serverActs } from '../server-acts/en.ts';
import type { Words } from '../shape.ts';

export const words: Words = {
  kinds: {
    call: 'call',
    reply: 'reply',
    cast: 'cast',
    fanout: 'fanout',
    notification: 'notification',
    http: 'HTTP',
    state: 'state',
    service: 'service',
    work: 'work',
  },
  kindMeaning: {
    call: 'A request to one worker; the sender waits for the result, an error, or a timeout.',
    reply: "The answer to a call; it travels through the caller's own reply queue.",
    cast: 'A message to one worker; the sender does not wait and gets no answer.',
    fanout: 'One publish, one copy for each listening worker; the sender does not wait.',
    notification: 'A report of something that happened, for whoever cares; nobody is waited for.',
    http: 'A REST request between services or from a client; it does not pass the message queue.',
    state: "The instance's record changes its state.",
    service: 'A service starts or stops.',
    work: 'Work inside a service: database statements and REST requests, no message.',
  },
  rpcTypes: {
    call: 'call',
    cast: 'cast',
    fanout: 'fanout',
    reply: 'reply',
    notification: 'notification',
    other: 'other',
  },
  chapters: {
    ...serverActs.phases,
    ...awayActs.phases,
    start: 'Start',
    api: 'API',
    schedule: 'Schedule',
    build: 'Build',
    network: 'Network',
    active: 'Active',
    periodic: 'Periodic work',
    other: 'Other',
  },
  groups: {
    scenario: 'belongs to the request',
    neutron: 'published by Neutron',
    periodic: 'periodic or start-up',
  },
  drops: {
    unroutable: 'no queue is bound for it',
    expired: 'its time to live ran out',
    queue_expired: 'its queue was unused too long and was deleted',
    queue_deleted: 'its queue was deleted',
    purged: 'its queue was purged',
    broker_restart: 'the broker restarted and the message was not kept on disk',
    maxlen: 'its queue was full',
    rejected: 'the consumer rejected it',
    publish_unconfirmed: 'the broker went away before it confirmed the publication',
    thought_experiment: 'a thought experiment took it away',
  },
  resolutions: {
    result: 'a result',
    remote_error: 'an error raised by the worker',
    MessagingTimeout: 'a timeout: the caller stopped waiting; the work may have been done all the same',
    MessageDeliveryFailure: 'the message could not be handed to the broker',
    caller_killed: 'the caller was stopped while it waited',
  },
  tableChange,
  change,
  separator: SEPARATOR,
};
