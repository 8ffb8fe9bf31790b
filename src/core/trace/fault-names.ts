/** The closed lists of what can be done to a running cloud, and of why it may make no sense: names alone, for who tells of them. */

export const FAULT_COMMANDS = [
  'stop',
  'kill',
  'start',
  'slow',
  'add_service',
  'remove_service',
  'cut_connection',
  'lose_ack',
  'cut_host',
  'join_host',
  'delay',
  'drop_message',
  'duplicate_message',
  'stop_broker',
  'start_broker',
  'restart_broker',
] as const;
export type FaultCommand = (typeof FAULT_COMMANDS)[number];

export const isFaultCommand = (name: string): name is FaultCommand =>
  FAULT_COMMANDS.some((command) => command === name);

/** AMQP and oslo.messaging know no such thing: shown as thought experiments. */
export const THOUGHT_EXPERIMENTS: readonly string[] = [
  'drop_message',
  'duplicate_message',
  'pause_consumers',
  'resume_consumers',
];

export const REFUSAL_CODES = [
  'not_there',
  'there',
  'not_running',
  'running',
  'no_amqp',
  'no_connection',
  'broker_down',
  'broker_runs',
  'no_queue',
  'no_message',
  'no_consumer',
  'host_cut',
  'host_not_cut',
  'helper_down',
  'hosts_servers',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];
