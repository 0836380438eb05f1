import type { DecoderChoice } from "./decoders/decoders.ts";
import type { BundleAddress, BundleResult, Visit } from "./entry.ts";
import { readInput } from "./input.ts";
import type { Limits } from "./limits.ts";
import { printable } from "./printable.ts";

/** Reads one bundle for `visit`: the only one of an input, or that at an address. */
export async function readBundle(
  path: string,
  visit: Visit,
  limits: Partial<Limits> = {},
  choice: DecoderChoice = "system-first",
  address?: BundleAddress,
): Promise<BundleResult> {
  const isWanted = (place: Place): boolean =>
    address === undefined || (address.within === place.within && address.root === place.root);
  const { bundles, passedBy, error } = await readInput(
    { path },
    (place) => (isWanted(place) ? visit : undefined),
    limits,
    choice,
  );
  if (error !== undefined) return { ok: false, error };
  const chosen = bundles.filter((bundle) => bundle.address !== undefined && isWanted(bundle.address));
  const [summary] = chosen;
  if (summary !== undefined && chosen.length === 1) return { ok: true, summary, passedBy };
  const names = bundles.slice(0, 3).map(({ source }) => printable(source.slice(source.lastIndexOf("/") + 1), 200));
  const reason = `holds several bundles; take it apart, and give them one by one: ${names.join(", ")}${bundles.length > 3 ? ", …" : ""}`;
  return { ok: false, error: { code: "several", message: `${printable(path, 1000)}: ${reason}` } };
}

type Place = Pick<BundleAddress, "within" | "root">;
