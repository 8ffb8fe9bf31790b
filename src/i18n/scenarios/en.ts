/** English: the scenarios by id, as the top bar names them, and the question that a lesson of the gallery begins with. */
export const scenarios = {
  boot: { title: 'Boot an instance' },
  'why-a-queue': { title: 'Why is there a queue at all?' },
  'no-nova-database': { title: 'Why is there no nova database?' },
  scheduler_down_20s: { title: 'The scheduler is away for 20 s' },
  delete: { title: 'Delete a server' },
  stop_start_reboot: { title: 'Stop, start and reboot a server' },
  rebuild: { title: 'Rebuild a server' },
  attach_detach_interface: { title: 'Attach and detach an interface' },
  snapshot: { title: 'Take a snapshot of a server' },
  resize: { title: 'Resize: another flavor, another host' },
  cold_migration: { title: 'Cold migration, and back' },
  live_migration: { title: 'Live-migrate a server: who asks whom' },
  evacuate: { title: 'Evacuate a server from a lost host, which comes back' },
  shelve_unshelve: { title: 'Shelve a server, and bring it back' },
  scheduler_down_timeout: { title: 'The scheduler comes back too late' },
  multi_create: { title: 'Three servers in one request' },
  no_valid_host: { title: 'No host has room' },
  quota_exceeded: { title: 'The quota is used up' },
  placement_down: { title: 'Placement is away' },
  disabled_host: { title: 'One host takes no new servers' },
  reschedule: { title: 'The build fails, and another host builds' },
  max_retries: { title: 'The build fails on every host' },
  build_abort: { title: 'The build is given up at once' },
  neutron_down_in_build: { title: 'Neutron goes away in the middle of a build' },
  killed_in_build: { title: 'A compute is killed in a build, and started again' },
  compute_down: { title: 'A compute that reports no longer' },
  'amqp-direct': {
    title: 'Direct: the key must be equal',
    question: 'Which queue does a message reach when the exchange compares the whole key?',
  },
  'amqp-topic': {
    title: 'Topic: * is one word, # is any number',
    question: 'How much does a star stand for in a key, and how much a hash?',
  },
  'amqp-fanout': {
    title: 'Fanout: a copy for everybody',
    question: 'One message, many listeners: who gets it?',
  },
  'amqp-headers': {
    title: 'Headers: match what is written on it',
    question: 'Can an exchange route by what is written on the message instead of its key?',
  },
  'amqp-work-queue': {
    title: 'Work queue: prefetch shares the work by pace',
    question: 'Two workers share a queue: who does how much?',
  },
  'amqp-requeue': {
    title: 'Requeue: back to its place, marked redelivered',
    question: 'What happens to a message that its consumer gives back?',
  },
  'amqp-dead-letters': {
    title: 'Dead letters: what is refused goes elsewhere',
    question: 'Where does a message go that nobody wants?',
  },
  'amqp-ttl': {
    title: 'Time to live: an old message is dropped at the head',
    question: 'When does an old message leave its queue: when it is too old, or later?',
  },
  'amqp-priority': {
    title: 'Priority: the urgent one overtakes',
    question: 'Can a message overtake those in front of it?',
  },
  'amqp-confirms': {
    title: 'Confirms and returns: did anybody take it?',
    question: 'The broker said yes: has anybody got the message?',
  },
};
