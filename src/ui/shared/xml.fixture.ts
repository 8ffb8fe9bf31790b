/** A strict reader of XML, for tests of what is written. */

interface XmlElement {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly inside: XmlElement[];
  text: string;
}

const UNESCAPED: { readonly [entity: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads XML strictly: what is not closed, quoted or escaped throws. */
export function readXml(xml: string): XmlElement {
  const plain = (text: string): string => {
    if (/&(?!(amp|lt|gt|quot|apos);)/.test(text)) throw new Error(`a bare & in ${text}`);
    return text.replace(/&(\w+);/g, (_, entity: string) => UNESCAPED[entity] ?? '');
  };
  const root: XmlElement = { name: '', attributes: {}, inside: [], text: '' };
  const open: XmlElement[] = [root];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const parts = /<(\/?)([a-zA-Z]+)((?: [a-zA-Z0-9:-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  let end = 0;
  for (const [whole, isEnd, name = '', attributes = '', isEmpty, text] of body.matchAll(parts)) {
    end += whole.length;
    const parent = open.at(-1);
    if (!parent) throw new Error('something stands after the end');
    if (text !== undefined) parent.text += plain(text);
    else if (isEnd) {
      if (parent.name !== name) throw new Error(`${name} closes ${parent.name}`);
      open.pop();
    } else {
      const pairs = [...attributes.matchAll(/ ([a-zA-Z0-9:-]+)="([^"]*)"/g)];
      const named = pairs.map(([, key = '', value = '']) => [key, plain(value)]);
      if (new Set(named.map(([key]) => key)).size < named.length) throw new Error(`twice in ${attributes}`);
      const made: XmlElement = { name, attributes: Object.fromEntries(named), inside: [], text: '' };
      parent.inside.push(made);
      if (!isEmpty) open.push(made);
    }
  }
  if (end !== body.length) throw new Error(`no XML at ${body.slice(end, end + 40)}`);
  if (open.length !== 1 || root.inside.length !== 1) throw new Error('not one whole element');
  return root.inside[0] ?? root;
}

export const all = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.inside.flatMap((one) => [...(one.name === name ? [one] : []), ...all(one, name)]);
