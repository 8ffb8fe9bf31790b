/**
 * The map as a picture of plain SVG text: what stands in the page before any script runs. Pure, no style attributes (the
 * page's policy forbids them): colours come by class from `static.css`.
 */
import { defined } from '../../core/base/assert.ts';
import type { Topology } from '../../core/trace/trace.ts';
import type { PageTexts, Texts } from '../../i18n/index.ts';
import { escapeXml } from '../shared/xml.ts';
import type { MapEdge, MapNode, Preset } from './geometry.ts';
import { topologyToFlow } from './layout.ts';

function rect(node: MapNode, radius: number, inset = 0): string {
  const { x, y, width, height } = node;
  const size = `width="${width - 2 * inset}" height="${height - 2 * inset}"`;
  return `<rect class="s-${node.kind}" x="${x + inset}" y="${y + inset}" ${size} rx="${radius}"/>`;
}

function text(x: number, y: number, name: string, kind: string): string {
  return `<text class="s-${kind}-name" x="${x}" y="${y}">${escapeXml(name)}</text>`;
}

function cylinder({ x, y, width, height }: MapNode): string {
  const half = width / 2;
  const lid = `${half} 5`;
  const body = `M${x} ${y + 5}A${lid} 0 0 1 ${x + width} ${y + 5}V${y + height - 5}A${lid} 0 0 1 ${x} ${y + height - 5}Z`;
  return `<path class="s-database" d="${body}M${x} ${y + 5}A${lid} 0 0 0 ${x + width} ${y + 5}"/>`;
}

function queueTexts(node: MapNode & { kind: 'queue' }, texts: PageTexts['map'], preset: Preset): string {
  const title = text(node.x + 16, node.y + 26, texts.queue, node.kind);
  if (preset !== 'hub') return title;
  const pitch = (node.height - 40) / Math.max(1, node.vhosts.length);
  const vhosts = node.vhosts.map((vhost, i) =>
    text(node.x + 26, node.y + 60 + i * pitch, `vhost ${vhost}`, 'vhost'),
  );
  return title + vhosts.join('');
}

function drawn(node: MapNode, texts: PageTexts['map'], preset: Preset): string {
  const middle = node.x + node.width / 2;
  const centre = node.y + node.height / 2;
  switch (node.kind) {
    case 'machine': {
      const name = node.main && node.machine === 'controller' ? texts.controller : node.machine;
      return rect(node, 12) + text(node.x + 16, node.y + 23, name, node.kind);
    }
    case 'absent':
      return rect(node, 10);
    case 'queue':
      return rect(node, 10) + rect(node, 7, 4) + queueTexts(node, texts, preset);
    case 'database':
      return cylinder(node) + text(middle, centre + 8, node.database, node.kind);
    case 'peer':
      return (
        rect(node, 6) + text(middle, centre + 6, node.place.actor.replace(/-(server|api)$/, ''), node.kind)
      );
    case 'service':
      return (
        rect(node, 8) + text(node.x + (preset === 'mini' ? 8 : 14), centre + 6, node.place.actor, node.kind)
      );
  }
}

const line = (edge: MapEdge): string =>
  `<polyline class="s-line" points="${edge.points.map(({ x, y }) => `${x},${y}`).join(' ')}"/>`;

/** One `<svg>` element. Its name is the map's. */
export function renderStaticTopology(topology: Topology, preset: Preset, texts: PageTexts['map']): string {
  const map = topologyToFlow(topology, preset);
  const machines = map.nodes.filter((node) => node.kind === 'machine');
  const others = map.nodes.filter((node) => node.kind !== 'machine');
  const draw = (node: MapNode): string => drawn(node, texts, preset);
  const parts = [...machines.map(draw), ...map.edges.map(line), ...others.map(draw)];
  const box = `-2 -2 ${map.width + 4} ${map.height + 4}`;
  return `<svg class="static-map static-${preset}" viewBox="${box}" preserveAspectRatio="xMidY${preset === 'hub' ? 'Mid' : 'Min'} meet" role="img" aria-label="${escapeXml(texts.label)}">${parts.join('')}</svg>`;
}

/** What the HTML carries: the question in every language and the map, one picture a shape of window, in the first of them. */
export function renderStaticPage(topology: Topology, languages: readonly Texts[]): string {
  const pictures = (['hub', 'bar', 'mini'] as const).map((preset) =>
    renderStaticTopology(topology, preset, defined(languages[0], 'a language').page.map),
  );
  const questions = languages.map(
    ({ lang, page }) => `<span lang="${lang}">${escapeXml(page.question)}</span>`,
  );
  const question = `<p class="static-question">${questions.toReversed().join(' ')}</p>`;
  return `<div class="static">${question}${pictures.join('')}</div>`;
}
