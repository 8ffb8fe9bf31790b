/**
 * Rows of keystone: ours, simplified (none were recorded). The ids of the demo user, of its project and of the
 * project that owns the image are the recorded ones; the numbers of rows are those of the recorded deployment.
 */
import { json, type SeedPart } from './part.ts';

export const KEYSTONE_ROWS: SeedPart = {
  shared: {
    'keystone.assignment': [
      {
        type: 'UserProject', actor_id: '245557864e0791f2b3362ecb8503bef3',
        target_id: '5d0a3d7bfa8a43c89dd13801f53963ce', role_id: '06247af4908c4b48b4f7756908bbf3fc',
        inherited: 0,
      },
      {
        type: 'UserProject', actor_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89',
        target_id: '24f00583e1234ad48e94c2e55568b464', role_id: '774a34b2ae36abd3c163e67ce2580100',
        inherited: 0,
      },
      {
        type: 'UserProject', actor_id: 'e5a2eb09ed2ffc39bfbedb1280cdf21c',
        target_id: 'ba635063c129a22a81b065a7325b4cd7', role_id: '06247af4908c4b48b4f7756908bbf3fc',
        inherited: 0,
      },
      {
        type: 'UserProject', actor_id: 'e5a2eb09ed2ffc39bfbedb1280cdf21c',
        target_id: 'ba635063c129a22a81b065a7325b4cd7', role_id: 'e9914bf8a98c2dc6b6ffc22ca8d70714',
        inherited: 0,
      },
      {
        type: 'UserProject', actor_id: '36e63f4510c827dbd070567836ad5a7a',
        target_id: 'ba635063c129a22a81b065a7325b4cd7', role_id: '06247af4908c4b48b4f7756908bbf3fc',
        inherited: 0,
      },
      {
        type: 'UserProject', actor_id: '36e63f4510c827dbd070567836ad5a7a',
        target_id: 'ba635063c129a22a81b065a7325b4cd7', role_id: 'e9914bf8a98c2dc6b6ffc22ca8d70714',
        inherited: 0,
      },
      {
        type: 'UserProject', actor_id: 'bd7128825563acd47dca1f83fdd26d59',
        target_id: 'ba635063c129a22a81b065a7325b4cd7', role_id: '06247af4908c4b48b4f7756908bbf3fc',
        inherited: 0,
      },
      {
        type: 'UserProject', actor_id: 'bd7128825563acd47dca1f83fdd26d59',
        target_id: 'ba635063c129a22a81b065a7325b4cd7', role_id: 'e9914bf8a98c2dc6b6ffc22ca8d70714',
        inherited: 0,
      },
      {
        type: 'UserProject', actor_id: '447517032a14c3f4e7f2cc9d0f11a4bf',
        target_id: 'ba635063c129a22a81b065a7325b4cd7', role_id: '06247af4908c4b48b4f7756908bbf3fc',
        inherited: 0,
      },
      {
        type: 'UserProject', actor_id: '447517032a14c3f4e7f2cc9d0f11a4bf',
        target_id: 'ba635063c129a22a81b065a7325b4cd7', role_id: 'e9914bf8a98c2dc6b6ffc22ca8d70714',
        inherited: 0,
      },
    ],
    'keystone.endpoint': [
      {
        id: 'c4a330e3bc33949bed850419991e3848', legacy_endpoint_id: null, interface: 'public',
        service_id: '767c39e55a9384a94c03e647a1f72e3c', url: 'http://127.0.0.1:5000/v3',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
      {
        id: '33e07aa7911078af83a99a2cd2d030a1', legacy_endpoint_id: null, interface: 'internal',
        service_id: '767c39e55a9384a94c03e647a1f72e3c', url: 'http://127.0.0.1:5000/v3',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
      {
        id: '2f81de7dd8c56bf9ce4f751f7b4fabcb', legacy_endpoint_id: null, interface: 'admin',
        service_id: '767c39e55a9384a94c03e647a1f72e3c', url: 'http://127.0.0.1:5000/v3',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
      {
        id: '999a2e2c257e74a1b1e0c70cbfdf1835', legacy_endpoint_id: null, interface: 'public',
        service_id: '87b816afa7879740db2c3ebc73dd122f', url: 'http://127.0.0.1:8774/v2.1',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
      {
        id: '503ea5eb99083866b3bb86c583327a20', legacy_endpoint_id: null, interface: 'internal',
        service_id: '87b816afa7879740db2c3ebc73dd122f', url: 'http://127.0.0.1:8774/v2.1',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
      {
        id: 'fc33a6c999b5c11c737ae960b2bf73e1', legacy_endpoint_id: null, interface: 'admin',
        service_id: '87b816afa7879740db2c3ebc73dd122f', url: 'http://127.0.0.1:8774/v2.1',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
      {
        id: '53ea2cef1d57dcc87be9004a3f98b504', legacy_endpoint_id: null, interface: 'public',
        service_id: '65a7968839c9f1dff8621b677a4506e4', url: 'http://127.0.0.1:35002',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
      {
        id: '7c56fc5b585f3fdd3b1cc8fa0c6c7c15', legacy_endpoint_id: null, interface: 'internal',
        service_id: '65a7968839c9f1dff8621b677a4506e4', url: 'http://127.0.0.1:35002',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
      {
        id: '96be60292a28e63813f608675796ab44', legacy_endpoint_id: null, interface: 'admin',
        service_id: '65a7968839c9f1dff8621b677a4506e4', url: 'http://127.0.0.1:35002',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
      {
        id: '6a3899675bcc23c74704c6131b1a0660', legacy_endpoint_id: null, interface: 'public',
        service_id: 'd9120e661dc72777d44f8a48cdb94a47', url: 'http://127.0.0.1:9292',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
      {
        id: '18453c18f1b712d3bcf09bb7e0de4008', legacy_endpoint_id: null, interface: 'internal',
        service_id: 'd9120e661dc72777d44f8a48cdb94a47', url: 'http://127.0.0.1:9292',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
      {
        id: '12327ac35cfc399ca8681293e2178857', legacy_endpoint_id: null, interface: 'admin',
        service_id: 'd9120e661dc72777d44f8a48cdb94a47', url: 'http://127.0.0.1:9292',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
      {
        id: '8cb303911ea2281ff951acd60f97880c', legacy_endpoint_id: null, interface: 'public',
        service_id: 'e96ac9bb56081a02be296625a1de69da', url: 'http://127.0.0.1:9696',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
      {
        id: '78d39f130b9c7c9e7c3f3f0bf353e3b0', legacy_endpoint_id: null, interface: 'internal',
        service_id: 'e96ac9bb56081a02be296625a1de69da', url: 'http://127.0.0.1:9696',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
      {
        id: '1e7241ef50e3d3b7cfac6f9634aa850b', legacy_endpoint_id: null, interface: 'admin',
        service_id: 'e96ac9bb56081a02be296625a1de69da', url: 'http://127.0.0.1:9696',
        extra: json({}),
        enabled: 1, region_id: 'RegionOne',
      },
    ],
    'keystone.implied_role': [
      {
        prior_role_id: '06247af4908c4b48b4f7756908bbf3fc',
        implied_role_id: '774a34b2ae36abd3c163e67ce2580100',
      },
      {
        prior_role_id: '774a34b2ae36abd3c163e67ce2580100',
        implied_role_id: 'ea22ebaf105c9258efadfc6f0941535e',
      },
    ],
    'keystone.local_user': [
      {
        id: 1, domain_id: 'default', user_id: '245557864e0791f2b3362ecb8503bef3', name: 'admin',
        failed_auth_count: 0, failed_auth_at: null,
      },
      {
        id: 2, domain_id: 'default', user_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89', name: 'demo',
        failed_auth_count: 0, failed_auth_at: null,
      },
      {
        id: 3, domain_id: 'default', user_id: 'e5a2eb09ed2ffc39bfbedb1280cdf21c', name: 'nova',
        failed_auth_count: 0, failed_auth_at: null,
      },
      {
        id: 4, domain_id: 'default', user_id: '36e63f4510c827dbd070567836ad5a7a', name: 'placement',
        failed_auth_count: 0, failed_auth_at: null,
      },
      {
        id: 5, domain_id: 'default', user_id: 'bd7128825563acd47dca1f83fdd26d59', name: 'glance',
        failed_auth_count: 0, failed_auth_at: null,
      },
      {
        id: 6, domain_id: 'default', user_id: '447517032a14c3f4e7f2cc9d0f11a4bf', name: 'neutron',
        failed_auth_count: 0, failed_auth_at: null,
      },
    ],
    'keystone.password': [
      {
        id: 1, local_user_id: 1, expires_at: null, self_service: 0, password_hash: '***',
        created_at_int: 1795331250000000, expires_at_int: null, created_at: '2026-11-22 07:07:30',
      },
      {
        id: 2, local_user_id: 2, expires_at: null, self_service: 0, password_hash: '***',
        created_at_int: 1795331251000000, expires_at_int: null, created_at: '2026-11-22 07:07:30',
      },
      {
        id: 3, local_user_id: 3, expires_at: null, self_service: 0, password_hash: '***',
        created_at_int: 1795331252000000, expires_at_int: null, created_at: '2026-11-22 07:07:30',
      },
      {
        id: 4, local_user_id: 4, expires_at: null, self_service: 0, password_hash: '***',
        created_at_int: 1795331253000000, expires_at_int: null, created_at: '2026-11-22 07:07:30',
      },
      {
        id: 5, local_user_id: 5, expires_at: null, self_service: 0, password_hash: '***',
        created_at_int: 1795331254000000, expires_at_int: null, created_at: '2026-11-22 07:07:30',
      },
      {
        id: 6, local_user_id: 6, expires_at: null, self_service: 0, password_hash: '***',
        created_at_int: 1795331255000000, expires_at_int: null, created_at: '2026-11-22 07:07:30',
      },
    ],
    'keystone.project': [
      {
        id: '<<keystone.domain.root>>', name: '<<keystone.domain.root>>',
        extra: json({}),
        description: '', enabled: 1, domain_id: '<<keystone.domain.root>>', parent_id: null, is_domain: 1,
      },
      {
        id: 'default', name: 'Default',
        extra: json({}),
        description: '', enabled: 1, domain_id: '<<keystone.domain.root>>', parent_id: null, is_domain: 1,
      },
      {
        id: '5d0a3d7bfa8a43c89dd13801f53963ce', name: 'admin',
        extra: json({}),
        description: '', enabled: 1, domain_id: 'default', parent_id: 'default', is_domain: 0,
      },
      {
        id: '24f00583e1234ad48e94c2e55568b464', name: 'demo',
        extra: json({}),
        description: '', enabled: 1, domain_id: 'default', parent_id: 'default', is_domain: 0,
      },
      {
        id: 'ba635063c129a22a81b065a7325b4cd7', name: 'service',
        extra: json({}),
        description: '', enabled: 1, domain_id: 'default', parent_id: 'default', is_domain: 0,
      },
    ],
    'keystone.region': [
      { id: 'RegionOne', description: '', parent_region_id: null, extra: json({}) },
    ],
    'keystone.role': [
      {
        id: '06247af4908c4b48b4f7756908bbf3fc', name: 'admin',
        extra: json({}),
        domain_id: '<<null>>', description: null,
      },
      {
        id: '774a34b2ae36abd3c163e67ce2580100', name: 'member',
        extra: json({}),
        domain_id: '<<null>>', description: null,
      },
      {
        id: 'ea22ebaf105c9258efadfc6f0941535e', name: 'reader',
        extra: json({}),
        domain_id: '<<null>>', description: null,
      },
      {
        id: 'e9914bf8a98c2dc6b6ffc22ca8d70714', name: 'service',
        extra: json({}),
        domain_id: '<<null>>', description: null,
      },
    ],
    'keystone.role_option': [
      { role_id: '06247af4908c4b48b4f7756908bbf3fc', option_id: 'IMMU', option_value: 'true' },
      { role_id: '774a34b2ae36abd3c163e67ce2580100', option_id: 'IMMU', option_value: 'true' },
      { role_id: 'ea22ebaf105c9258efadfc6f0941535e', option_id: 'IMMU', option_value: 'true' },
    ],
    'keystone.service': [
      {
        id: '767c39e55a9384a94c03e647a1f72e3c', type: 'identity', enabled: 1,
        extra: json({ name: 'keystone' }),
      },
      {
        id: '87b816afa7879740db2c3ebc73dd122f', type: 'compute', enabled: 1,
        extra: json({ name: 'nova' }),
      },
      {
        id: '65a7968839c9f1dff8621b677a4506e4', type: 'placement', enabled: 1,
        extra: json({ name: 'placement' }),
      },
      {
        id: 'd9120e661dc72777d44f8a48cdb94a47', type: 'image', enabled: 1,
        extra: json({ name: 'glance' }),
      },
      {
        id: 'e96ac9bb56081a02be296625a1de69da', type: 'network', enabled: 1,
        extra: json({ name: 'neutron' }),
      },
    ],
    'keystone.system_assignment': [
      {
        type: 'UserSystem', actor_id: '245557864e0791f2b3362ecb8503bef3', target_id: 'system',
        role_id: '06247af4908c4b48b4f7756908bbf3fc', inherited: 0,
      },
    ],
    'keystone.user': [
      {
        id: '245557864e0791f2b3362ecb8503bef3',
        extra: json({}),
        enabled: 1, default_project_id: null, created_at: '2026-11-22 07:07:30', last_active_at: null,
        domain_id: 'default',
      },
      {
        id: 'ea6d1f65520f4ffab8501cf2ab9d1a89',
        extra: json({}),
        enabled: 1, default_project_id: null, created_at: '2026-11-22 07:07:30', last_active_at: null,
        domain_id: 'default',
      },
      {
        id: 'e5a2eb09ed2ffc39bfbedb1280cdf21c',
        extra: json({}),
        enabled: 1, default_project_id: null, created_at: '2026-11-22 07:07:30', last_active_at: null,
        domain_id: 'default',
      },
      {
        id: '36e63f4510c827dbd070567836ad5a7a',
        extra: json({}),
        enabled: 1, default_project_id: null, created_at: '2026-11-22 07:07:30', last_active_at: null,
        domain_id: 'default',
      },
      {
        id: 'bd7128825563acd47dca1f83fdd26d59',
        extra: json({}),
        enabled: 1, default_project_id: null, created_at: '2026-11-22 07:07:30', last_active_at: null,
        domain_id: 'default',
      },
      {
        id: '447517032a14c3f4e7f2cc9d0f11a4bf',
        extra: json({}),
        enabled: 1, default_project_id: null, created_at: '2026-11-22 07:07:30', last_active_at: null,
        domain_id: 'default',
      },
    ],
  },
  hosts: {},
};
