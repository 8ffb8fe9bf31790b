import { describe, expect, it } from 'vitest';
import { OUT_FORMAT_NAMES, outFile } from '../../out/formats.ts';
import { makeScript } from '../../trace/test-traces.fixture.ts';
import type { Trace } from '../../trace/trace.ts';
import { openFiles } from '../open.fixture.ts';
import { hasRecordings, recordedText } from '../shared.fixture.ts';
import { redactedAgain } from './again.ts';

const SECRET = 'canary-5f1e';

/** A trace that nobody redacted, of what was not simulated: a message, a request, a statement, a row, a line, the rows before. */
function leaking(): Trace {
  const script = makeScript();
  const inner = {
    method: 'build',
    args: { user_data: SECRET, connection_info: { auth_password: SECRET } },
    _context_auth_token: SECRET,
    _unique_id: '0'.repeat(32),
  };
  const body = JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': JSON.stringify(inner) });
  script.send('nova-api', null, 'conductor', { type: 'cast', method: 'build' }, 'scenario', body);
  script.send('nova-api', null, 'conductor', { type: 'other' }, 'scenario', `plain ${SECRET}`);
  script.fact('nova-api', null, {
    kind: 'http.requested',
    ...{
      exchange_id: 1,
      to: 'keystone',
      method: 'POST',
      path: `/v3/auth/${SECRET}?token=${SECRET}`,
      microversion: '',
    },
    ...{ global_request_id: null, body: SECRET },
  });
  script.fact('keystone', null, {
    kind: 'http.answered',
    ...{ exchange_id: 1, to: 'nova-api', status: 201, request_id: '', body: SECRET },
  });
  script.fact('nova-api', null, {
    kind: 'sql.executed',
    ...{
      database: 'nova_api',
      verb: 'UPDATE',
      table: 'key_pairs',
      statement: `UPDATE t SET a = '${SECRET}'`,
    },
    ...{ parameters: [SECRET], rows: 1, keys: null },
  });
  script.fact('nova-api', null, {
    kind: 'row.changed',
    ...{
      database: 'nova_api',
      table: 'key_pairs',
      key: [1],
      before: null,
      after: { id: 1, user_data: SECRET },
    },
  });
  script.fact('nova-api', null, {
    kind: 'log.written',
    ...{
      level: 'INFO',
      logger: 'nova',
      text: `token ${SECRET}`,
      request: null,
      instance: null,
      trace: SECRET,
    },
  });
  return { ...script.trace({ 'nova_api.key_pairs': [{ id: 1, public_key: SECRET }] }), source: 'recorded' };
}

it.each(OUT_FORMAT_NAMES)('no secret of a trace of a real cloud goes out as %s', (format) => {
  const trace = leaking();
  expect(JSON.stringify(trace)).toContain(SECRET);
  const text = [...outFile(format, trace).pieces].join('');
  expect(text).not.toContain(SECRET);
  expect(text).not.toContain(Buffer.from(SECRET).toString('base64').slice(0, 12));
});

it('a hidden key tells rows apart by digits that say nothing of it', () => {
  const rows = ['10.0.0.7', '10.0.0.8'].map((ip_address) => ({ ip_address, ipam_subnet_id: 'x' }));
  const line = {
    kind: 'publish',
    t: 1_795_331_817_972,
    vhost: '/',
    exchange: '',
    user: 'a',
    payload: 'b',
    routing_keys: ['c'],
  };
  const { trace } = openFiles({
    'trace.ndjson': JSON.stringify({ ...line, routed_queues: [] }),
    'before.json': JSON.stringify({ 'neutron.ipamallocations': rows }),
  });
  const shown = (trace.seed['neutron.ipamallocations'] ?? []).map((row) => String(row.ip_address));
  expect(new Set(shown).size).toBe(2);
  for (const one of shown) expect(one).toMatch(/^‹hidden: string, 8 bytes, [0-9a-f]{8}›$/);
});

it('what was simulated goes out as it is', () => {
  const trace: Trace = { ...leaking(), source: 'simulated' };
  expect(redactedAgain(trace)).toBe(trace);
});

describe.skipIf(!hasRecordings)('a recording', () => {
  it.each(['boot', 'no_valid_host', 'delete_while_building'])(
    '%s that was redacted on reading stays as it is',
    (name) => {
      const files = ['trace.ndjson', 'http.ndjson', 'sql.ndjson', 'before.json'] as const;
      const given = files.map((file) => [file, recordedText(name, file).join('\n')]);
      const { trace } = openFiles(Object.fromEntries(given));
      const again = redactedAgain(trace);
      expect(again.seed).toEqual(trace.seed);
      // a parameter has no name by then: a word in it is hidden, which beside its name was shown
      const known = (facts: Trace['facts']) => facts.map((fact) => ({ ...fact, parameters: null }));
      expect(known(again.facts)).toEqual(known(trace.facts));
    },
  );
});
