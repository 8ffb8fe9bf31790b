/** Which service holds a connection to which database, as marks at the cards: what is pointed at, and who has to do with it. */
import type { FlowMap, MapNode, Point } from './geometry.ts';
import { sqlWay } from './lines.ts';

export interface ConnectionMark {
  /** node at whose corner it stands */
  readonly node: MapNode;
  /** false = it has none */
  readonly connected: boolean;
}
interface Connections {
  readonly marks: readonly ConnectionMark[];
  readonly ways: readonly (readonly Point[])[];
  /** of a service that is pointed at: its databases; null = a database is pointed at */
  readonly databases: readonly string[] | null;
}

/** null = the node has nothing to do with databases. */
export function connectionsOf(map: FlowMap, id: string | null): Connections | null {
  const node = map.nodes.find((one) => one.id === id);
  if (node?.kind === 'database') return ofDatabase(map, node.database);
  if (node?.kind !== 'service' || node.place.kind !== 'nova') return null;
  const { databases, actor } = node.place;
  const marks = map.nodes.flatMap((one): ConnectionMark[] =>
    one.kind === 'database' && databases.includes(one.database) ? [{ node: one, connected: true }] : [],
  );
  const own = { node, connected: databases.length > 0 };
  const ways = databases.flatMap((database) => {
    const way = sqlWay(map, actor, database);
    return way ? [way] : [];
  });
  return { marks: [own, ...marks], ways, databases };
}

function ofDatabase(map: FlowMap, database: string): Connections {
  const services = map.nodes.filter((one) => one.kind === 'service');
  const marks = services.map((node) => ({ node, connected: node.place.databases.includes(database) }));
  const ways = marks.flatMap(({ node, connected }) => {
    const way = connected ? sqlWay(map, node.place.actor, database) : null;
    return way ? [way] : [];
  });
  return { marks, ways, databases: null };
}
