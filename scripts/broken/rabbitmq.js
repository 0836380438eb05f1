import { clusterSays, ended, logged, withoutBroker } from "./change.js";

const UNREACHABLE =
  "ERROR oslo.messaging._drivers.impl_rabbit [-] [7e0c8d5c-91f4-4f39-8d8e-9b4f9a4c6d21] AMQP server on overcloud-controller-0.internalapi.localdomain:5672 is unreachable: [Errno 111] ECONNREFUSED. Trying again in 1 seconds. Client port: None: error: [Errno 111] ECONNREFUSED";
const TIMEOUT = "MessagingTimeout: Timed out waiting for a reply to message ID 0123456789abcdef0123456789abcdef";
const traceback = (logger) => [
  `ERROR ${logger} Traceback (most recent call last):`,
  `ERROR ${logger}   File "/usr/lib/python2.7/site-packages/oslo_messaging/rpc/client.py", line 174, in call`,
  `ERROR ${logger} ${TIMEOUT}`,
];

/** RabbitMQ is stopped on all controllers: what talks through it has nobody to talk to. */
export const rabbitmq = (files, plan) => (plan.role === "Controller" ? controller(files, plan) : compute(files));

function controller(files, { index }) {
  const silent = Object.fromEntries(Object.entries(files).filter(([path]) => !path.includes("rabbitmqctl")));
  let broken = clusterSays(silent, (text) =>
    text
      .replace(/(rabbitmq-bundle-\d\t.*:\t)Started \S+/g, "$1Stopped")
      .replace(/ rabbitmq-bundle-\d@overcloud-controller-\d/g, ""),
  );
  broken = ended(broken, `rabbitmq-bundle-docker-${index}`, 1);
  broken = withoutBroker(broken, {
    nova_conductor: "nova-conductor",
    nova_scheduler: "nova-scheduler",
    nova_consoleauth: "nova-consoleauth",
    heat_engine: "heat-engine",
    cinder_scheduler: "cinder-scheduler",
    neutron_dhcp: "neutron-dhcp-agent",
    neutron_l3_agent: "neutron-l3-agent",
    neutron_ovs_agent: "neutron-openvswitch-agent",
    ceilometer_agent_notification: "ceilometer-agent-notification",
  });
  broken = logged(broken, "nova/nova-conductor.log", [UNREACHABLE]);
  broken = logged(broken, "nova/nova-scheduler.log", [UNREACHABLE]);
  broken = logged(broken, "heat/heat-engine.log", [UNREACHABLE]);
  broken = logged(broken, "cinder/cinder-scheduler.log", [UNREACHABLE]);
  broken = logged(broken, "neutron/l3-agent.log", [
    `ERROR neutron.agent.l3.agent [-] Failed reporting state!: ${TIMEOUT}`,
    ...traceback("neutron.agent.l3.agent"),
  ]);
  return logged(broken, "neutron/server.log", [
    UNREACHABLE,
    "WARNING neutron.db.agents_db [-] Agent healthcheck: found 11 dead agents out of 11:",
  ]);
}

function compute(files) {
  const broken = withoutBroker(files, {
    nova_compute: "nova-compute",
    neutron_ovs_agent: "neutron-openvswitch-agent",
  });
  return logged(broken, "nova/nova-compute.log", [
    UNREACHABLE,
    `WARNING nova.servicegroup.drivers.db [-] Lost connection to nova-conductor for reporting service status.: ${TIMEOUT}`,
    ...traceback("nova.compute.manager"),
  ]);
}
