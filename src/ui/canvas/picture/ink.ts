/** What pictures are drawn with: the colours of the light theme, whatever theme the page has; paper is white. */
import { defined } from '../../../core/base/assert.ts';
import type { PictureInk } from './letters.ts';

/** The rule that holds the tokens without any theme's own. */
function tokensIn(rules: CSSRuleList): CSSStyleDeclaration | null {
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule) {
      const isRoot = /:root/.test(rule.selectorText) && !/\[/.test(rule.selectorText);
      if (isRoot && rule.style.getPropertyValue('--color-canvas') !== '') return rule.style;
    } else if (rule instanceof CSSGroupingRule) {
      const found = tokensIn(rule.cssRules);
      if (found) return found;
    }
  }
  return null;
}

export function lightInk(page: Document): PictureInk {
  const found = [...page.styleSheets]
    .map((sheet) => tokensIn(sheet.cssRules))
    .find((style) => style !== null);
  const tokens = defined(found ?? undefined, 'the tokens of the light theme');
  const read = (token: string): string => tokens.getPropertyValue(token).trim();
  return { colour: read, sans: read('--font-sans'), mono: read('--font-mono') };
}
