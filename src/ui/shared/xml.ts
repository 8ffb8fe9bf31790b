/** Text inside XML and HTML. */

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** In an element or in a quoted attribute. */
export const escapeXml = (words: string): string => words.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one);
