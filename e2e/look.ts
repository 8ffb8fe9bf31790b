/** What the eye would see: measured in the page. Each function gives sentences that name the offenders; none = well. */
import type { Page } from './page.ts';

/** The page itself never scrolls sideways. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    return root.scrollWidth - root.clientWidth;
  });
}

/** Visible texts of which a part is cut off at the right, left or (in a box that hides) below, or that leave the window. */
export async function clippedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // text for screen readers: clipped to nothing, whatever the class is called
    const isForReaders = (element: Element | null): boolean =>
      element !== null &&
      (getComputedStyle(element).clipPath === 'inset(50%)' || isForReaders(element.parentElement));
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const SLACK = 1.5;
    const name = (element: Element) => `${element.tagName.toLowerCase()}.${element.className || '-'}`;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const owner = node.parentElement;
      if (text === '' || !owner || owner.closest('.skip, script, style, option, dialog:not([open])'))
        continue;
      if (!owner.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (isForReaders(owner)) continue;
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width < 1 || box.height < 1) continue;
      let scrolls = false;
      for (let up: Element | null = owner; up && up !== document.body; up = up.parentElement) {
        const style = getComputedStyle(up);
        if (style.position === 'fixed') break;
        const around = up.getBoundingClientRect();
        if (['auto', 'scroll'].includes(style.overflowX)) scrolls = true;
        if (scrolls) break;
        const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
        const isNode = up.classList.contains('react-flow__node');
        if (!hides && !isNode) continue;
        if (box.right > around.right + SLACK || box.left < around.left - SLACK)
          found.add(`${name(owner)} "${text}" is cut by ${name(up)}`);
        if (isNode && box.bottom > around.bottom + SLACK)
          found.add(`${name(owner)} "${text}" hangs out of its node`);
      }
      if (!scrolls && (box.right > innerWidth + SLACK || box.left < -SLACK))
        found.add(`${name(owner)} "${text}" leaves the window`);
    }
    return [...found];
  });
}

/** Visible texts smaller than `least` CSS pixels as drawn: the map's zoom counts. */
export async function smallTexts(page: Page, least: number, inside = 'body'): Promise<string[]> {
  return page.evaluate(
    ([smallest, selector]) => {
      // text for screen readers: clipped to nothing, whatever the class is called
      const isForReaders = (element: Element | null): boolean =>
        element !== null &&
        (getComputedStyle(element).clipPath === 'inset(50%)' || isForReaders(element.parentElement));
      const found = new Set<string>();
      for (const root of document.querySelectorAll(selector)) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const owner = node.parentElement;
          const text = node.textContent?.trim() ?? '';
          if (text === '' || !owner || owner.closest('.skip, script, style, noscript')) continue;
          if (!owner.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
          if (isForReaders(owner)) continue;
          const view = owner.closest('.react-flow__viewport');
          const zoom = view ? new DOMMatrix(getComputedStyle(view).transform).a : 1;
          const size = Number.parseFloat(getComputedStyle(owner).fontSize) * zoom;
          // size 0: the middle of an id that is shown short
          if (size > 0 && size < smallest - 0.05)
            found.add(
              `${owner.tagName.toLowerCase()}.${owner.className || '-'} "${text}" ${size.toFixed(1)} px`,
            );
        }
      }
      return [...found];
    },
    [least, inside] as const,
  );
}

/** What can be pressed and is smaller than `least` pixels in either direction; links inside a line of text are exempt. */
export async function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((smallest) => {
    const found = new Set<string>();
    const all = document.querySelectorAll<HTMLElement>(
      'button, select, summary, input:not([type=range]), [role=tab], a[href]',
    );
    for (const one of all) {
      if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (one.closest('.skip, dialog:not([open]), .react-flow__attribution')) continue;
      const label = one.closest('label');
      const box = (label ?? one).getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      if (box.width < smallest - 0.5 || box.height < smallest - 0.5) {
        const name = one.getAttribute('aria-label') ?? one.textContent ?? '';
        found.add(
          `${one.tagName.toLowerCase()}.${one.className} "${name.slice(0, 40)}" ${box.width.toFixed(0)}x${box.height.toFixed(0)}`,
        );
      }
    }
    return [...found];
  }, least);
}

/** Buttons that leave the window at the side; inside a table, a drawing or the map that is what scrolling is for. */
export async function buttonsOutside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    for (const one of document.querySelectorAll<HTMLElement>('button, select, summary, [role=tab]')) {
      if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (one.closest('.skip, dialog:not([open]), table, .react-flow')) continue;
      const box = one.getBoundingClientRect();
      if (box.width > 0 && (box.right > innerWidth + 1 || box.left < -1))
        found.add(`${one.tagName.toLowerCase()}.${one.className} "${one.textContent?.slice(0, 40)}"`);
    }
    return [...found];
  });
}

/** The transport lies inside the window, whole. */
export async function transportInView(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const box = document.querySelector('[data-landmark="timeline"]')?.getBoundingClientRect();
    return (
      box !== undefined &&
      box.height > 0 &&
      box.top >= 0 &&
      box.left >= 0 &&
      box.bottom <= innerHeight + 0.5 &&
      box.right <= innerWidth + 0.5
    );
  });
}

/** Controls of the two bars that lie over each other or leave the window. */
export async function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [
      ...document.querySelectorAll<HTMLElement>(
        ['top', 'timeline']
          .map(
            (name) => `[data-landmark="${name}"] :is(button, select, .scrubber-track, .scrubber-count, h1)`,
          )
          .join(),
      ),
    ].filter((one) => one.checkVisibility());
    const found: string[] = [];
    for (const [i, one] of all.entries()) {
      const { left, right } = one.getBoundingClientRect();
      if (left < -1 || right > innerWidth + 1) found.push(`${one.className} leaves the window`);
      for (const other of all.slice(i + 1)) {
        if (one.contains(other) || other.contains(one)) continue;
        const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 1) found.push(`${one.className} lies over ${other.className}`);
      }
    }
    return found;
  });
}
