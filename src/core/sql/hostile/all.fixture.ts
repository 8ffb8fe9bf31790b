/** Every hostile statement, by subject. */
import { ENDLESS } from './endless.fixture.ts';
import { ESCAPES } from './escapes.fixture.ts';
import type { Hostile } from './hostile.fixture.ts';
import { MALFORMED } from './malformed.fixture.ts';
import { MEMORY } from './memory.fixture.ts';
import { MYSQL } from './mysql.fixture.ts';
import { NAMES } from './names.fixture.ts';
import { NUMBERS } from './numbers.fixture.ts';
import { PATTERNS } from './patterns.fixture.ts';
import { SIZE } from './size.fixture.ts';
import { WRITES } from './writes.fixture.ts';

const HOSTILE_GROUPS = {
  endless: ENDLESS,
  memory: MEMORY,
  size: SIZE,
  writes: WRITES,
  escapes: ESCAPES,
  mysql: MYSQL,
  malformed: MALFORMED,
  names: NAMES,
  numbers: NUMBERS,
  patterns: PATTERNS,
} as const;

export const HOSTILE: readonly Hostile[] = Object.values(HOSTILE_GROUPS).flat();
/** Each is asked in a thread of its own. */
export const ALONE = HOSTILE.filter((one) => !one.together);
/** Asked of one console, one after another. */
export const TOGETHER = HOSTILE.filter((one) => one.together);
