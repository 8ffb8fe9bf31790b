/** Scripts by address under the page's Trusted Types: each policy of the response's headers lets its own through and no other. */

interface TrustedTypesHost {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL: (url: string) => string },
    ): { createScriptURL(url: string): unknown };
  };
}

/** A policy's name can be given once. What is refused throws a `TypeError`. */
export function trustedScripts(name: string, isOwn: (url: string) => boolean): (url: string) => string {
  const { trustedTypes } = globalThis as TrustedTypesHost;
  if (!trustedTypes) return (url) => url;
  const policy = trustedTypes.createPolicy(name, {
    createScriptURL(asked) {
      if (!isOwn(asked)) throw new TypeError(`not a script of this page: ${asked}`);
      return asked;
    },
  });
  return (url) => policy.createScriptURL(url) as string;
}
