/**
 * Rows of neutron before the boot, as recorded; standardattributes, securitygrouprules and default_security_group
 * were not recorded: ours, with the ids that other rows name.
 */
import { json, type SeedPart } from './part.ts';

export const NEUTRON_ROWS: SeedPart = {
  shared: {
    'neutron.default_security_group': [
      {
        project_id: '24f00583e1234ad48e94c2e55568b464',
        security_group_id: '5fc5a25c-3c57-41a1-a621-b368fe1eb12a',
      },
    ],
    'neutron.ipallocationpools': [
      {
        id: '0f8d8449-b80e-4c15-b0c5-5c39643fe43d', subnet_id: '21dc4e42-ebd1-415c-9b72-12aae6779216',
        first_ip: '10.0.0.2', last_ip: '10.0.0.254',
      },
    ],
    'neutron.ipamallocationpools': [
      {
        id: '20fbd480-8d20-4a3c-a96d-90eccc0ca9bc', ipam_subnet_id: '8c8f8c30-c079-409f-af4d-a287a98e3831',
        first_ip: '10.0.0.2', last_ip: '10.0.0.254',
      },
    ],
    'neutron.ipamsubnets': [
      {
        id: '8c8f8c30-c079-409f-af4d-a287a98e3831',
        neutron_subnet_id: '21dc4e42-ebd1-415c-9b72-12aae6779216',
      },
    ],
    'neutron.network_subnet_lock': [
      {
        network_id: 'cd348bd8-8ac4-4e27-a683-a64843006118',
        subnet_id: '21dc4e42-ebd1-415c-9b72-12aae6779216',
      },
    ],
    'neutron.networks': [
      {
        project_id: '24f00583e1234ad48e94c2e55568b464', id: 'cd348bd8-8ac4-4e27-a683-a64843006118',
        name: 'private', status: 'ACTIVE', admin_state_up: 1, vlan_transparent: null, standard_attr_id: 6,
        availability_zone_hints: null, mtu: 1500,
      },
    ],
    'neutron.networksecuritybindings': [
      { network_id: 'cd348bd8-8ac4-4e27-a683-a64843006118', port_security_enabled: 1 },
    ],
    'neutron.networksegments': [
      {
        id: '09a334f4-784c-41c0-9b42-2c9ddc2f12f8', network_id: 'cd348bd8-8ac4-4e27-a683-a64843006118',
        network_type: 'local', physical_network: null, segmentation_id: null, is_dynamic: 0,
        segment_index: 0, standard_attr_id: 7, name: null,
      },
    ],
    'neutron.securitygrouprules': [
      {
        project_id: '24f00583e1234ad48e94c2e55568b464', id: '1757aa39-eb29-4b7b-8a05-35d13f79c4a1',
        security_group_id: '5fc5a25c-3c57-41a1-a621-b368fe1eb12a',
        remote_group_id: '5fc5a25c-3c57-41a1-a621-b368fe1eb12a', direction: 'ingress', ethertype: 'IPv6',
        protocol: null, port_range_min: null, port_range_max: null, remote_ip_prefix: null,
        standard_attr_id: 4, remote_address_group_id: null,
      },
      {
        project_id: '24f00583e1234ad48e94c2e55568b464', id: 'ded83aaa-df6e-452d-85f2-b8736411feae',
        security_group_id: '5fc5a25c-3c57-41a1-a621-b368fe1eb12a',
        remote_group_id: '5fc5a25c-3c57-41a1-a621-b368fe1eb12a', direction: 'ingress', ethertype: 'IPv4',
        protocol: null, port_range_min: null, port_range_max: null, remote_ip_prefix: null,
        standard_attr_id: 2, remote_address_group_id: null,
      },
      {
        project_id: '24f00583e1234ad48e94c2e55568b464', id: 'dfecbb3b-eda0-45db-8580-94243e3c3c48',
        security_group_id: '5fc5a25c-3c57-41a1-a621-b368fe1eb12a', remote_group_id: null,
        direction: 'egress', ethertype: 'IPv6', protocol: null, port_range_min: null, port_range_max: null,
        remote_ip_prefix: null, standard_attr_id: 5, remote_address_group_id: null,
      },
      {
        project_id: '24f00583e1234ad48e94c2e55568b464', id: 'ef11df32-041b-4cd2-8147-4a2f48cfc755',
        security_group_id: '5fc5a25c-3c57-41a1-a621-b368fe1eb12a', remote_group_id: null,
        direction: 'egress', ethertype: 'IPv4', protocol: null, port_range_min: null, port_range_max: null,
        remote_ip_prefix: null, standard_attr_id: 3, remote_address_group_id: null,
      },
    ],
    'neutron.securitygroups': [
      {
        project_id: '24f00583e1234ad48e94c2e55568b464', id: '5fc5a25c-3c57-41a1-a621-b368fe1eb12a',
        name: 'default', standard_attr_id: 1, stateful: 1,
      },
    ],
    'neutron.standardattributes': [
      {
        id: 1, resource_type: 'securitygroups', description: 'Default security group', revision_number: 5,
        created_at: '2026-11-22 07:08:08', updated_at: '2026-11-22 07:08:08',
      },
      {
        id: 2, resource_type: 'securitygrouprules', description: null, revision_number: 0,
        created_at: '2026-11-22 07:08:08', updated_at: '2026-11-22 07:08:08',
      },
      {
        id: 3, resource_type: 'securitygrouprules', description: null, revision_number: 0,
        created_at: '2026-11-22 07:08:08', updated_at: '2026-11-22 07:08:08',
      },
      {
        id: 4, resource_type: 'securitygrouprules', description: null, revision_number: 0,
        created_at: '2026-11-22 07:08:08', updated_at: '2026-11-22 07:08:08',
      },
      {
        id: 5, resource_type: 'securitygrouprules', description: null, revision_number: 0,
        created_at: '2026-11-22 07:08:08', updated_at: '2026-11-22 07:08:08',
      },
      {
        id: 6, resource_type: 'networks', description: '', revision_number: 2,
        created_at: '2026-11-22 07:08:08', updated_at: '2026-11-22 07:08:08',
      },
      {
        id: 7, resource_type: 'networksegments', description: null, revision_number: 0,
        created_at: '2026-11-22 07:08:08', updated_at: '2026-11-22 07:08:08',
      },
      {
        id: 8, resource_type: 'subnets', description: '', revision_number: 0,
        created_at: '2026-11-22 07:08:10', updated_at: '2026-11-22 07:08:10',
      },
    ],
    'neutron.subnets': [
      {
        project_id: '24f00583e1234ad48e94c2e55568b464', id: '21dc4e42-ebd1-415c-9b72-12aae6779216',
        name: 'private-subnet', network_id: 'cd348bd8-8ac4-4e27-a683-a64843006118', ip_version: 4,
        cidr: '10.0.0.0/24', gateway_ip: '10.0.0.1', enable_dhcp: 0, ipv6_ra_mode: null,
        ipv6_address_mode: null, subnetpool_id: null, standard_attr_id: 8, segment_id: null, in_use: 1,
      },
    ],
  },
  hosts: {
    cpu1: {
      'neutron.ipallocations': [
        {
          port_id: '7229fe2d-8c67-43f4-9c23-3627fe8d6e93', ip_address: '10.0.0.17',
          subnet_id: '21dc4e42-ebd1-415c-9b72-12aae6779216',
          network_id: 'cd348bd8-8ac4-4e27-a683-a64843006118',
        },
      ],
      'neutron.ipamallocations': [
        {
          ip_address: '10.0.0.17', status: 'ALLOCATED',
          ipam_subnet_id: '8c8f8c30-c079-409f-af4d-a287a98e3831',
        },
      ],
      'neutron.ml2_port_binding_levels': [
        {
          port_id: '7229fe2d-8c67-43f4-9c23-3627fe8d6e93', host: 'cpu1', level: 0, driver: 'labbind',
          segment_id: '09a334f4-784c-41c0-9b42-2c9ddc2f12f8',
        },
      ],
      'neutron.ml2_port_bindings': [
        {
          port_id: '7229fe2d-8c67-43f4-9c23-3627fe8d6e93', host: 'cpu1', vif_type: 'ovs',
          vnic_type: 'normal', profile: '',
          vif_details: json({ port_filter: true }),
          status: 'ACTIVE',
        },
      ],
      'neutron.ports': [
        {
          project_id: '24f00583e1234ad48e94c2e55568b464', id: '7229fe2d-8c67-43f4-9c23-3627fe8d6e93',
          name: '', network_id: 'cd348bd8-8ac4-4e27-a683-a64843006118', mac_address: 'fa:16:3e:ba:2b:76',
          admin_state_up: 1, status: 'ACTIVE', device_id: '902e519f-508b-4c25-b709-c5d7d869f6d0',
          device_owner: 'compute:nova', standard_attr_id: 10, ip_allocation: 'immediate',
        },
      ],
      'neutron.portsecuritybindings': [
        { port_id: '7229fe2d-8c67-43f4-9c23-3627fe8d6e93', port_security_enabled: 1 },
      ],
      'neutron.securitygroupportbindings': [
        {
          port_id: '7229fe2d-8c67-43f4-9c23-3627fe8d6e93',
          security_group_id: '5fc5a25c-3c57-41a1-a621-b368fe1eb12a',
        },
      ],
      'neutron.standardattributes': [
        {
          id: 10, resource_type: 'ports', description: '', revision_number: 4,
          created_at: '2026-11-22 07:16:41', updated_at: '2026-11-22 07:16:43',
        },
      ],
    },
    cpu2: {
      'neutron.ipallocations': [
        {
          port_id: '193c48d2-eb11-4ce6-931a-382cf0f5e9e6', ip_address: '10.0.0.141',
          subnet_id: '21dc4e42-ebd1-415c-9b72-12aae6779216',
          network_id: 'cd348bd8-8ac4-4e27-a683-a64843006118',
        },
      ],
      'neutron.ipamallocations': [
        {
          ip_address: '10.0.0.141', status: 'ALLOCATED',
          ipam_subnet_id: '8c8f8c30-c079-409f-af4d-a287a98e3831',
        },
      ],
      'neutron.ml2_port_binding_levels': [
        {
          port_id: '193c48d2-eb11-4ce6-931a-382cf0f5e9e6', host: 'cpu2', level: 0, driver: 'labbind',
          segment_id: '09a334f4-784c-41c0-9b42-2c9ddc2f12f8',
        },
      ],
      'neutron.ml2_port_bindings': [
        {
          port_id: '193c48d2-eb11-4ce6-931a-382cf0f5e9e6', host: 'cpu2', vif_type: 'ovs',
          vnic_type: 'normal', profile: '',
          vif_details: json({ port_filter: true }),
          status: 'ACTIVE',
        },
      ],
      'neutron.ports': [
        {
          project_id: '24f00583e1234ad48e94c2e55568b464', id: '193c48d2-eb11-4ce6-931a-382cf0f5e9e6',
          name: '', network_id: 'cd348bd8-8ac4-4e27-a683-a64843006118', mac_address: 'fa:16:3e:7c:22:c8',
          admin_state_up: 1, status: 'ACTIVE', device_id: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9',
          device_owner: 'compute:nova', standard_attr_id: 9, ip_allocation: 'immediate',
        },
      ],
      'neutron.portsecuritybindings': [
        { port_id: '193c48d2-eb11-4ce6-931a-382cf0f5e9e6', port_security_enabled: 1 },
      ],
      'neutron.securitygroupportbindings': [
        {
          port_id: '193c48d2-eb11-4ce6-931a-382cf0f5e9e6',
          security_group_id: '5fc5a25c-3c57-41a1-a621-b368fe1eb12a',
        },
      ],
      'neutron.standardattributes': [
        {
          id: 9, resource_type: 'ports', description: '', revision_number: 4,
          created_at: '2026-11-22 07:09:44', updated_at: '2026-11-22 07:09:46',
        },
      ],
    },
  },
};
