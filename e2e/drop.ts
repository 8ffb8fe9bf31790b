/** Files dropped on the page, as a hand does it; bytes go over as base64, since a list of numbers is slow. */
import type { Page } from './page.ts';

type FilesDropped = { readonly [name: string]: string | Uint8Array };

/** On the page, or on the part of it that a selector names. */
export async function drop(page: Page, files: FilesDropped, where: string | null = null): Promise<void> {
  const packed = Object.entries(files).map(
    ([name, content]) => [name, Buffer.from(content).toString('base64')] as const,
  );
  await page.evaluate(
    ([given, selector]) => {
      const data = new DataTransfer();
      for (const [name, text] of given) {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name));
      }
      const target = selector === null ? window : document.querySelector(selector);
      target?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true, bubbles: true }));
    },
    [packed, where] as const,
  );
}
