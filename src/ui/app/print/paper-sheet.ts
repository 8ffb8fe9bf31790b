/** The rules of paper, in a sheet of their own: nobody waits for them who does not print. */
import page from './page.css?inline';
import paper from './paper.css?inline';

let sheet: CSSStyleSheet | null = null;

/** The document has them from then on. */
export function paperSheet(): void {
  if (sheet) return;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(`${paper}\n${page}`);
  document.adoptedStyleSheets.push(sheet);
}
