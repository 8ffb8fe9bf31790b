import { expect, it } from 'vitest';
import { number, numberOr, objectAt, objectsAt, text, textOr, textsAt, whole } from './fields.ts';

it('a field is read as what it is', () => {
  const row = { uuid: 'u', id: 7, ratio: 1.5, host: null, stats: { a: 1 }, roles: ['r'], disks: [{}] };
  expect([text(row, 'uuid'), whole(row, 'id'), number(row, 'ratio')]).toEqual(['u', 7, 1.5]);
  expect([textOr(row, 'host', null), textOr(row, 'uuid', ''), numberOr(row, 'gone', 3)]).toEqual([
    null,
    'u',
    3,
  ]);
  expect([objectAt(row, 'stats'), textsAt(row, 'roles'), objectsAt(row, 'disks')]).toEqual([
    { a: 1 },
    ['r'],
    [{}],
  ]);
  expect(text(['a', 'b'], 1)).toBe('b');
});

it.each([
  [() => text({}, 'uuid'), 'A text is required in field uuid, not nothing'],
  [() => text({ uuid: null }, 'uuid'), 'A text is required in field uuid, not null'],
  [() => whole({ id: 1.5 }, 'id'), 'A whole number is required in field id, not 1.5'],
  [() => number({ ratio: '1' }, 'ratio'), 'A number is required in field ratio, not "1"'],
  [() => textOr({ host: 7 }, 'host', ''), 'A text is required in field host, not 7'],
  [() => text(['a'], 1), 'A text is required in argument 2, not nothing'],
  [() => objectsAt({ disks: [1] }, 'disks'), 'A list of objects is required in field disks, not [1]'],
  [() => textsAt({ roles: 'r' }, 'roles'), 'A list of texts is required in field roles, not "r"'],
  [() => objectAt({ stats: [] }, 'stats'), 'An object is required in field stats, not []'],
])('what is not there, or of another type, is a ValueError that says so', (read, sentence) => {
  expect(read).toThrow(expect.objectContaining({ code: 'ValueError', message: sentence }));
});
