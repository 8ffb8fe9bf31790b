/**
 * Rows of glance before the boot, as recorded.
 */
import { json, type SeedPart } from './part.ts';

export const GLANCE_ROWS: SeedPart = {
  shared: {
    'glance.image_locations': [
      {
        id: 1, image_id: '4cb95f07-8e82-49ee-b99d-66d69d87be87',
        value: 'file://$BASE/glance/store/4cb95f07-8e82-49ee-b99d-66d69d87be87',
        created_at: '2026-11-22 07:08:04', updated_at: '2026-11-22 07:08:04', deleted_at: null, deleted: 0,
        meta_data: json({ store: 'file' }),
        status: 'active',
      },
    ],
    'glance.images': [
      {
        id: '4cb95f07-8e82-49ee-b99d-66d69d87be87', name: 'cirros', size: 1024, status: 'active',
        created_at: '2026-11-22 07:08:04', updated_at: '2026-11-22 07:08:04', deleted_at: null, deleted: 0,
        disk_format: 'raw', container_format: 'bare', checksum: '0f343b0931126a20f133d67c2b018a3b',
        owner: '5d0a3d7bfa8a43c89dd13801f53963ce', min_disk: 0, min_ram: 0, protected: 0,
        virtual_size: 1024, visibility: 'public', os_hidden: 0, os_hash_algo: 'sha512',
        os_hash_value: '8efb4f73c5655351c444eb109230c556d39e2c7624e9c11abc9e3fb4b9b9254218cc5085b454a9698d085cfa92198491f07a723be4574adc70617b73eb0b6461',
      },
    ],
  },
  hosts: {},
};
