/** A host's name without its domain and without what runs on it: of `rabbit@controller-0.internalapi` controller-0. */
export function shortName(name: string): string {
  const host = name.slice(name.indexOf("@") + 1);
  return /^[\d.]+$/.test(host) || host.includes(":") ? host : (host.split(".")[0] ?? host).toLowerCase();
}

/** The host of an address: of `10.0.0.1:5672`, `tcp:10.0.0.1:6642`, `http://keystone:5000/v3`, `[fd00::1]:3306`. */
export function hostOf(address: string): string | undefined {
  const bare = address.replace(/^(?:tcp|ssl|udp|https?):(?:\/\/)?/i, "");
  const bracketed = /^\[([^\]]+)\]/.exec(bare)?.[1];
  if (bracketed !== undefined) return bracketed;
  if (bare.startsWith("/")) return undefined;
  const parts = (bare.split("/")[0] ?? "").split(":");
  // More than one colon without brackets is IPv6.
  const host = parts.length > 2 ? parts.join(":") : parts[0];
  return host === "" ? undefined : host;
}
