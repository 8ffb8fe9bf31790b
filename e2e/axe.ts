/** What axe finds against WCAG 2.2 AA, in the whole page or in a part of it: a sentence for each; none = well. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from './page.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export async function axeFaults(page: Page, part = 'html'): Promise<string[]> {
  // the page has no frames, so that nothing has to be put together in a page of its own; what passes is not told
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .include(part)
    .withTags(TAGS)
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${part} ${id}: ${node.html.slice(0, 160)}`),
  );
}
