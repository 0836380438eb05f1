import { pulled } from "../plan.js";
import { tableOf } from "../table.js";

/** `images`: what runs, under every name that it has. */
export default function images(plan) {
  const { engine, containers } = plan;
  const names = new Map();
  for (const { image, imageId } of containers) {
    names.set(image, imageId);
    names.set(pulled(image, plan), imageId);
  }
  const prefix = engine === "docker" ? "sha256:" : "";
  const rows = [...names].map(([name, id]) => [...namedOf(name, id), `${prefix}${id}`, "7 weeks ago", "980 MB"]);
  return {
    [`sos_commands/${engine}/${engine}_images_--no-trunc_--digests`]: {
      text: tableOf(["REPOSITORY", "TAG", "DIGEST", "IMAGE ID", "CREATED", "SIZE"], rows, engine === "docker" ? 3 : 2),
      command: `${engine} images --no-trunc --digests`,
    },
  };
}

/** Repository, tag and digest: what was pulled by its digest has no tag. */
function namedOf(name, id) {
  const [repository, digest] = name.split("@");
  if (digest !== undefined) return [repository, "<none>", digest];
  return [name.slice(0, name.lastIndexOf(":")), name.slice(name.lastIndexOf(":") + 1), `sha256:${id}`];
}
