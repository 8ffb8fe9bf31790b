/**
 * Stands in for lucide's maker of components in the page: an icon is its own svg, with no component between, no context and no
 * reference. The drawings are lucide's. 1 KiB less before the first picture.
 */
import { stillIcon } from '../../ui/shared/still-icon.tsx';

// biome-ignore lint/style/noDefaultExport: lucide's icons import it so
export default (data) => (look) => stillIcon(data, { size: 24, ...look });
