/** The Service object 1.22 of a row (`nova/objects/service.py`). */
import type { JsonObject } from '../../base/json.ts';
import type { Row } from '../../trace/fact.ts';
import { bool, field, isoDate, softDeleteFields } from './columns.ts';
import { ovo } from './ovo.ts';

export const serviceObject = (row: Row): JsonObject =>
  ovo('Service', {
    id: field(row, 'id'),
    uuid: field(row, 'uuid'),
    host: field(row, 'host'),
    binary: field(row, 'binary'),
    topic: field(row, 'topic'),
    report_count: field(row, 'report_count'),
    disabled: bool(row.disabled),
    disabled_reason: field(row, 'disabled_reason'),
    last_seen_up: isoDate(row.last_seen_up),
    forced_down: bool(row.forced_down),
    version: field(row, 'version'),
    ...softDeleteFields(row),
  });
