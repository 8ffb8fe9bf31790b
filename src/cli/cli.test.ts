/** Commands run in this process, as `main.ts` runs them; a few as the built program, for what only a process has. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { stateFolder } from '../real/state.ts';
import { runCli } from './run-cli.ts';

/** Beside the packages, so that the compiled command line finds them. */
const out = mkdtempSync(join(process.cwd(), 'node_modules', '.cli-'));
const folder = mkdtempSync(join(tmpdir(), 'novascope-cli-'));

const program = join(out, 'novascope.js');

// SQL is answered in a thread of the built program
vi.mock('./ask-in-thread.ts', async (original) => {
  const real = await original<typeof import('./ask-in-thread.ts')>();
  return { ...real, askInThread: (_: string, request: never) => real.askInThread(program, request) };
});

const home = process.cwd();
beforeAll(async () => {
  await build({ mode: 'cli', logLevel: 'error', build: { outDir: out, emptyOutDir: false } });
  process.chdir(folder);
}, 60_000);
afterAll(() => {
  process.chdir(home);
  rmSync(out, { recursive: true });
  rmSync(folder, { recursive: true });
});

interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of the built program. */
function novascopeProcess(...args: string[]): CommandResult {
  const options = { encoding: 'utf8', cwd: folder, maxBuffer: 1 << 28 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], options);
  return { status, stdout, stderr };
}

async function novascope(...args: string[]): Promise<CommandResult> {
  let stdout = '';
  let stderr = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  const error = vi.spyOn(console, 'error').mockImplementation((text) => {
    stderr += `${String(text)}\n`;
  });
  try {
    return { status: await runCli(args), stdout, stderr };
  } finally {
    write.mockRestore();
    error.mockRestore();
  }
}

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return name;
}

it('scenarios --json names each scenario in both languages', async () => {
  const { status, stdout, stderr } = await novascope('scenarios', '--json');
  expect([status, stderr]).toEqual([0, '']);
  const all: { id: string; title: Record<string, string> }[] = JSON.parse(stdout);
  expect(all.map((each) => each.id)).toContain('boot');
  for (const { title } of all) expect(Object.keys(title).sort()).toEqual(['en', 'zh-CN']);
});

it('simulate writes the same bytes twice, whole through a pipe, and others for another seed', async () => {
  const first = novascopeProcess('simulate', 'boot', '--format', 'facts');
  expect([first.status, first.stderr]).toEqual([0, '']);
  expect(first.stdout.endsWith('}\n')).toBe(true);
  await novascope('simulate', 'boot', '--format', 'facts', '--out', 'boot.ndjson');
  expect(readFileSync(join(folder, 'boot.ndjson'), 'utf8')).toBe(first.stdout);
  expect((await novascope('simulate', 'boot', '--format', 'facts', '--seed', '2')).stdout).not.toBe(
    first.stdout,
  );
}, 60_000);

it('a boot holds every law, and a trace that was tampered with does not', async () => {
  await novascope('simulate', 'boot', '--format', 'facts', '--out', 'held.ndjson');
  const held = await novascope('check', 'held.ndjson');
  expect(held.stdout).toMatch(/^\d+ facts, 0 violation\(s\)\n$/);
  expect(held.status).toBe(0);
  const lines = readFileSync(join(folder, 'held.ndjson'), 'utf8').split('\n');
  const routed = lines.findIndex((line) => line.includes('"queues":["conductor"]'));
  lines[routed] = (lines[routed] ?? '').replace('"queues":["conductor"]', '"queues":["elsewhere"]');
  const broken = await novascope('check', file('broken.ndjson', lines.join('\n')));
  expect(broken.status).toBe(1);
  expect(broken.stdout).toContain('M2');
}, 60_000);

it('firehose leaves periodic work out unless it is asked for, and marks what the boot caused', async () => {
  const groups = async (...options: string[]) => {
    const { stdout } = await novascope('simulate', 'boot', '--format', 'firehose', ...options);
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).group as string);
  };
  const few = await groups();
  expect(few).toContain('periodic');
  expect(few.filter((group) => group === 'scenario').length).toBeGreaterThanOrEqual(39);
  expect((await groups('--periodic')).length).toBeGreaterThan(few.length);
}, 60_000);

it('sequence is one line a message, with a sentence when a language is named', async () => {
  const plain = (await novascope('simulate', 'boot')).stdout.trimEnd().split('\n');
  const told = (await novascope('simulate', 'boot', '--lang', 'zh-CN')).stdout.trimEnd().split('\n');
  expect(told.length).toBe(plain.length);
  expect(plain.join('\n')).toContain('nova-conductor-super -> nova-scheduler  call select_destinations 4.5');
  expect(told.join('\n')).toMatch(/\p{Script=Han}/u);
}, 60_000);

it('export writes a run, and what an export wrote is a source again', async () => {
  const first = await novascope('export', 'facts', 'boot', '--out', 'out.trace.ndjson');
  expect([first.status, first.stdout, first.stderr]).toEqual([0, '', '']);
  const pattern = await novascope('open', 'out.trace.ndjson', '--pattern', '([');
  expect([pattern.status, pattern.stderr]).toEqual([2, expect.stringContaining('regular expression')]);
  const again = await novascope('export', 'facts', 'out.trace.ndjson');
  expect(again.stdout).toBe(readFileSync(join(folder, 'out.trace.ndjson'), 'utf8'));
  const otlp = JSON.parse((await novascope('export', 'otlp', 'out.trace.ndjson')).stdout);
  expect(otlp.resourceSpans.length).toBeGreaterThan(5);
}, 60_000);

it('report says what went wrong, in both languages, and lays a run over another one', async () => {
  const { status, stdout } = await novascope('report', 'scheduler_down_timeout');
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /Calls without an answer: 1\n.*select_destinations {2}nova-conductor-super -> nova-scheduler {2}20\.00 s/,
  );
  expect(stdout).toContain('Slowest by method, until the answer');
  const zh = (await novascope('report', 'boot', '--lang', 'zh-CN')).stdout;
  expect(zh).toMatch(/\p{Script=Han}/u);
  // a heading in Chinese has no half-width mark
  for (const line of zh.split('\n')) expect(line).not.toMatch(/^\p{Script=Han}[^ ]*[,:(]/u);
  expect((await novascope('report', 'boot', '--over', 'boot')).status).toBe(0);
  const other = await novascope('report', 'no_valid_host', '--over', 'boot', '--json');
  expect([other.status, JSON.parse(other.stdout).missing.length > 20]).toEqual([1, true]);
}, 60_000);

it('changes and rows say what the boot did to the databases', async () => {
  const changes = JSON.parse((await novascope('changes', 'boot', '--json')).stdout);
  expect(changes['nova_cell1.instances'].inserted).toHaveLength(1);
  const states = async (...at: string[]) => {
    const tables = JSON.parse((await novascope('rows', 'boot', '--json', ...at)).stdout);
    return (tables['nova_cell1.instances'] ?? []).map((row: { vm_state: string }) => row.vm_state);
  };
  expect((await states()).length).toBe((await states('--at', '1')).length + 1);
  expect(await states()).toContain('active');
}, 60_000);

const DATABASES_2019 = `+--------------------+
| Database           |
+--------------------+
| information_schema |
| cinder             |
| glance             |
| keystone           |
| mysql              |
| neutron            |
| nova_api           |
| nova_cell0         |
| nova_cell1         |
| performance_schema |
| sys                |
+--------------------+
11 rows in set (0.00 sec)

`;

it('sql answers SHOW DATABASES on the lesson’s deployment as its mysql client did', async () => {
  const { status, stdout, stderr } = await novascope('sql', 'no-nova-database', 'SHOW DATABASES;');
  expect([status, stderr, stdout]).toEqual([0, '', DATABASES_2019]);
  expect((await novascope('sql', 'boot', '--layout', 'devstack-2019', 'show databases')).stdout).toBe(
    DATABASES_2019,
  );
});

it('sql asks the rows of a step, in any of the layouts', async () => {
  const newest = 'SELECT vm_state FROM nova_cell1.instances ORDER BY id DESC LIMIT 1';
  const states = async (...at: string[]) => (await novascope('sql', 'boot', ...at, newest)).stdout;
  expect(await states()).toContain('| active   |');
  expect(await states('--at', '9')).toContain('| building |');
  const types = ['sql', 'boot', '--layout', 'one-nova', 'SELECT name FROM nova.instance_types'];
  expect((await novascope(...types)).stdout).toContain('4 rows in set');
  const physical = async (...options: string[]) =>
    (await novascope('sql', 'boot', ...options, "SHOW TABLES IN nova_cell1 LIKE 'shadow_%'")).stdout;
  expect(await physical()).toBe('Empty set (0.00 sec)\n\n');
  expect(await physical('--physical')).toContain('51 rows in set');
}, 60_000);

it('sql ends what does not end by itself, keeps what was answered before it, and exits 1 for an error', async () => {
  const columns = 'information_schema.columns';
  const endless = `SELECT count(*) FROM ${columns} a, ${columns} b, ${columns} c`;
  const stopped = novascopeProcess('sql', 'boot', `SELECT 1; ${endless}`);
  expect([stopped.status, stopped.stderr]).toEqual([1, 'Stopped: no answer after 2 s.\n']);
  expect(stopped.stdout).toContain('1 row in set');
  const wrong = await novascope('sql', 'no-nova-database', 'USE nova');
  expect([wrong.status, wrong.stdout]).toEqual([1, '']);
  expect(wrong.stderr).toBe("ERROR 1049 (42000): Unknown database 'nova'\n");
}, 60_000);

it('an experiment file is run like a scenario, and an empty one gives no messages of a scenario', async () => {
  const path = file('empty.json', '{"v": 1, "until_us": 3000000}');
  const { status, stdout } = await novascope('simulate', path, '--format', 'firehose');
  expect([status, stdout]).toEqual([0, '']);
});

it('compare says what differs, reads gzipped files and exits 1', async () => {
  mkdirSync(join(folder, 'recorded'));
  const { stdout } = await novascope('simulate', 'boot', '--format', 'firehose', '--periodic');
  file(join('recorded', 'trace.ndjson.gz'), gzipSync(stdout));
  expect((await novascope('compare', 'boot', 'recorded')).stdout).toMatch(
    /messages missing: 0\n[\s\S]*\nalike\n$/,
  );
  const path = file('nothing.json', '{"v": 1, "until_us": 3000000}');
  const different = await novascope('compare', path, 'recorded', '--json');
  expect(different.status).toBe(1);
  const found = JSON.parse(different.stdout);
  expect(found.messages.missing.length).toBeGreaterThanOrEqual(39);
  expect(found.seeds).toEqual({ runs: 8, alike: 0 });
}, 60_000);

it('compare plays further seeds where the own one is different, then strikes at another moment, and says so', async () => {
  const kill = { at_us: 2_200_000, name: 'kill', args: { service: 'nova-compute-cpu1' } };
  const commands = [{ at_us: 1_000_000, name: 'boot', args: { host: 'cpu1' } }, kill];
  const path = file('chance.json', JSON.stringify({ v: 1, commands, until_us: 3_000_000 }));
  mkdirSync(join(folder, 'chance'));
  const { stdout } = await novascope('simulate', path, '--seed', '4', '--format', 'firehose', '--periodic');
  file(join('chance', 'trace.ndjson'), stdout);
  const text = await novascope('compare', path, 'chance');
  expect(text.stdout).toMatch(
    /messages missing: [1-9][\s\S]*\nwith 8 further seeds: alike with [1-8]\nalike\n$/,
  );
  expect(text.status).toBe(0);
  const json = JSON.parse((await novascope('compare', path, 'chance', '--json')).stdout);
  expect([json.alike, json.seeds.runs, json.moved, json.days]).toEqual([true, 8, null, []]);
  const earlier = [commands[0], { ...kill, at_us: 1_850_000 }];
  const early = file('early.json', JSON.stringify({ v: 1, seed: 4, commands: earlier, until_us: 3_000_000 }));
  const moved = await novascope('compare', early, 'chance');
  expect(moved.stdout).toMatch(
    /with 8 further seeds: alike with 0\nwhere kill comes 350 ms later: alike\nalike\n$/,
  );
}, 60_000);

it('says its version, and the ways to use it', async () => {
  const version = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version;
  for (const option of ['--version', '-v']) expect((await novascope(option)).stdout).toBe(`${version}\n`);
  for (const option of ['help', '--help', '-h'])
    expect((await novascope(option)).stdout).toContain('  novascope serve [--port N]');
});

it.each([
  [['dance'], '"dance" is no command'],
  [['serve', '--port', '70000'], '--port must be a whole number from 0 to 65535'],
  [['serve', '--host', 'a b'], '--host must be an address to listen on'],
  [['simulate', 'dance'], '"dance" is neither a scenario ('],
  [['simulate', 'boot', '--seed', 'x'], '--seed must be a whole number from 0, not "x"'],
  [['simulate', 'boot', '--seed', '1.5'], '--seed must be a whole number'],
  [['export', 'svg', 'boot'], '"svg" is no format; there are facts, firehose, rabbitmq-tracing,'],
  [['export', 'otlp', 'nothing-here'], '"nothing-here" is neither a scenario'],
  [['simulate', 'boot', '--format', 'svg'], '--format must be facts or firehose or sequence'],
  [['simulate', 'boot', '--lang', 'fr'], '--lang must be en or zh-CN'],
  [['simulate', 'boot', '--colour'], "Unknown option '--colour'"],
  [['simulate'], 'Expected 1 argument(s), got 0'],
  [['simulate', 'boot', '--out', 'no/such/folder/x'], 'Cannot write no/such/folder/x'],
  [['rows', 'boot', '--at', 'twelve'], '--at must be a step'],
  [['rows', 'boot', '--at', '9999'], 'the run has'],
  [['sql', 'boot'], 'Expected 2 argument(s), got 1'],
  [['sql', 'boot', '--layout', 'nova', 'SELECT 1'], '--layout must be recorded or one-nova'],
  [['sql', 'boot', '--at', '9999', 'SELECT 1'], 'the run has'],
  [['sql', 'layout.json', 'SELECT 1'], '"layout" must be recorded, devstack-2019, placement-apart'],
  [['changes', 'bad.json'], 'bad.json holds no JSON'],
  [['changes', 'strict.json'], '"speed" is no key of an experiment'],
  [['changes', 'command.json'], 'dance'],
  [['compare', 'boot', 'absent'], 'There is no folder absent'],
  [['compare', 'boot', '.'], 'holds no trace.ndjson'],
  [['boot', '--count', '0x'], '--count must be a whole number, not "0x"'],
  [
    ['export', 'csv', 'boot', '--out', 'absent/x.csv'],
    'Cannot write absent/x.csv: there is no folder absent',
  ],
  [['check', 'absent.ndjson'], 'Cannot read absent.ndjson: there is no such file'],
  [['check', 'bad.json'], 'bad.json: line 1'],
])('misuse %j exits 2 with one sentence', async (args, sentence) => {
  file('bad.json', '{"v": 1,');
  file('strict.json', '{"v": 1, "speed": 2}');
  file('layout.json', '{"v": 1, "deployment": {"layout": "one-nova"}}');
  file('command.json', '{"v": 1, "commands": [{"at_us": 1, "name": "dance"}]}');
  const { status, stdout, stderr } = await novascope(...args);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(sentence);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

it('down says what it ended and, asked to purge, what it deleted', async () => {
  const [db, path] = [join(folder, 'databases'), join(folder, 'engine')];
  const made = { vhosts: [], databases: [db] };
  stateFolder(path).setUp({ v: 1, amqp: 'amqp://127.0.0.1', db, deployment: {}, made, processes: [] });
  const { status, stdout } = await novascope('down', '--purge', '--state', path);
  expect([status, stdout]).toEqual([0, `ended 0 programs\ndeleted the database ${db}\n`]);
});

it('as a process it ends with the code of what it came to', () => {
  expect(novascopeProcess('dance').status).toBe(2);
  expect(novascopeProcess('sql', 'no-nova-database', 'USE nova').status).toBe(1);
  expect(novascopeProcess('scenarios').status).toBe(0);
});
