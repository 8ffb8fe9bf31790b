/** Which program writes a log, by the loggers that its lines name. */

const LOGGERS: readonly (readonly [RegExp, string])[] = [
  [
    /^nova\.(compute\.(manager|resource_tracker|claims|stats)|virt|network\.neutron$|service$|libvirt)/,
    'nova-compute',
  ],
  [/^nova\.(api|osapi|metadata|compute\.api)/, 'nova-api'],
  [/^nova\.conductor/, 'nova-conductor'],
  [/^nova\.(scheduler\.(manager|host_manager|filter|weights|utils)|filters|weights)/, 'nova-scheduler'],
  [/^neutron\.(agent|plugins\.ml2\.drivers\.\w+\.agent)/, 'neutron-openvswitch-agent'],
  [/^neutron/, 'neutron-server'],
  [/^cinder\.volume/, 'cinder-volume'],
  [/^cinder\.scheduler/, 'cinder-scheduler'],
  [/^cinder/, 'cinder-api'],
  [/^placement/, 'placement-api'],
  [/^glance/, 'glance-api'],
  [/^keystone/, 'keystone'],
  [/^heat\.engine/, 'heat-engine'],
  [/^heat/, 'heat-api'],
  [/^ironic/, 'ironic-conductor'],
];

/** '' where no logger says it. */
export function serviceOfLoggers(loggers: ReadonlyMap<string, number>): string {
  const votes = new Map<string, number>();
  for (const [logger, count] of loggers) {
    const program = LOGGERS.find(([look]) => look.test(logger))?.[1];
    if (program !== undefined) votes.set(program, (votes.get(program) ?? 0) + count);
  }
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}
