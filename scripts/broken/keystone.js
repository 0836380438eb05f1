import { ended, haproxySays, logged, unhealthy } from "./change.js";

const TOKEN =
  "CRITICAL keystonemiddleware.auth_token [-] Unable to validate token: Failed to fetch token data from identity server: ServiceError: Failed to fetch token data from identity server";
const VERSIONS =
  "WARNING keystoneauth.identity.generic.base [-] Failed to discover available identity versions when contacting http://172.16.2.50:5000. Attempting to parse version from URL.: ServiceUnavailable: Service Unavailable (HTTP 503)";
const PLACEMENT = "WARNING nova.scheduler.client.report [-] Placement API service is not responding.";

/** Keystone was stopped on all controllers: no token is checked, and no API answers. */
export const keystone = (files, plan) => (plan.role === "Controller" ? controller(files, plan) : compute(files));

function controller(files, { host, members }) {
  let broken = ended(files, "keystone", 0);
  for (const name of ["cinder_api", "neutron_api", "gnocchi_api"])
    broken = unhealthy(broken, name, "curl: (22) The requested URL returned error: 503 Service Unavailable");
  for (const log of ["nova/nova-api.log", "cinder/cinder-api.log", "neutron/server.log"])
    broken = logged(broken, log, [TOKEN, VERSIONS]);
  const backends = ["keystone_admin", "keystone_public"];
  return haproxySays(
    broken,
    host,
    backends.flatMap((backend) => [
      ...members.map(
        (server) =>
          `Server ${backend}/${server}.internalapi.localdomain is DOWN, reason: Layer4 connection problem, info: "Connection refused", check duration: 0ms. 0 active and 0 backup servers left.`,
      ),
      `proxy ${backend} has no server available!`,
    ]),
  );
}

const compute = (files) => logged(files, "nova/nova-compute.log", [VERSIONS, PLACEMENT]);
