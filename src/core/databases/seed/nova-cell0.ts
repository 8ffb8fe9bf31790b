/**
 * Rows of nova_cell0 before the boot, as recorded: the services of the API level.
 */
import type { SeedPart } from './part.ts';

export const NOVA_CELL0_ROWS: SeedPart = {
  shared: {
    'nova_cell0.services': [
      {
        created_at: '2026-11-22 07:08:02', updated_at: null, deleted_at: null, id: 1, host: '127.0.0.1',
        binary: 'nova-osapi_compute', topic: null, report_count: 0, disabled: 0, deleted: 0,
        disabled_reason: null, last_seen_up: null, forced_down: 0, version: 64,
        uuid: 'ca8242ea-5b02-49ba-b6ab-736a3d8c5a21',
      },
      {
        created_at: '2026-11-22 07:08:03', updated_at: '2026-11-22 07:16:52', deleted_at: null, id: 2,
        host: 'ctl', binary: 'nova-conductor', topic: 'conductor', report_count: 50, disabled: 0,
        deleted: 0, disabled_reason: null, last_seen_up: '2026-11-22 07:16:52', forced_down: 0, version: 64,
        uuid: '56818087-488d-4ad1-9856-44f9c0032e16',
      },
      {
        created_at: '2026-11-22 07:08:03', updated_at: '2026-11-22 07:16:52', deleted_at: null, id: 3,
        host: 'ctl', binary: 'nova-scheduler', topic: 'scheduler', report_count: 50, disabled: 0,
        deleted: 0, disabled_reason: null, last_seen_up: '2026-11-22 07:16:52', forced_down: 0, version: 64,
        uuid: 'a7f9dcd3-5032-4dd4-ad82-3b3e04069c08',
      },
    ],
  },
  hosts: {},
};
