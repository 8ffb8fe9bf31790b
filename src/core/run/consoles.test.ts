/** The way to a guest's screen, where `[vnc]/enabled` says that there is one, and what a refused question leaves. */
import { expect, test } from 'vitest';
import { sha256 } from '../base/sha2.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();
const VNC = { options: { 'vnc.enabled': true } };

function having(names: readonly string[], deployment = {}): Trace {
  const commands = ['boot', ...names].map(
    (name, i): Command => ({
      at_us: i === 0 ? 1_000_000 : 7_000_000 + i * 3_000_000,
      name,
      args: { server: 'vm-console' },
    }),
  );
  return run({ v: 1, deployment, commands });
}

const lastAnswer = (trace: Trace) => {
  const fact = ofKind(trace, 'http.answered').findLast(({ to }) => to === 'client');
  return { status: fact?.status, body: JSON.parse(fact?.body ?? 'null') };
};

const rowsOf = (trace: Trace, table: string) =>
  ofKind(trace, 'row.changed')
    .filter((fact) => fact.table === table)
    .flatMap(({ after: row }) => (row ? [row] : []));

const faultsOf = (trace: Trace) =>
  rowsOf(trace, 'instance_faults').map(({ code, message, details }) => ({ code, message, details }));

test('a console has a token, of which the cell keeps the digest for ten minutes', () => {
  const trace = having(['get_vnc_console'], VNC);
  const { url } = lastAnswer(trace).body.remote_console;
  const token = /%3Ftoken%3D([0-9a-f-]{36})$/.exec(url)?.[1] ?? '';
  const [row] = rowsOf(trace, 'console_auth_tokens');
  expect(row).toMatchObject({ token_hash: sha256(token), console_type: 'novnc', port: 6969 });
  const made = Date.parse(`${row?.created_at}Z`.replace(' ', 'T'));
  expect(row?.expires).toBe(made / 1000 + 600);
});

test('where VNC is off, as in the recorded lab, there is none, and the refusal is a fault of the server (manager.py:get_vnc_console)', () => {
  const trace = having(['get_vnc_console']);
  const message = 'Unavailable console type novnc.';
  expect(lastAnswer(trace)).toEqual({ status: 400, body: { badRequest: { code: 400, message } } });
  expect(faultsOf(trace)).toEqual([{ code: 400, message, details: '' }]);
  expect(rowsOf(trace, 'console_auth_tokens')).toEqual([]);
});

test("diagnostics of a guest that does not run are a fault of the server, with the exception's code and no traceback (utils.py:_get_fault_details)", () => {
  const trace = having(['stop_server', 'diagnostics']);
  const uuid = rowsOf(trace, 'instances').at(-1)?.uuid;
  const message = `Instance ${uuid} in power state shutdown. Cannot get_diagnostics while the instance is in this state.`;
  expect(faultsOf(trace)).toEqual([{ code: 400, message, details: '' }]);
});

test.each([
  [1, VNC],
  [0, {}],
])(
  'the console tokens of a server that is deleted are deleted: asked for %i times with %j',
  (times, deployment) => {
    const trace = having(['delete_server'], deployment);
    const asked = ofKind(trace, 'message.published').filter(
      ({ rpc }) => rpc?.type === 'call' && rpc.detail === 'ConsoleAuthToken.clean_console_auths_for_instance',
    );
    expect(asked).toHaveLength(times);
  },
);
