/** A link as a QR code, or that it is too long for one. */
import { encode } from 'uqr';

interface Props {
  readonly link: string;
  /** what it is, for who does not see it */
  readonly name: string;
  readonly tooLong: string;
  /** width and height, with their unit */
  readonly width: string;
}

/** Letters of a link that a projector can still show as squares. */
const MOST = 1200;

/** Dark squares row by row, as one path: `M x y h n v1 h-n z`. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
}

export function QrCode({ link, name, tooLong, width }: Props) {
  if (link.length > MOST) return <p className="text-ui text-ink-2">{tooLong}</p>;
  const { data, size } = encode(link, { ecc: 'L', border: 2 });
  return (
    <svg
      style={{ width, flex: 'none', background: '#fff' }}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={name}
      shapeRendering="crispEdges"
      data-qr={link}
    >
      <path d={pathOf(data)} fill="#000" />
    </svg>
  );
}
