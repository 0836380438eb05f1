/** What the director's registry serves: all that its own containers run. */
export default function registry({ role, containers, registry: at }) {
  if (role !== "Undercloud") return {};
  const tags = new Map(
    containers.map(({ image }) => {
      const [, repository, tag] = /^[^/]+\/(.+):([^:]+)$/.exec(image) ?? [];
      return [repository, tag];
    }),
  );
  const answer = (path, value) => [
    `sos_commands/registry/v2/${path}`,
    { text: `${JSON.stringify(value)}\n`, command: `curl -sSf --max-time 5 http://${at}/v2/${path}` },
  ];
  return Object.fromEntries([
    answer("_catalog", { repositories: [...tags.keys()].sort() }),
    ...[...tags].map(([name, tag]) => answer(`${name}/tags/list`, { name, tags: [tag] })),
  ]);
}
