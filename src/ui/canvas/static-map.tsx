/**
 * The map before any script: the parts of the live map, drawn once with nothing going on, in an SVG that gives each its
 * place. No style attributes (the page's policy forbids them in markup), so it stands there as what is loaded looks.
 */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { defined } from '../../core/base/assert.ts';
import type { Topology } from '../../core/trace/trace.ts';
import type { Texts } from '../../i18n/index.ts';
import { CardView, IDLE } from './CardView.tsx';
import { CellView, ClientView, DatabaseView, MachineView, PeerView } from './GroundView.tsx';
import type { FlowMap, MapNode, Preset } from './geometry.ts';
import { HullView, SpineView } from './HullView.tsx';
import { LineView } from './Line.tsx';
import { topologyToFlow } from './layout.ts';
import { clientLine, restingLines } from './lines.ts';
import type { MapTexts } from './map-texts.ts';
import { EMPTY, PipeView } from './PipeView.tsx';
import { LETTERS } from './sizes.ts';

/** One map, an `<svg>` as text. Its name is the map's. */
export function renderStaticMap(topology: Topology, preset: Preset, texts: MapTexts): string {
  return renderToStaticMarkup(<StaticMap map={topologyToFlow(topology, preset)} texts={texts} />);
}

function StaticMap({ map, texts }: { map: FlowMap; texts: MapTexts }) {
  const isBehind = ({ kind }: MapNode): boolean => kind === 'machine' || kind === 'cell' || kind === 'queue';
  const client = clientLine(map);
  return (
    <svg
      className={`static-map size-full ${LETTERS[map.preset]}`}
      viewBox={`0 0 ${map.width} ${heightSeen(map)}`}
      preserveAspectRatio="xMidYMid meet"
      role="img"
      aria-label={texts.label}
    >
      {map.nodes.filter(isBehind).map((node) => (
        <Placed key={node.id} node={node} map={map} texts={texts} />
      ))}
      {client ? <LineView line={{ id: 'client', points: client, dot: null, arrow: false }} /> : null}
      {map.edges.flatMap((edge) =>
        restingLines(map, edge).map((line) => <LineView key={`${edge.id} ${line.id}`} line={line} />),
      )}
      {map.nodes
        .filter((node) => !isBehind(node))
        .map((node) => (
          <Placed key={node.id} node={node} map={map} texts={texts} />
        ))}
    </svg>
  );
}

/** A phone begins with its first band. */
function heightSeen({ preset, bands, height }: FlowMap): number {
  const [first] = bands;
  return preset === 'phone' && first ? first.y + first.height + 6 : height;
}

function Placed({ node, map, texts }: { node: MapNode; map: FlowMap; texts: MapTexts }) {
  const { x, y, width, height } = node;
  return (
    <foreignObject x={x} y={y} width={width} height={height} className="overflow-visible">
      {viewOf(node, map, texts)}
    </foreignObject>
  );
}

function viewOf(node: MapNode, map: FlowMap, texts: MapTexts): ReactNode {
  const { preset } = map;
  switch (node.kind) {
    case 'machine':
      return <MachineView node={node} preset={preset} texts={texts} />;
    case 'cell':
      return <CellView node={node} texts={texts} />;
    case 'client':
      return <ClientView texts={texts} />;
    case 'absent':
      return null;
    case 'queue':
      return (
        <HullView node={node} map={map} texts={texts} waiting={0} stopped={false}>
          {preset === 'phone'
            ? null
            : map.spines.map((spine) => (
                <SpineView
                  key={spine.vhost}
                  spine={spine}
                  hull={node}
                  preset={preset}
                  texts={texts}
                  name="nova"
                  type="topic"
                  lit={false}
                  tags={[]}
                  isClients={false}
                />
              ))}
        </HullView>
      );
    case 'pipe':
      return <PipeView pipe={node} preset={preset} state={EMPTY} texts={texts} absent={isLater(node)} />;
    case 'peer':
      return <PeerView node={node} preset={preset} texts={texts} touched={false} stopped={false} rows={0} />;
    case 'database':
      return <DatabaseView node={node} preset={preset} texts={texts} rows={0} />;
    case 'service':
      return (
        <CardView node={node} preset={preset} card={{ ...IDLE, actor: node.place.actor }} texts={texts} />
      );
  }
}

/** The super conductor declares its reply queue with its first call. */
const isLater = (pipe: MapNode & { kind: 'pipe' }): boolean =>
  pipe.queues.length === 0 && pipe.owners.every((actor) => actor.includes('super'));

/** What the HTML carries: the map, one picture a shape of window, in the first language; the question in each. */
export function renderStaticPage(topology: Topology, languages: readonly Texts[]): string {
  const texts = defined(languages[0], 'a language').page.map;
  return renderToStaticMarkup(
    <div className="first-picture">
      <p className="static-question">
        {languages.toReversed().map(({ lang, page }) => (
          <span key={lang} lang={lang}>
            {page.question}{' '}
          </span>
        ))}
      </p>
      {(['desk', 'lesson', 'tall', 'phone'] as const).map((preset) => (
        <div key={preset} className={`static-${preset}`} data-layout={preset}>
          <StaticMap map={topologyToFlow(topology, preset)} texts={texts} />
        </div>
      ))}
    </div>,
  );
}
