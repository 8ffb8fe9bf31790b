/** Names that stand in `command.given` facts, and why a command may make no sense: closed lists, so that each has its text. */

/** Commands that do something to a running cloud. */
export const FAULT_COMMANDS = [
  ...(['stop', 'kill', 'start', 'slow', 'add_service', 'remove_service'] as const),
  ...(['cut_connection', 'lose_ack', 'cut_host', 'join_host'] as const),
  ...(['delay', 'drop_message', 'duplicate_message'] as const),
  ...(['stop_broker', 'start_broker', 'restart_broker'] as const),
] as const;
export type FaultCommand = (typeof FAULT_COMMANDS)[number];

export const isFaultCommand = (name: string): name is FaultCommand =>
  (FAULT_COMMANDS as readonly string[]).includes(name);

export type RefusalCode =
  | 'not_there'
  | 'there'
  | 'not_running'
  | 'running'
  | 'no_amqp'
  | 'no_connection'
  | 'broker_down'
  | 'broker_runs'
  | 'no_queue'
  | 'no_message'
  | 'no_consumer'
  | 'host_cut'
  | 'host_not_cut'
  | 'helper_down'
  | 'hosts_servers';
