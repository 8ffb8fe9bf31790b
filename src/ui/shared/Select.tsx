import type { ComponentProps } from 'react';

/** What is typed into, and the browser's own list of choices, look alike. */
const FIELD =
  'min-h-9 rounded-m border border-line-2/60 bg-paper text-ui text-ink hover:border-line-2 disabled:text-ink-3 touch:min-h-[44px]';

export function Select({ className = '', ...rest }: ComponentProps<'select'>) {
  return <select className={`select max-w-full px-2 ${FIELD} ${className}`} {...rest} />;
}

export function Input({ className = '', ...rest }: ComponentProps<'input'>) {
  return <input className={`px-2.5 placeholder:text-ink-3 ${FIELD} ${className}`} {...rest} />;
}
