/** Files dropped on the page, as a hand does it; bytes go over as base64, since a list of numbers is slow. */
import type { Page } from './page.ts';

type FilesDropped = { readonly [name: string]: string | Uint8Array };

export async function drop(page: Page, files: FilesDropped): Promise<void> {
  const packed = Object.entries(files).map(
    ([name, content]) => [name, Buffer.from(content).toString('base64')] as const,
  );
  await page.evaluate((given) => {
    const data = new DataTransfer();
    for (const [name, text] of given) {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  }, packed);
}
