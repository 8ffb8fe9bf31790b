/** English: the thought experiment without a queue. */

export const thought = {
  name: 'Thought experiment: no queue.',
  wires: (wires: number, services: number): string =>
    `${wires} wires between ${services} services; a queue needs ${services} connections.`,
  oneMore: (wires: number): string =>
    `One more compute host: ${wires} wires more, and everybody who is to use them must be told; through the queue it is 1 connection.`,
  fair: 'To be fair: asynchronous HTTP with retries and discovery would regain part of what is lost here, and what it then rebuilds is a queue.',
};
