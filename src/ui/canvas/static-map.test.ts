import { describe, expect, it } from 'vitest';
import { topologyOf } from '../../core/nova/deployment.ts';
import { deploymentOf } from '../../core/nova/deployment-keys.ts';
import { textsOf } from '../../i18n/all.ts';
import { LANGS } from '../../i18n/lang.ts';
import { renderStaticMap, renderStaticPage } from './static-map.tsx';

const topology = topologyOf(deploymentOf(undefined));
const en = textsOf('en').page;

describe('the picture before any script', () => {
  it('names every service and every database of the default deployment', () => {
    const svg = renderStaticMap(topology, 'desk', en.map);
    for (const { actor } of topology.services)
      expect(svg).toContain(actor.replace(/-(server|api)$/, '').split('-')[0]);
    for (const database of topology.databases) expect(svg).toContain(database);
  });

  it('draws one line for each Nova service', () => {
    const nova = topology.services.filter((place) => place.kind === 'nova');
    const svg = renderStaticMap(topology, 'tall', en.map);
    expect(svg.match(/<circle/g)?.length).toBeGreaterThanOrEqual(nova.length);
  });

  it('has neither style attributes nor scripts, and escapes names', () => {
    const services = topology.services.map((place) => ({ ...place, actor: `<b style="x">&${place.actor}` }));
    const page = renderStaticPage({ ...topology, services }, LANGS.map(textsOf));
    expect(page).not.toMatch(/<[^>]*\sstyle="|<script|<b[\s>]/);
    expect(page).toContain('&lt;b style=&quot;x&quot;&gt;&amp;nova-api');
  });

  it('asks its question in both languages', () => {
    const page = renderStaticPage(topology, LANGS.map(textsOf));
    expect(page).toContain(en.question);
    expect(page).toContain(textsOf('zh-CN').page.question);
  });
});
