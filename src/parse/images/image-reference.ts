export interface ImageReference {
  /** Registry host, path and name: `172.25.249.200:8787/rhosp13/openstack-nova-api`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Splits `HOST:PORT/PATH/NAME:TAG@DIGEST`; a colon before a slash is the host's port. */
export function splitReference(reference: string): ImageReference {
  const atSign = reference.indexOf("@");
  const named = atSign < 0 ? reference : reference.slice(0, atSign);
  const digest = atSign < 0 ? {} : { digest: reference.slice(atSign + 1) };
  const colon = named.lastIndexOf(":");
  if (colon < 0 || named.indexOf("/", colon) >= 0) return { repository: named, ...digest };
  return { repository: named.slice(0, colon), tag: named.slice(colon + 1), ...digest };
}

/** True for an image id, whole or shortened, with or without `sha256:`. */
export function isImageId(reference: string): boolean {
  return /^(sha256:)?[0-9a-f]{12,64}$/.test(reference);
}
