/** The part of `TIMING` for servers that leave their host: of the recorded shelve_unshelve. */

export const API_MOVES = {
  shelve: { save: 3, image_schema: 7, image: 7, cast: 5 },
  unshelve: { extensions: 9, spec: 3, save: 2 },
} as const;

export const SUPER_CONDUCTOR_MOVES = {
  instance_event: { start: 4, finish: 3 },
  find_host: { ports: 3, cell: 3, select: 3.5 },
  unshelve_instance: { mapping: 4, image: 2.5, image_schema: 2, zone: 2.5, cast: 8 },
} as const;

export const COMPUTE_MOVES = {
  shelve_instance: {
    event_start: 1,
    block_devices: 1,
    save_uploading: 5,
    save_shelved: 4,
    refresh_cache: 1,
    ports: 2,
    network: 5,
    save_cache: 6,
    allocations: 5,
    save_offloaded: 9,
    resources: 4,
    numa_topology: 3,
    save_node: 5,
    service: 3,
    save_hostless: 5,
    delete_instance_info: 3,
    event_finish: 2,
  },
  unshelve_instance: {
    event_start: 5,
    block_devices: 3,
    save_spawning: 3,
    allocations: 6,
    pci_requests: 8,
    numa_topology: 4,
    save_host: 4,
    disks: 4,
    save_node: 4,
    service: 5,
    bindings: 4,
    extensions: 3,
    bind_port: 4,
    refresh_cache: 6,
    ports: 4,
    network: 3,
    save_cache: 5,
    image: 3,
    save_active: 6,
    update_instance_info: 4,
    event_finish: 2,
  },
} as const;
