/**
 * What rabbitmqctl printed of a real RabbitMQ 3.10.8 (Debian 12, Erlang's default printable range), taken once, in a
 * vhost of its own that was deleted afterwards: `EMPTY` right after `rabbitmqctl add_vhost`, `FULL` seven seconds after
 * amqplib had made the topology of `topology.fixture.ts` there. Command: `rabbitmqctl -p novascope_golden list_...`, the
 * queues with `name messages_ready messages_unacknowledged consumers`. As printed, but for two things: the rows (which
 * rabbitmqctl leaves to its hash tables) are sorted as ours are, and each `channel_pid`
 * (`<rabbit@localhost.1795470384.2077.0>`) is replaced by `PID`.
 */
export const EMPTY = {
  list_queues: `Timeout: 60.0 seconds ...
Listing queues for vhost novascope_golden ...
`,
  list_exchanges: `Listing exchanges for vhost novascope_golden ...
name\ttype
\tdirect
amq.direct\tdirect
amq.fanout\tfanout
amq.headers\theaders
amq.match\theaders
amq.rabbitmq.trace\ttopic
amq.topic\ttopic
`,
  list_bindings: `Listing bindings for vhost novascope_golden...
`,
  list_consumers: `Listing consumers in vhost novascope_golden ...
`,
} as const;

export const FULL = {
  list_queues: `Timeout: 60.0 seconds ...
Listing queues for vhost novascope_golden ...
name\tmessages_ready\tmessages_unacknowledged\tconsumers
Upper\t1\t0\t0
compute.cpu1\t3\t2\t1
compute_fanout_3d4e5f\t0\t0\t0
größe \u706b "quoted" back\\slash\t0\t0\t0
mine\t0\t0\t0
parked\t4\t0\t0
reply_9f8e7d\t0\t0\t1
scheduler\t0\t3\t2
scheduler.ctl1\t0\t0\t0
scheduler_fanout_0a1b2c\t0\t0\t1
single\t0\t0\t2
tab\there\t0\t0\t1
`,
  list_exchanges: `Listing exchanges for vhost novascope_golden ...
name\ttype
\tdirect
amq.direct\tdirect
amq.fanout\tfanout
amq.headers\theaders
amq.match\theaders
amq.rabbitmq.trace\ttopic
amq.topic\ttopic
audited\tdirect
compute_fanout\tfanout
inner\tdirect
nova\ttopic
openstack\ttopic
reports\theaders
scheduler_fanout\tfanout
`,
  list_bindings: `Listing bindings for vhost novascope_golden...
source_name\tsource_kind\tdestination_name\tdestination_kind\trouting_key\targuments
\texchange\tUpper\tqueue\tUpper\t[]
\texchange\tcompute.cpu1\tqueue\tcompute.cpu1\t[]
\texchange\tcompute_fanout_3d4e5f\tqueue\tcompute_fanout_3d4e5f\t[]
\texchange\tgröße \u706b "quoted" back\\slash\tqueue\tgröße \u706b "quoted" back\\slash\t[]
\texchange\tmine\tqueue\tmine\t[]
\texchange\tparked\tqueue\tparked\t[]
\texchange\treply_9f8e7d\tqueue\treply_9f8e7d\t[]
\texchange\tscheduler\tqueue\tscheduler\t[]
\texchange\tscheduler.ctl1\tqueue\tscheduler.ctl1\t[]
\texchange\tscheduler_fanout_0a1b2c\tqueue\tscheduler_fanout_0a1b2c\t[]
\texchange\tsingle\tqueue\tsingle\t[]
\texchange\ttab\there\tqueue\ttab\there\t[]
compute_fanout\texchange\tcompute_fanout_3d4e5f\tqueue\tcompute\t[]
inner\texchange\tUpper\tqueue\tUpper\t[]
nova\texchange\tcompute.cpu1\tqueue\tcompute.cpu1\t[]
nova\texchange\treports\texchange\taudit\t[{"why","copy"}]
nova\texchange\tscheduler\tqueue\tscheduler\t[]
nova\texchange\tscheduler.ctl1\tqueue\tscheduler.ctl1\t[]
openstack\texchange\tcompute.cpu1\tqueue\tcompute.#\t[]
openstack\texchange\tgröße \u706b "quoted" back\\slash\tqueue\tkey "q" \\ é \u706b\t[]
openstack\texchange\tinner\texchange\tnotifications.*\t[]
openstack\texchange\ttab\there\tqueue\ta\tb\t[]
reports\texchange\tmine\tqueue\tfloats\t[{"big",123456789012.5},{"e22",1.5e300},{"e22b",1.234567e22},{"e5",1.5e-5},{"huge",1.0e21},{"k",1000.5},{"max",9007199254740991},{"mid",123456.789},{"milli",0.001},{"neg",-0.25},{"small",0.1},{"tenth",0.0001},{"third",0.3333333333333333},{"tiny",1.0e-7},{"x15",1.5e-4}]
reports\texchange\tmine\tqueue\tk\t[{"big",5000000000},{"list",["a",1,true]},{"neg",-7},{"nothing",undefined},{"ratio",1.5},{"table",[{"a","b"},{"c",[{"d",1}]}]}]
reports\texchange\tmine\tqueue\ttexts\t[{"Upper",1},{"back","a\\\\b"},{"c1",[97,133]},{"control",[97,1]},{"deep",[[1],[{"z",1},{"a","é\\""}]]},{"del",[97,127]},{"esc","a\\e"},{"han",[28779]},{"ints","ab"},{"k\\"q",1},{"latin","größe"},{"long","a long value a long value a long value a long value a long value a long value a long value a long value a long value a long value a long value a long value "},{"nbsp","a\u00a0b"},{"newline","a\\nb\\tc"},{"quote","say \\"hi\\""},{"small",[1,2]},{"words",["a","b"]},{[1082,1083,1102,1095],1}]
reports\texchange\tparked\tqueue\t\t[{"format","pdf"},{"pages",3},{"x-match","all"}]
reports\texchange\tparked\tqueue\t\t[{"late",false},{"urgent",true},{"x-match","any"}]
reports\texchange\tparked\tqueue\te\t[{"empty",[]},{"emptylist",[]},{"emptytable",[]},{"esc",[115,97,121,32,34,104,105,34,32,92,32,47,32,233,32,28779,32,9,10,1,127]}]
scheduler_fanout\texchange\tscheduler_fanout_0a1b2c\tqueue\tscheduler\t[]
`,
  list_consumers: `Listing consumers in vhost novascope_golden ...
queue_name\tchannel_pid\tconsumer_tag\tack_required\tprefetch_count\tactive\targuments
compute.cpu1\tPID\t1\ttrue\t2\ttrue\t[]
reply_9f8e7d\tPID\t2\tfalse\t0\ttrue\t[]
scheduler\tPID\t3\ttrue\t0\ttrue\t[{"x-priority",10},{"a","text"},{"Z",true}]
scheduler\tPID\t4\ttrue\t100\ttrue\t[]
scheduler_fanout_0a1b2c\tPID\t5\ttrue\t100\ttrue\t[]
single\tPID\tfirst\ttrue\t100\ttrue\t[]
single\tPID\tsecond\ttrue\t2\tfalse\t[]
tab\there\tPID\ttag "q" é\ttrue\t2\ttrue\t[]
`,
} as const;
