/** The part of `TIMING` for servers whose guest is begun anew, copied or deleted: of the recordings of each. */

export const API_LIFE = {
  /** what no recording shows: as its reads and requests elsewhere */
  delete_service: {
    service: 4.5,
    instances: 3,
    aggregates: 2,
    provider: 4,
    mapping: 3,
    destroy: 2,
    answer: 1,
  },
  interfaces: { action: 5, call: 20, port: 6, interface: 9 },
  rebuild: { disks: 4, save: 7, cast: 6, ports: 14, groups: 20 },
  snapshot: { disks: 3.5, image_schema: 3.6, image: 5, save: 7.5 },
  /** of the recorded delete */
  delete_server: {
    build_request: 5,
    disks: 5,
    image: 5,
    service: 7.5,
    action: 9,
    cast: 12,
    queued: 5.5,
    network: 12,
    interfaces: 8,
    allocations: 5,
    destroy: 4,
  },
} as const;

export const SUPER_CONDUCTOR_LIFE = {
  rebuild_instance: {
    /** of the recorded rebuild */
    here: { mapping: 9.8, migration: 3.9, image: 2.5, image_schema: 2, zone: 24, cast: 17 },
    /** of the recorded evacuation */
    elsewhere: { mapping: 4, migration: 3, zone: 2, cast: 4 },
  },
} as const;

export const COMPUTE_LIFE = {
  /** what no recording shows: as the recorded calls and requests of their kind */
  first_start: {
    service: 4,
    node: 5,
    devices: 8,
    provider: 4,
    create_provider: 5,
    inventories: 6,
    known_traits: 5,
    traits: 5.5,
  },
  /** what no recording shows: as the recorded calls of their kind */
  polls: { instance: 4, service: 3, save: 4, cast: 5 },
  attach_interface: {
    event_start: 4.5,
    flavor: 2.5,
    segments: 10,
    provider_network: 4,
    pci_requests: 10,
    save: 4.3,
    event_finish: 4.7,
  },
  detach_interface: {
    event_start: 4.8,
    cache: 3.8,
    port: 3.3,
    delete_port: 5,
    interface: 4.6,
    destroy_interface: 5.6,
    refresh_cache: 0.8,
    ports: 10.6,
    network: 4,
    save_cache: 4.3,
    save: 8,
    event_finish: 2.3,
  },
  rebuild_instance: {
    event_start: 4.5,
    image: 3.5,
    image_schema: 5,
    allocations: 9,
    trusted_certs: 15,
    save_rebuilding: 9,
    numa_topology: 3,
    pci_requests: 3.3,
    pci_devices: 3,
    resources: 3,
    migration_context: 2.4,
    save_block_devices: 3.9,
    update_instance_info: 12,
    drop_context: 3.7,
    event_finish: 2.8,
  },
  snapshot_instance: {
    event_start: 5,
    save_snapshot: 10,
    save_power: 3.8,
    save_uploading: 11,
    save: 4.3,
    event_finish: 0.7,
  },
  reboot_instance: { event_start: 3, save_pending: 2.2, save: 4, event_finish: 3 },
  /** of the recorded delete */
  terminate_instance: {
    event_start: 3,
    refresh_cache: 4.5,
    ports: 6.2,
    network: 11.5,
    save_cache: 4.8,
    save: 9,
    resources: 3.1,
    delete_instance_info: 3,
    destroy: 3.5,
    event_finish: 3.7,
  },
  deallocate_network: { ports: 19, delete_port: 5, interfaces: 8, save_cache: 1.6, allocations: 5 },
} as const;
