/** The path of a REST request: words of the APIs and ids stay, queries and everything else do not. */

import { SHAPES } from './allowed.ts';
import type { Redactor } from './redactor.ts';

/** Segments of Nova's, Keystone's, Glance's, Neutron's, Cinder's, Placement's and Heat's own paths. */
const WORDS = new Set(
  'servers detail action os-external_network os-server-external-events os-hypervisors os-services os-quota-sets os-aggregates os-keypairs os-interface os-volume_attachments os-instance-actions os-migrations os-server-groups os-availability-zone os-simple-tenant-usage os-console-auth-tokens os-security-groups os-floating-ips os-tenant-networks os-cells os-hosts os-assisted-volume-snapshots os-networks os-fping flavors os-extra_specs os-flavor-access images metadata ips diagnostics topology remote-consoles migrations shares tags limits extensions statistics force_complete abort uptime search add-host auth tokens projects users roles services endpoints domains groups credentials OS-TRUST trusts catalog domain schemas image tasks metadefs namespaces members file stage import stores info networks subnets ports routers floatingips security-groups security-group-rules quotas agents network-ip-availabilities subnetpools bindings activate trunks qos policies rbac-policies volumes snapshots attachments backups types volume-transfers os-volume-transfer scheduler-stats get_pools resource_providers inventories allocations usages aggregates traits resource_classes allocation_candidates reshaper stacks resources events template outputs stack_adopt preview identity compute placement volume network v1 default defaults healthcheck versions'.split(
    ' ',
  ),
);
const VERSION = /^v\d{1,2}(\.\d{1,2})?$/;

export function pathKept(path: string, redact: Redactor): string {
  const [bare = '', query] = path.slice(0, 2000).split('?', 2);
  const kept = bare.split('/').map((part) => {
    if (part === '' || WORDS.has(part) || VERSION.test(part) || SHAPES.id.test(part)) return part;
    if (/^[0-9a-f]{32}$/.test(part)) return redact.rename(part);
    return redact.hide(part, 'address');
  });
  return kept.join('/') + (query === undefined ? '' : `?${redact.hide(query, 'address')}`);
}
