/** Where broker and databases are: read strictly, shown without a password. */
import { expect, test } from 'vitest';
import { brokerAddress, databaseAddress, vhostAt } from './address.ts';

test('a broker without more is guest on Nova’s own vhosts; a vhost of one’s own has the cells’ named behind it', () => {
  const plain = brokerAddress('amqp://127.0.0.1');
  expect(plain).toMatchObject({ login: 'amqp://guest:guest@127.0.0.1:5672', top: '/', port: 5672 });
  expect(['/', 'nova_cell1'].map((vhost) => vhostAt(plain, vhost))).toEqual(['/', 'nova_cell1']);
  const anna = brokerAddress('amqp://anna:pass@rabbit.example/anna');
  expect(['/', 'nova_cell1'].map((vhost) => vhostAt(anna, vhost))).toEqual(['anna', 'anna_nova_cell1']);
  expect(anna.shown).not.toContain('pass');
});

test('databases are a folder, or a server with a prefix', () => {
  expect(databaseAddress('rows')).toMatchObject({ kind: 'sqlite' });
  const lab = databaseAddress('mysql://root:pass@db.example:3307/lab');
  expect(lab).toMatchObject({ kind: 'mysql', host: 'db.example', port: 3307, user: 'root', prefix: 'lab_' });
  expect(lab.shown).not.toContain('pass');
});

test.each([
  [() => brokerAddress('http://127.0.0.1'), '--amqp must begin with amqp://'],
  [() => brokerAddress('rabbit of anna:pass@ours'), 'is none.'],
  [() => databaseAddress('postgres://127.0.0.1'), '--db must begin with mysql://'],
  [() => databaseAddress('mysql://127.0.0.1/a;drop'), 'letters, digits and _'],
])('%s is refused in a sentence', (read, sentence) => {
  expect(read).toThrow(sentence);
  expect(read).not.toThrow('pass@');
});
