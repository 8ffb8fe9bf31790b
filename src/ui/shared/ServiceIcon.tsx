import {
  Cpu,
  Disc3,
  DoorOpen,
  KeyRound,
  LayoutGrid,
  type LucideIcon,
  Network,
  Rabbit,
  Scale,
  Server,
  UserRound,
  Waypoints,
} from 'lucide-react';
import { memo } from 'react';

/** By the beginning of a program's or an actor's name. */
const ICONS: readonly (readonly [string, LucideIcon])[] = [
  ['nova-api', DoorOpen],
  ['nova-conductor', Waypoints],
  ['nova-scheduler', Scale],
  ['nova-compute', Cpu],
  ['keystone', KeyRound],
  ['glance', Disc3],
  ['neutron', Network],
  ['placement', LayoutGrid],
  ['rabbitmq', Rabbit],
  ['client', UserRound],
  ['operator', UserRound],
];

interface Props {
  /** of an actor or of its program */
  readonly name: string;
  readonly size?: number;
  /** a client may have any name */
  readonly isClient?: boolean;
}

/** What a service is, as a picture beside its name. */
export const ServiceIcon = memo(function ServiceIcon({ name, size = 16, isClient = false }: Props) {
  const Icon = isClient ? UserRound : (ICONS.find(([start]) => name.startsWith(start))?.[1] ?? Server);
  return <Icon size={size} strokeWidth={1.9} className="shrink-0 text-ink-2" aria-hidden="true" />;
});
