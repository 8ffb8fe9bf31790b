/** What is banned where, and what to write instead; `architecture-rules.ts` applies it. */
export interface Ban {
  readonly what: string;
  readonly pattern: RegExp;
  /** `code` = without comments and the insides of plain strings; `text` = without comments; `all` = as written */
  readonly in: 'code' | 'text' | 'all';
  /** folders where it is banned; all of src when absent */
  readonly only?: readonly string[];
  /** folders or files where it is allowed */
  readonly except?: readonly string[];
  /** tests are free of it */
  readonly inTests?: boolean;
  readonly instead: string;
}

const CLOCK = 'the virtual clock (core/base/time.ts)';
const PROCESS = 'a process of the kernel (a generator that yields effects)';

export const BANS: readonly Ban[] = [
  {
    what: 'Math.random',
    pattern: /\bMath\.random\b|\bcrypto\s*\./,
    in: 'code',
    only: ['core'],
    instead: 'the seeded generator (core/base/random.ts)',
  },
  {
    what: 'Date',
    pattern: /\bnew\s+Date\b|\bDate\s*[.(]|\bperformance\s*\./,
    in: 'code',
    only: ['core'],
    instead: CLOCK,
  },
  {
    what: 'Intl',
    pattern: /\bIntl\s*\.|\.toLocale\w*\s*\(/,
    in: 'code',
    only: ['core'],
    instead: `${CLOCK}, or a text of i18n`,
  },
  {
    what: 'async, Promise or await',
    pattern: /\basync\b|\bPromise\b|\bawait\b/,
    in: 'code',
    only: ['core'],
    instead: PROCESS,
  },
  {
    what: 'a timer',
    pattern: /\b(setTimeout|setInterval|setImmediate|queueMicrotask)\s*\(/,
    in: 'code',
    only: ['core'],
    instead: PROCESS,
  },
  {
    what: 'console',
    pattern: /\bconsole\s*\./,
    in: 'code',
    only: ['core'],
    instead: 'a fact, a value or an error for the caller',
  },
  {
    what: 'the name of a service or an exchange',
    pattern: /(['"`])(nova|neutron-server|placement-api|glance-api|keystone)\b[^'"`\n]*\1/,
    in: 'text',
    only: ['core/kernel', 'core/service'],
    instead: "data of the service's definition, or of the message",
  },
  { what: 'export default', pattern: /^\s*export\s+default\b/m, in: 'code', instead: 'a named export' },
  {
    what: 'enum',
    pattern: /^\s*(export\s+)?(declare\s+)?(const\s+)?enum\s+\w/m,
    in: 'code',
    instead: 'a union of strings',
  },
  {
    what: 'useEffect',
    pattern: /\buse(Layout|Insertion)?Effect\b/,
    in: 'code',
    except: ['ui/shared'],
    instead: 'the store, the player, or a hook of ui/shared',
  },
  {
    what: 'INSERT OR REPLACE',
    pattern: /\b(INSERT\s+OR\s+REPLACE|REPLACE\s+INTO)\b/i,
    in: 'text',
    except: ['setup/architecture-bans.ts', 'setup/architecture.test.ts', 'core/sql/hostile'],
    instead: 'an explicit INSERT or UPDATE (REPLACE deletes first and fires cascades)',
  },
  {
    what: 'a walk over all facts of a trace',
    pattern:
      /\bof\s+trace\.facts\s*\)|\btrace(Of\(\w+\))?\.facts\s*\.(filter|find\w*|forEach|map|flatMap|reduce|some|every)\(/,
    in: 'code',
    except: ['core/trace', 'core/reading', 'core/checks', 'core/recording', 'core/kernel', 'setup'],
    inTests: true,
    instead: 'the index of the trace (core/reading/trace-index.ts), which has read each fact once',
  },
  {
    what: 'a table kept by trace',
    pattern: /\bWeakMap<\s*(Trace\b|readonly\s+(Fact|Step)\[\])/,
    in: 'code',
    except: ['core/reading/trace-index.ts'],
    inTests: true,
    instead: '`indexOf(trace).once(make)` (core/reading/trace-index.ts)',
  },
  {
    what: 'Han characters',
    pattern: /\p{Script=Han}/u,
    in: 'all',
    /** the English page names its switch to Chinese in Chinese; letters of Chinese characters are told by characters */
    except: ['i18n/*/zh-CN.ts', 'i18n/page/en.ts', 'i18n/lang.ts', 'i18n/pinyin.ts'],
    inTests: true,
    instead: 'a text key, with the sentence in i18n',
  },
  {
    what: 'dangerouslySetInnerHTML',
    pattern: /\bdangerouslySetInnerHTML\b/,
    in: 'code',
    instead: 'elements',
  },
  {
    what: 'a TODO without a number',
    pattern: /\b(TODO|FIXME|XXX)\b(?!\s*\(#\d+\))/,
    in: 'all',
    except: ['setup/architecture-bans.ts', 'setup/architecture.test.ts'],
    instead: 'the mend itself, or "TODO(#12): ..." with the number of its issue',
  },
];
