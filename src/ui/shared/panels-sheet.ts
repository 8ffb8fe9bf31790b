/** The rules of what is loaded when it is drawn: a second sheet, so that the first picture does not wait for them. */
let coming: Promise<void> | undefined;

async function adopt(): Promise<void> {
  const { default: rules } = await import('../panels.css?inline');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets.push(sheet);
}

/** Fulfilled when the document has it; after a failure it is asked for again. */
export function panelsSheet(): Promise<void> {
  coming ??= adopt().catch((error: unknown) => {
    coming = undefined;
    throw error;
  });
  return coming;
}
