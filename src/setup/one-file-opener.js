// The first script of the one file: it unpacks the page's own, which the policy lets through by its hash, and starts it.
const { textContent } = document.querySelector('script[data-part="page"]');
const packed = Uint8Array.from(atob(textContent), (letter) => letter.charCodeAt(0));
const unpacking = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
const text = await new Response(unpacking).text();
const script = document.createElement('script');
script.type = 'module';
const policy = globalThis.trustedTypes?.createPolicy('one-file', { createScript: (code) => code });
script.textContent = policy ? policy.createScript(text) : text;
document.body.append(script);
