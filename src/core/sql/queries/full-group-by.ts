/** ONLY_FULL_GROUP_BY: what is neither grouped nor aggregated has no one value. */

import type { NameScope } from '../expressions/scope.ts';
import { SqlError } from '../server/refusals.ts';
import type { Session } from '../server/session.ts';
import { needVariable } from '../server/variables.ts';

const isOn = (session: Session): boolean =>
  (needVariable(session, 'sql_mode').value ?? '').includes('ONLY_FULL_GROUP_BY');

export function needGrouped(scope: NameScope, hasKeys: boolean): void {
  const [first] = scope.loose;
  const { grouping, session } = scope;
  if (!grouping || !first || !isOn(session)) return;
  const isMysql = session.layout.server !== 'MariaDB';
  if (!hasKeys) {
    const message = isMysql
      ? `In aggregated query without GROUP BY, expression #1 of SELECT list contains nonaggregated column '${first.name}'; this is incompatible with sql_mode=only_full_group_by`
      : 'Mixing of GROUP columns (MIN(),MAX(),COUNT(),...) with no GROUP columns is illegal if there is no GROUP BY clause';
    throw new SqlError(1140, '42000', message);
  }
  const message = isMysql
    ? `Expression #1 of SELECT list is not in GROUP BY clause and contains nonaggregated column '${first.name}' which is not functionally dependent on columns in GROUP BY clause; this is incompatible with sql_mode=only_full_group_by`
    : `'${first.name}' isn't in GROUP BY`;
  throw new SqlError(1055, '42000', message);
}
