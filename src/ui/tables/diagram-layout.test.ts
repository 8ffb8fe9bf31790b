import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../core/databases/catalogue.ts';
import { joinsAmong } from '../../core/databases/joins.ts';
import { type DiagramBox, layOut } from './diagram-layout.ts';

const DATABASES = ['nova_api', 'nova_cell1', 'placement', 'keystone', 'glance', 'neutron'];
const drawn = (database: string, withAlone: boolean) =>
  layOut(database, schemaOf(database).tables, joinsAmong(DATABASES), withAlone);

const apart = (a: DiagramBox, b: DiagramBox): boolean =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

describe.each(DATABASES)('the drawing of %s', (database) => {
  it('has every table once: those that stand alone when they are asked for', () => {
    const some = drawn(database, false);
    const own = some.boxes.filter((box) => box.table !== null);
    const names = schemaOf(database).tables.map((table) => `${database}.${table.name}`);
    expect(
      [...own.map((box) => box.id), ...some.alone.map((table) => `${database}.${table.name}`)].sort(),
    ).toEqual([...names].sort());
    const all = drawn(database, true).boxes.filter((box) => box.table !== null);
    expect(all.map((box) => box.id).sort()).toEqual([...names].sort());
  });

  it('lays no box over another, and all of them on the sheet', () => {
    const { boxes, width, height } = drawn(database, true);
    const over = boxes.flatMap((a, i) =>
      boxes.slice(i + 1).flatMap((b) => (apart(a, b) ? [] : [`${a.id} ${b.id}`])),
    );
    expect(over).toEqual([]);
    for (const box of boxes) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
    }
  });

  it('ends every line at a column that is drawn', () => {
    const { boxes, references } = drawn(database, false);
    const columns = new Map(boxes.map((box) => [box.id, box.columns]));
    for (const { join, points } of references) {
      expect(points.length).toBeGreaterThan(1);
      for (const end of [join.from, join.to]) {
        const id = `${end.database}.${end.table}`;
        if (end.database === database) expect(columns.get(id), id).toContain(end.column);
        else expect(columns.has(id), id).toBe(true);
      }
    }
  });
});
