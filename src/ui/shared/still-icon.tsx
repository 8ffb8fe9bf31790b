/** Icons of lucide as plain elements: what is drawn dozens of times a step goes through no component of its own. */
import { createElement, type ReactNode, type SVGProps } from 'react';

interface IconData {
  readonly name: string;
  readonly node: readonly (readonly [tag: string, attributes: { readonly [name: string]: string }])[];
}
// what lucide's modules hold beside their components, and their one file of types leaves out
declare module 'lucide-react/icons/arrow-right' {
  export const __iconData: IconData;
}

interface IconLook extends Omit<SVGProps<SVGSVGElement>, 'ref'> {
  readonly size: number | string;
  readonly strokeWidth?: number;
  readonly className?: string;
}

/** Decorative, if nothing else is asked: what it stands for is said beside it. The page's icon components draw it too (setup/page-icons). */
export function stillIcon(
  { name, node }: IconData,
  { size, strokeWidth = 2, className = '', ...rest }: IconLook,
): ReactNode {
  return (
    <svg
      className={`lucide lucide-${name} ${className}`.trim()}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={strokeWidth}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      {...rest}
    >
      {node.map(([tag, attributes]) => createElement(tag, attributes))}
    </svg>
  );
}
