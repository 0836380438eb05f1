import { imageOf, pulled } from "../plan.js";

/** What the director's registry serves: all that its release runs anywhere. */
export default function registry(plan) {
  const { role, release, registry: at } = plan;
  if (role !== "Undercloud") return {};
  const tags = new Map(
    plan.table.containers
      .filter(({ kind, image, family }) => kind !== "exec" && (image !== undefined || family === "ceph"))
      .map((row) => /^[^/]+\/(.+):([^:]+)$/.exec(pulled(imageOf(row, plan), plan)).slice(1)),
  );
  const answer = (path, value) => [
    `sos_commands/registry/v2/${path}`,
    { text: `${JSON.stringify(value)}\n`, command: `curl -sSf --max-time 5 http://${at}/v2/${path}` },
  ];
  return Object.fromEntries([
    Number(release) < 15
      ? ["etc/docker-distribution/registry/config.yml", { text: `version: 0.1\nhttp:\n    addr: ${at}\n` }]
      : ["etc/httpd/conf.d/image-serve.conf", { text: `Listen ${at}\n<VirtualHost ${at}>\n</VirtualHost>\n` }],
    answer("_catalog", { repositories: [...tags.keys()].sort() }),
    ...[...tags].map(([name, tag]) => answer(`${name}/tags/list`, { name, tags: [tag] })),
  ]);
}
