/** Ways out of the copy, into its file system or its settings; and what one statement could leave for the next. */
import { asking, type Hostile, together } from './hostile.fixture.ts';

const I = 'nova_cell1.instances';
const COUNT = `SELECT count(*) FROM ${I}`;
const FILES = [
  ...asking({
    'a file attached': "ATTACH '/x.db' AS x",
    'a file attached by its address': "ATTACH 'file:/x.db?mode=rwc&cache=shared' AS x",
    'a file attached whose name is a question': "ATTACH (SELECT '/x' || '.db') AS x",
    'a memory attached, and filled': "ATTACH ':memory:' AS m; CREATE TABLE m.t (a)",
    'a device attached': "ATTACH DATABASE '/dev/stdin' AS d",
    'the file of another run attached': "ATTACH '../../dbfile_1' AS other",
    'a database let go': 'DETACH nova_cell1',
    'the database of all databases let go': 'DETACH DATABASE main',
    'a copy written into a file': "VACUUM INTO '/copy.db'",
    'a copy of one database written into a file': "VACUUM nova_api INTO 'file:copy?vfs=memdb'",
  }),
  ...asking({
    'a library loaded': "SELECT load_extension('/lib/libc.so.6', 'system')",
    'a file read': "SELECT readfile('/etc/passwd')",
    'a file written': "SELECT writefile('/tmp/x', 'y')",
    'a file opened in an editor': "SELECT edit('x', 'vi')",
    'a command run': "SELECT system('id')",
    'a program of JavaScript': "SELECT eval('process.exit(1)')",
    'a table renamed by SQLite’s own function': 'SELECT sqlite_rename_table(0, 0, 0, 0, 0, 0, 0)',
    'a column dropped by SQLite’s own function': 'SELECT sqlite_drop_column(0, 0, 0)',
    'a value sent through memory': 'SELECT sqlite3_value_pointer(1)',
  }),
  ...asking({
    'the pages of the file': 'SELECT * FROM sqlite_dbpage',
    'how many pages each table has': "SELECT * FROM main.dbstat('nova_cell1')",
    'statements of others': 'SELECT * FROM sqlite_stmt',
    'the folder of the machine': "SELECT * FROM fsdir('/')",
    'numbers from a table of numbers': 'SELECT * FROM generate_series(1, 1e18)',
    'a file of columns as a table': "SELECT * FROM csv('/etc/passwd')",
    'an archive as a table': "SELECT * FROM zipfile('/x.zip')",
    'a tokenizer put in': "SELECT fts3_tokenizer('evil', x'4141414141414141')",
    'a function of full text on no full text': 'SELECT snippet(1), offsets(1), matchinfo(1), optimize(1)',
    'the words of a table of full text': "SELECT * FROM main.fts4aux('main', 'x')",
    'words from an unknown tokenizer': "SELECT * FROM main.fts3tokenize('evil')",
    'a MATCH without a text table': `SELECT * FROM ${I} WHERE host MATCH 'x'`,
    'a REGEXP without its function': `SELECT * FROM ${I} WHERE host REGEXP '(a+)+$'`,
    'pages of ranges': 'SELECT rtreenode(2, space(1)), rtreecheck(main, x)',
  }),
  ...asking({
    'a text cut into words': "SELECT * FROM main.fts3tokenize WHERE input = 'a b c'",
    'a line in SQLite’s own log': "SELECT sqlite_log(1, 'x')",
    'the address of a tokenizer': "SELECT fts3_tokenizer('simple')",
  }),
];

const PRAGMAS = [
  ...asking({
    'reading only turned off, and rows taken out': `PRAGMA query_only = 0; DELETE FROM ${I}`,
    'reading only turned off in brackets': 'PRAGMA query_only(0)',
    'reading only turned off in quotes': 'PRAGMA "query_only" = 0',
    'reading only turned off for one database': 'PRAGMA nova_cell1.query_only = off',
    'reading only turned off behind comments': 'PRAGMA/**/query_only/**/=/**/off',
    'reading only turned off by a telling name of a database': 'PRAGMA table_info.query_only(0)',
    'reading only asked': 'PRAGMA query_only',
    'the schema made writable': 'PRAGMA writable_schema = on',
    'the schema made writable, and mended': 'PRAGMA writable_schema = reset',
    'the heap made greater': 'PRAGMA hard_heap_limit = 9999999999',
    'the heap made small': 'PRAGMA hard_heap_limit = 1',
    'the soft heap made small': 'PRAGMA soft_heap_limit = 1',
    'the schema trusted': 'PRAGMA trusted_schema = on',
    'a version given': 'PRAGMA user_version = 7',
    'an application named': 'PRAGMA application_id = 7',
    'a journal in no file': 'PRAGMA journal_mode = wal',
    'a journal turned off': 'PRAGMA nova_cell1.journal_mode = off',
    'a file of one page': 'PRAGMA max_page_count = 1',
    'pages of another size': 'PRAGMA page_size = 65536',
    'texts in two bytes': "PRAGMA encoding = 'UTF-16'",
    'the heap in files': 'PRAGMA temp_store = file',
    'a folder for files': "PRAGMA temp_store_directory = '/'",
    'memory for pages without end': 'PRAGMA cache_size = -99999999',
    'pages from the file': 'PRAGMA mmap_size = 999999999999',
    'rows of the shared cache that are not yet written': 'PRAGMA read_uncommitted = 1',
    'the keys of others heeded': 'PRAGMA foreign_keys = on',
    'the keys of others put off': 'PRAGMA defer_foreign_keys = on',
    'letters that are not alike': 'PRAGMA case_sensitive_like = on',
    'no check': 'PRAGMA ignore_check_constraints = on',
    'counters of changes': 'PRAGMA count_changes = 1',
    'triggers in triggers': 'PRAGMA recursive_triggers = on',
    'a whole check': 'PRAGMA integrity_check',
    'statistics where they are wanted': 'PRAGMA optimize',
    'pages given back': 'PRAGMA incremental_vacuum(100)',
    'memory given back': 'PRAGMA shrink_memory',
    'a log written back': 'PRAGMA wal_checkpoint(truncate)',
    'the lock kept': 'PRAGMA locking_mode = exclusive',
    'a wait of a day': 'PRAGMA busy_timeout = 86400000',
    'threads started': 'PRAGMA threads = 64',
    'no waiting for the disk': 'PRAGMA synchronous = off',
    'the version of the schema set': 'PRAGMA schema_version = 1',
    'a secret key': "PRAGMA key = 'x'",
    'a pragma that nobody knows': 'PRAGMA nonsense',
    'a telling pragma that is set': 'PRAGMA table_info = instances',
    'a pragma without its name': 'PRAGMA',
  }),
  ...asking({
    'the columns of a table': 'PRAGMA nova_cell1.table_info(instances)',
    'the columns of no table': 'PRAGMA table_info(nowhere)',
    'the columns of a table in a name that quotes': "PRAGMA table_xinfo('a''; DROP TABLE x; --')",
    'all functions': 'PRAGMA function_list',
    'how SQLite was built': 'PRAGMA compile_options',
    'pragmas as a table': 'SELECT * FROM pragma_pragma_list',
    'a pragma for each pragma':
      'SELECT p.name, t.name FROM pragma_pragma_list p LEFT JOIN pragma_table_info(p.name) t',
    'the journal as a table': "SELECT * FROM pragma_journal_mode('nova_cell1')",
    'whether it only reads, as a table': 'SELECT * FROM pragma_query_only',
    'a whole check as a table': 'SELECT * FROM pragma_integrity_check',
    'a table attached only in a plan': "EXPLAIN ATTACH '/x' AS x",
  }),
  ...asking({
    'a pragma with a wrong number of values': "SELECT * FROM pragma_table_info('a', 'b', 'c')",
    'the heap made small as a table': 'SELECT * FROM pragma_hard_heap_limit(1)',
    'statistics as a table': 'SELECT * FROM pragma_optimize(-1)',
    'a pragma within a question': 'SELECT (PRAGMA user_version)',
  }),
];

/** A pragma works while it is prepared, so EXPLAIN does not keep it from working. */
const EXPLAINED = asking({
  'the heap made small by an EXPLAIN': `EXPLAIN PRAGMA hard_heap_limit = 1; SELECT * FROM ${I} ORDER BY host`,
  'the heap put into files by an EXPLAIN': 'EXPLAIN PRAGMA temp_store = 1',
  'letters that are not alike by an EXPLAIN': "EXPLAIN PRAGMA case_sensitive_like = on; SELECT 'A' LIKE 'a'",
  'the schema made writable by an EXPLAIN': 'EXPLAIN QUERY PLAN PRAGMA writable_schema = on',
  'reading only turned off by an EXPLAIN, and rows taken out': `EXPLAIN PRAGMA query_only = 0; WITH x AS (SELECT 1) DELETE FROM ${I}`,
});

/** What a run finds of another, or a statement of the one before: nothing. */
const LEFT = [
  ...asking({
    'the rows, after a deletion that was only explained': `EXPLAIN DELETE FROM ${I}; ${COUNT}`,
    'the rows, after a drop that was only explained': `EXPLAIN DROP TABLE ${I}; ${COUNT}`,
    'the rows, after a deletion of which only the plan was told': `EXPLAIN QUERY PLAN DELETE FROM ${I}; ${COUNT}`,
    'the rows, after a table that was only explained': `EXPLAIN CREATE TABLE temp.x (a); ${COUNT}`,
  }),
  ...asking({
    'temporary tables of others': 'SELECT count(*) FROM sqlite_temp_master',
    'tables beside the databases': "SELECT count(*) FROM main.sqlite_schema WHERE name <> 'dual'",
    'the version that another gave': 'SELECT user_version FROM pragma_user_version',
    'the application that another named': 'SELECT application_id FROM pragma_application_id',
    'files that another attached': "SELECT count(*) FROM pragma_database_list WHERE seq > 0 AND file <> ''",
    'a function that another made': "SELECT count(*) FROM pragma_function_list WHERE name = 'left_behind'",
    'indexes that another made': "SELECT count(*) FROM nova_cell1.sqlite_schema WHERE name = 'left_behind'",
  }),
  ...asking({
    'a table of temp': 'SELECT * FROM temp.anything',
    'a table of main': 'SELECT * FROM main.anything',
    'a temporary table with the name of a table': 'SELECT * FROM temp.instances',
    'a table of main with the name of a table': 'SELECT * FROM main.instances',
  }),
  ...asking({ 'a table in a file of another': 'SELECT * FROM x.t' }),
];

export const ESCAPES: readonly Hostile[] = [...FILES, ...together(PRAGMAS), ...EXPLAINED, ...LEFT];
