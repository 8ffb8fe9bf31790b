/** What a MySQL server can do that this one must not, or does not know; and where SQLite would understand it differently. */
import { asking, each, type Hostile, together } from './hostile.fixture.ts';

const I = 'nova_cell1.instances';
const FILES = [
  ...asking({
    'a file loaded into a table': `LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE ${I}`,
    'XML loaded into a table': `LOAD XML INFILE 'x.xml' INTO TABLE ${I}`,
    'an answer into a file': `SELECT * FROM ${I} INTO OUTFILE '/tmp/x' FIELDS TERMINATED BY ','`,
    'an answer into a file, before FROM': `SELECT uuid INTO OUTFILE '/tmp/x' FROM ${I}`,
    'a blob into a file': "SELECT 1 INTO DUMPFILE '/usr/lib/mysql/plugin/x.so'",
  }),
];

const CLIENT = asking({
  'an answer into a variable': 'SELECT 1 INTO @x',
  'a file as a value': "SELECT LOAD_FILE('/etc/shadow')",
  'a library as a function': "CREATE FUNCTION sys_exec RETURNS INT SONAME 'udf.so'",
  'a plugin': "INSTALL PLUGIN x SONAME 'x.so'",
  'the client’s own shell': '\\! id',
  'the client’s own file': '\\. /etc/passwd',
  'the client’s pager': '\\P cat /etc/passwd',
  'the client’s SOURCE': 'source /etc/passwd',
  'the client’s TEE': 'tee /tmp/x',
});

const WAITING = asking({
  'a sleep': 'SELECT SLEEP(1000)',
  'a sleep in a condition': `SELECT * FROM ${I} WHERE id = 1 AND SLEEP(1000) = 0`,
  'a sleep that is only done': 'DO SLEEP(1000)',
  'a benchmark': "SELECT BENCHMARK(1000000000, SHA2('x', 512))",
  'a lock': "SELECT GET_LOCK('nova', -1)",
  'a lock that is free': "SELECT IS_FREE_LOCK('nova'), RELEASE_ALL_LOCKS()",
  'a wait for a replica': "SELECT MASTER_POS_WAIT('x', 1)",
  'a lock on everything': 'FLUSH TABLES WITH READ LOCK',
  'an end of others': 'KILL QUERY 7',
  'an end of the server': 'SHUTDOWN',
  'an error in an XML path': 'SELECT extractvalue(1, concat(0x7e, version()))',
});

const STATE = [
  ...asking({
    'a variable of the server set': 'SET GLOBAL read_only = OFF',
    'a variable of one’s own set': 'SET @x = 1',
    'a character set chosen': 'SET NAMES gbk',
    'a password set': "SET PASSWORD FOR 'root'@'localhost' = 'x'",
    'a statement prepared': "PREPARE s FROM 'DELETE FROM nova_cell1.instances'",
    'a prepared statement run': 'EXECUTE s',
    'a prepared statement dropped': 'DEALLOCATE PREPARE s',
    'a table opened by hand': `HANDLER ${I} OPEN`,
    'a table read by hand': `HANDLER ${I} READ FIRST`,
    'another end of statements': 'DELIMITER //\nDELETE FROM nova_cell1.instances//\nDELIMITER ;',
    'a transaction over servers': "XA START 'x'",
    'a signal': "SIGNAL SQLSTATE '45000'",
    'a variable that is not kept here': 'SELECT @@secure_file_priv',
    'a variable of another kind': 'SELECT @@global.datadir, @@session.sql_mode',
    'a variable of the server beside a number': 'SELECT @@version, 1',
    'a variable of no name': 'SELECT @@',
    'a variable set while it is asked': 'SELECT @x := 1',
    'a table checked': `CHECK TABLE ${I}`,
    'a table as a statement': `TABLE ${I}`,
    'the program of a statement that runs': 'EXPLAIN ANALYZE SELECT 1',
    'the program of a statement as JSON': 'EXPLAIN FORMAT=JSON SELECT 1',
    'the program of another’s statement': 'EXPLAIN FOR CONNECTION 7',
    'the rights of the reader': 'SHOW GRANTS FOR root@localhost',
    'who is there': 'SHOW FULL PROCESSLIST',
    'the variables of the server': "SHOW GLOBAL VARIABLES LIKE '%secure%'",
    'the state of the storage engine': 'SHOW ENGINE INNODB STATUS',
    'the log of all changes': 'SHOW BINLOG EVENTS',
    'the tables under a condition': "SHOW TABLES FROM nova_api WHERE Tables_in_nova_api = 'x'",
    'a user’s making': 'SHOW CREATE USER root@localhost',
    'a show of nothing': 'SHOW',
    'passwords of the server': 'SELECT user, authentication_string FROM mysql.user',
    'passwords of the server, by USE': 'USE mysql; SELECT * FROM user',
    'passwords of the server, its name quoted': 'SELECT * FROM `MySQL`.`USER`',
    'what others have asked': 'SELECT * FROM performance_schema.events_statements_history',
    'what sys knows': 'SELECT * FROM sys.session',
    'processes of information_schema': 'SELECT * FROM information_schema.PROCESSLIST',
    'files of information_schema': 'SELECT * FROM information_schema.FILES',
    'a table of information_schema that is none': 'DESCRIBE information_schema.instances',
  }),
  ...asking({
    'the version': 'SELECT @@version, @@GLOBAL.VERSION',
    'the tables of information_schema': 'SHOW FULL TABLES IN information_schema',
    'all that information_schema knows': `SELECT * FROM ${each(4, (i) => `(SELECT * FROM information_schema.${['TABLES', 'COLUMNS', 'SCHEMATA', 'KEY_COLUMN_USAGE'][i]} LIMIT 5)`, ', ')}`,
    'a database of the server used, and nothing asked': 'USE sys; USE performance_schema; USE mysql',
    'the client’s help, state and screen': 'help\nstatus\nclear',
    'an end before the end': 'SELECT 1; quit; DELETE FROM nova_cell1.instances',
    'a hint to the optimizer': 'SELECT /*+ MAX_EXECUTION_TIME(1) */ 1',
    'a name in each kind of quotes': 'SELECT `uuid`, "uuid", [uuid] FROM `nova_cell1`.`instances`',
  }),
  ...asking({
    'a comment that MySQL would run': 'SELECT 1 /*!50000 + 1 */',
    'a whole statement in such a comment': '/*!50000 DELETE FROM nova_cell1.instances */',
    'a comment that only MariaDB would run': 'SELECT 1 /*M! + 1 */',
    'a quote behind a backslash': "SELECT 'it\\'s'",
    'a comment of two strokes without a blank': 'SELECT 5--1',
    'a variable of one’s own asked': 'SELECT @x',
  }),
];

/** A table without its database is one of the database in use, wherever it stands. */
const PLACES: readonly Hostile[] = [
  ...asking({
    'rows of the database in use': 'USE nova_cell1; SELECT count(*) FROM instances',
    'rows of the database in use, beside WITH':
      'USE nova_cell1; WITH w AS (SELECT 1) SELECT count(*) FROM w, instances AS i',
    'rows of the database in use, by a quoted name': 'USE nova_cell1; SELECT count(*) FROM `INSTANCES`',
    'rows of the database in use, from a value': 'USE nova_cell1; SELECT (SELECT count(*) FROM instances)',
    'rows of the database in use, by a name that WITH hides elsewhere':
      'USE nova_cell1; SELECT (WITH x AS (SELECT 1) SELECT count(*) FROM x, instances)',
  }),
  ...asking({ 'a row from nowhere, as MySQL says it': 'SELECT 1 FROM dual' }),
  ...asking({
    // SQLite takes these for the table of the first database that has one
    'a text in the place of a table': "USE nova_cell1; SELECT count(*) FROM 'instances'",
    'a text in the place of a table, and no database': "SELECT count(*) FROM 'instances'",
    'a table within a named parameter': "SELECT :a('), (SELECT count(*) FROM instances) --')",
    'a table within a variable': "SELECT @a('), (SELECT count(*) FROM instances) --')",
    'a table within a parameter': "SELECT $a('), (SELECT count(*) FROM instances) --')",
    'rows of no database': 'SELECT count(*) FROM instances',
  }),
];

const LOOKED_IN = asking({
  'a table to look in': "USE nova_cell1; SELECT 'ccb0fa1a2252' IN alembic_version",
});

export const MYSQL: readonly Hostile[] = [
  ...FILES,
  ...together([...CLIENT, ...WAITING, ...STATE, ...PLACES, ...LOOKED_IN]),
];
