import { clusterSays, ended, logged, replaced } from "./change.js";

const FULL = "[Errno 28] No space left on device";

/** The disk of one controller is full: its services end, its database leaves the cluster. */
export function disk(files, { role, index }) {
  if (role !== "Controller") return files;
  const seen = clusterSays(files, (text) =>
    text
      .replace(/(galera-bundle-1\t.*:\t)Master (\S+)/, "$1FAILED $2 (blocked)")
      .replace(" galera-bundle-1@overcloud-controller-1", ""),
  );
  return index === 1 ? full(seen) : seen;
}

function full(files) {
  const wsrep = "sos_commands/galera/docker_exec_galera-bundle-docker-1_wsrep_status";
  let broken = replaced(files, "sos_commands/filesys/df_-hP", /100G {3}31G {3}69G {2}31%/g, "100G  100G   24M 100%");
  broken = replaced(broken, wsrep, "local_state_comment\tSynced", "local_state_comment\tJoined");
  broken = ended(broken, "glance_api", 1);
  broken = ended(broken, "gnocchi_metricd", 1);
  broken = ended(broken, "nova_api", 1);
  broken = logged(broken, "glance/api.log", [`ERROR glance.common.wsgi [-] OSError: ${FULL}`]);
  broken = logged(broken, "nova/nova-api.log", [`ERROR nova.api [-] IOError: ${FULL}`]);
  return logged(broken, "nova/nova-conductor.log", [
    "ERROR oslo_service.service Traceback (most recent call last):",
    '  File "/usr/lib64/python2.7/logging/__init__.py", line 879, in emit',
    `ERROR oslo_service.service IOError: ${FULL}`,
  ]);
}
