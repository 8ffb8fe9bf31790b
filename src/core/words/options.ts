/**
 * Options of Nova's configuration that a deployment may set, one row an option: what holds where it is not set (as in the
 * recorded lab), and what Nova takes. Sources: `nova/conf/{service,rpc,scheduler,quota}.py` at 26.2.2, `recorded/options.md`.
 * Weighers that come to the same for every host here are not in the table.
 */
interface NumberOption {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** it may have a fraction (Nova's FloatOpt) */
  readonly fraction?: true;
}

/** Nova has no upper bound here; a 32-bit column and every clock of a run hold it. */
const MOST = 2_147_483_647;
const from = (min: number, value: number): NumberOption => ({ value, min, max: MOST });
/** At most a day: Nova has no bound, but a message's lifetime has (`expiration`, milliseconds in 32 bits). */
const seconds = (min: number, value: number): NumberOption => ({ value, min, max: 86_400 });
const multiplier = (value: number): NumberOption => ({ value, min: -MOST, max: MOST, fraction: true });

export const OPTIONS = {
  /** 0 = it never reports */
  'DEFAULT.report_interval': seconds(0, 10),
  /** oslo.service: of an orderly stop, until what is in work is given up; 0 = never */
  'DEFAULT.graceful_shutdown_timeout': seconds(0, 60),
  'DEFAULT.rpc_response_timeout': seconds(1, 60),
  /** a deleted server is only set aside, and taken away after so long; 0 = at once */
  'DEFAULT.reclaim_instance_interval': seconds(0, 0),
  /** a move that nobody has confirmed after so long is confirmed by its host; 0 = never */
  'DEFAULT.resize_confirm_window': seconds(0, 0),
  'DEFAULT.service_down_time': seconds(1, 60),
  /** until a shelved server is taken from its host; 0 = at once, -1 = never */
  'DEFAULT.shelved_offload_time': seconds(-1, 0),
  'filter_scheduler.build_failure_weight_multiplier': multiplier(1_000_000),
  'filter_scheduler.cpu_weight_multiplier': multiplier(1),
  'filter_scheduler.disk_weight_multiplier': multiplier(1),
  /** of so many best hosts the first is drawn */
  'filter_scheduler.host_subset_size': from(1, 1),
  'filter_scheduler.io_ops_weight_multiplier': multiplier(-1),
  'filter_scheduler.ram_weight_multiplier': multiplier(1),
  /** -1 = no limit */
  'quota.cores': from(-1, 20),
  'quota.instances': from(-1, 10),
  'quota.metadata_items': from(-1, 128),
  'quota.ram': from(-1, 51_200),
  /** oslo.messaging: how long a reply or fanout queue outlives its last consumer; 0 = for ever */
  'oslo_messaging_rabbit.rabbit_transient_queues_ttl': seconds(0, 1800),
  'scheduler.max_attempts': from(1, 3),
} as const satisfies { readonly [name: string]: NumberOption };

export type OptionName = keyof typeof OPTIONS;

export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[];

/** Those that are on or off, and what holds where they are not set. */
export const SWITCHES = {
  /** whether the scheduler may choose the host that a resized server is on */
  'DEFAULT.allow_resize_to_same_host': false,
  /** whether a compute shows its guests' consoles by VNC: off in the recorded lab (Nova's own default is on) */
  'vnc.enabled': false,
} as const satisfies { readonly [name: string]: boolean };

export type SwitchName = keyof typeof SWITCHES;

export const SWITCH_NAMES = Object.keys(SWITCHES) as readonly SwitchName[];

export type NovaOptions = { readonly [O in OptionName]?: number } & { readonly [S in SwitchName]?: boolean };
