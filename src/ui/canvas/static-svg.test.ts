import { describe, expect, it } from 'vitest';
import { topologyOf } from '../../core/nova/deployment.ts';
import { deploymentOf } from '../../core/nova/deployment-keys.ts';
import { textsOf } from '../../i18n/all.ts';
import { LANGS } from '../../i18n/lang.ts';
import { renderStaticPage, renderStaticTopology } from './static-svg.ts';

const topology = topologyOf(deploymentOf(undefined));
const en = textsOf('en').page;

describe('the picture before any script', () => {
  it('names every service and every database of the default deployment', () => {
    const svg = renderStaticTopology(topology, 'hub', en.map);
    for (const { actor } of topology.services) expect(svg).toContain(actor.replace(/-(server|api)$/, ''));
    for (const database of topology.databases) expect(svg).toContain(`>${database}</text>`);
  });

  it('draws one line for each Nova service', () => {
    const nova = topology.services.filter((place) => place.kind === 'nova');
    const svg = renderStaticTopology(topology, 'bar', en.map);
    expect(svg.match(/<polyline/g)).toHaveLength(nova.length);
  });

  it('has neither style attributes nor scripts, and escapes names', () => {
    const services = topology.services.map((place) => ({ ...place, actor: `<b style="x">&${place.actor}` }));
    const page = renderStaticPage({ ...topology, services }, LANGS.map(textsOf));
    expect(page).not.toMatch(/<[^>]*\sstyle=|<script|<b[\s>]/);
    expect(page).toContain('&lt;b style=&quot;x&quot;&gt;&amp;nova-api');
  });

  it('asks its question in both languages', () => {
    const page = renderStaticPage(topology, LANGS.map(textsOf));
    expect(page).toContain(en.question);
    expect(page).toContain(textsOf('zh-CN').page.question);
  });
});
