/** What axe finds against WCAG 2.2 AA, in the whole page or in a part of it: a sentence for each; none = well. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from './page.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export async function axeFaults(page: Page, part = 'html'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(part).withTags(TAGS).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${part} ${id}: ${node.html.slice(0, 160)}`),
  );
}
