/** English: what the words of this page mean, a row a word. Kinds of messages stand in `words.kindMeaning`. */
export const glossary = {
  queue: [
    'message queue',
    'Keeps messages in order until a worker takes them; sender and worker need not be there at once.',
  ],
  broker: ['broker', 'The program that keeps exchanges and queues, here RabbitMQ.'],
  exchange: ['exchange', "The broker's sorting place: it looks at the routing key and chooses the queues."],
  binding: ['binding', 'The rule that joins an exchange and a queue.'],
  routing_key: ['routing key', 'The word on a message by which an exchange chooses the queues.'],
  reply_queue: [
    'reply queue',
    'One queue per process, shared by all its calls and reused; not created and dropped for each call.',
  ],
  ack: [
    'ack',
    'The worker tells the broker "I have it". In oslo.messaging RPC this comes before the work: afterwards the message lives only in the worker\'s memory.',
  ],
  timeout: ['timeout', 'The caller stopped waiting. It does not mean that the work was not done.'],
  durable: [
    'durable',
    'Of a queue: it is there again when the broker has restarted. Its messages are only if they are persistent.',
  ],
  instance: ['instance', "Nova's record of a server; the virtual machine is the thing on the hypervisor."],
  virtual_machine: ['virtual machine', 'What runs on the hypervisor; the instance is its record in Nova.'],
  flavor: ['flavor', 'The size of a server: cores, memory, disk.'],
  hypervisor: ['hypervisor', 'The program on a compute host that runs virtual machines.'],
  conductor: [
    'conductor',
    'nova-conductor leads a build or a move, and writes to the databases for compute services, which have no connection.',
  ],
  scheduler: ['scheduler', 'nova-scheduler chooses a host for a server: first filters, then weighers.'],
  filter: ['filter', 'Says of a host whether it can take the server at all.'],
  weigher: ['weigher', 'Gives each host that is left a number; the highest sum is chosen.'],
  cell: [
    'cell',
    'A part of a large cloud with a message queue, a database and compute hosts of its own. cell0 holds servers that no host was found for.',
  ],
  placement: [
    'Placement',
    'The service that counts what each host has, and what of it is allocated to whom.',
  ],
  allocation: ['allocation', "Placement's record of how much of a host one server holds."],
  claim: [
    'claim',
    "nova-compute takes a server's resources in its own books before it builds; where they do not suffice it refuses.",
  ],
} as const satisfies { readonly [term: string]: readonly [name: string, what: string] };
