/** Where the tables of a diagram stand and how its lines run: laid out by dagre from their references. */
import { Graph, layout } from '@dagrejs/dagre';
import type { Join } from '../../core/databases/joins.ts';
import type { Table } from '../../core/databases/schema.ts';

export interface DiagramBox {
  /** `database.table` */
  readonly id: string;
  /** null = a table of another database, drawn by its name alone */
  readonly table: Table | null;
  /** columns that are drawn: keys, and those that lead somewhere or are led to */
  readonly columns: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface DiagramPoint {
  readonly x: number;
  readonly y: number;
}

/** From the one row that is referred to (first point) to the many that refer (last point). */
interface Reference {
  readonly join: Join;
  readonly points: readonly DiagramPoint[];
  /** the referring column may be NULL: zero or one */
  readonly optional: boolean;
}

interface DiagramLayout {
  readonly boxes: readonly DiagramBox[];
  readonly references: readonly Reference[];
  readonly width: number;
  readonly height: number;
  /** tables of the database that refer to nothing and are not referred to */
  readonly alone: readonly Table[];
}

/** px; what `Diagram.tsx` draws holds to them */
export const HEAD_HEIGHT = 30;
export const LINE_HEIGHT = 22;
const CHARACTER = 7.9;
const SIDES = 30;

const idOf = (end: Join['from']): string => `${end.database}.${end.table}`;

export function layOut(
  database: string,
  tables: readonly Table[],
  joins: readonly Join[],
  withAlone: boolean,
): DiagramLayout {
  const own = joins.filter(({ from, to }) => from.database === database || to.database === database);
  const named = new Set(own.flatMap(({ from, to }) => [idOf(from), idOf(to)]));
  const alone = tables.filter((table) => !named.has(`${database}.${table.name}`));
  const drawn = tables.filter((table) => withAlone || named.has(`${database}.${table.name}`));
  const inside = drawn.map((table) =>
    sized(`${database}.${table.name}`, table, columnsOf(table, own, database)),
  );
  const ids = new Set(inside.map((box) => box.id));
  const outside = [...named]
    .filter((id) => !ids.has(id))
    .sort()
    .map((id) => sized(id, null, []));
  const boxes = [...inside, ...outside];
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 22, ranksep: 84, marginx: 16, marginy: 16 });
  for (const box of boxes) graph.setNode(box.id, { width: box.width, height: box.height });
  own.forEach((join, i) => {
    graph.setEdge({ v: idOf(join.to), w: idOf(join.from), name: String(i) }, {});
  });
  layout(graph);
  const placed = new Map(boxes.map((box) => [box.id, place(box, graph.node(box.id) as DiagramPoint)]));
  const references = own.map((join, i): Reference => {
    const edge = graph.edge({ v: idOf(join.to), w: idOf(join.from), name: String(i) }) as {
      points: DiagramPoint[];
    };
    const column = tables
      .find((table) => `${database}.${table.name}` === idOf(join.from))
      ?.columns.find((one) => one.name === join.from.column);
    return { join, points: ended(edge.points, join, placed), optional: column?.nullable !== false };
  });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { boxes: [...placed.values()], references, width, height, alone };
}

type Sized = Omit<DiagramBox, 'x' | 'y'>;

function sized(id: string, table: Table | null, columns: readonly string[]): Sized {
  const name = table ? table.name : id;
  const longest = Math.max(name.length + 4, ...columns.map((column) => column.length + 4));
  return {
    id,
    table,
    columns,
    width: Math.ceil(longest * CHARACTER + SIDES),
    height: HEAD_HEIGHT + columns.length * LINE_HEIGHT + (columns.length > 0 ? 6 : 0),
  };
}

const place = (box: Sized, centre: DiagramPoint): DiagramBox => ({
  ...box,
  x: Math.round(centre.x - box.width / 2),
  y: Math.round(centre.y - box.height / 2),
});

function columnsOf(table: Table, joins: readonly Join[], database: string): readonly string[] {
  const wanted = new Set(table.primary_key);
  for (const { from, to } of joins) {
    for (const end of [from, to]) {
      if (end.database === database && end.table === table.name) wanted.add(end.column);
    }
  }
  return table.columns.map((column) => column.name).filter((name) => wanted.has(name));
}

/** The line begins and ends at the lines of its two columns. */
function ended(
  points: readonly DiagramPoint[],
  join: Join,
  boxes: ReadonlyMap<string, DiagramBox>,
): readonly DiagramPoint[] {
  const one = boxes.get(idOf(join.to));
  const many = boxes.get(idOf(join.from));
  const [first] = points;
  const last = points.at(-1);
  if (!one || !many || !first || !last) return points;
  const start = { x: one.x + one.width, y: lineOf(one, join.to.column) };
  const isSelf = one === many;
  const end = { x: isSelf ? many.x + many.width : many.x, y: lineOf(many, join.from.column) };
  const between = isSelf ? [{ x: start.x + 46, y: (start.y + end.y) / 2 }] : points.slice(1, -1);
  return [start, ...between, end];
}

function lineOf(box: DiagramBox, column: string): number {
  const line = box.columns.indexOf(column);
  return line < 0 ? box.y + box.height / 2 : box.y + HEAD_HEIGHT + (line + 0.5) * LINE_HEIGHT;
}

/** A smooth line through the points, level at both ends. */
export function pathOf(points: readonly DiagramPoint[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return '';
  const lead = 18;
  const isSelf = last.x === first.x;
  const out = { x: first.x + lead, y: first.y };
  const back = { x: isSelf ? last.x + lead : last.x - lead, y: last.y };
  const way = [out, ...rest.slice(0, -1), back];
  let path = `M${first.x} ${first.y} L${out.x} ${out.y}`;
  if (way.length === 2) {
    const middle = (out.x + back.x) / 2;
    return `${path} C${middle} ${out.y} ${middle} ${back.y} ${back.x} ${back.y} L${last.x} ${last.y}`;
  }
  for (let i = 1; i < way.length - 1; i += 1) {
    const a = way[i] as DiagramPoint;
    const b = way[i + 1] as DiagramPoint;
    const to = i === way.length - 2 ? b : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    path += ` Q${a.x} ${a.y} ${to.x} ${to.y}`;
  }
  return `${path} L${last.x} ${last.y}`;
}

/** The signs at the two ends: bars or a ring and a bar at the one, a crow's foot at the many. */
export function signsOf({ points, optional }: Reference): { readonly one: string; readonly many: string } {
  const first = points[0] ?? { x: 0, y: 0 };
  const last = points.at(-1) ?? first;
  const side = last.x === first.x ? 1 : -1;
  const foot = last.x + side * 12;
  const many = `M${foot} ${last.y} L${last.x} ${last.y - 6} M${foot} ${last.y} L${last.x} ${last.y + 6}`;
  const bar = `M${first.x + 7} ${first.y - 6} V${first.y + 6}`;
  const ring = `M${first.x + 12} ${first.y} a4 4 0 1 0 8 0 a4 4 0 1 0 -8 0`;
  return {
    one: optional ? `${bar} ${ring}` : `${bar} M${first.x + 12} ${first.y - 6} V${first.y + 6}`,
    many,
  };
}
