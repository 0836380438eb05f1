import { expect, it } from "vitest";
import { foundBy } from "../../../src/model/containers/health-command.ts";

it.each([
  ["healthcheck_port nova-compute 5672", "no process nova-compute has a connection to port 5672"],
  [
    "healthcheck_port neutron-server 5672 6642",
    "no process neutron-server has a connection to any of the ports 5672, 6642",
  ],
  ["healthcheck_listen memcached 11211", "no process memcached listens at port 11211"],
  ["healthcheck_curl http://10.0.0.5:9696", undefined],
  ["healthcheck_port nova-compute", undefined],
  ["healthcheck_port nova-compute 5672 || exit 1", undefined],
  ["/usr/bin/fernet-healthcheck.sh", undefined],
])("a failed check says by its command what it has found: %s", (command, found) => {
  expect(foundBy(command)).toBe(found);
});
