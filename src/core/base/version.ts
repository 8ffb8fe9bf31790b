/** The product's version, set at the build (vite.config.ts): exports name it. */
declare const __NOVASCOPE_VERSION__: string;

export const VERSION: string = __NOVASCOPE_VERSION__;
