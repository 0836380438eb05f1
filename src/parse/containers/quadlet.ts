import type { Parser, StartupDefinition, StartupFact } from "../facts.ts";
import { present } from "../present.ts";
import { quoting, wholeLines } from "../syntax/text.ts";
import { readUnitFile, type UnitSetting, valuesOf, wordsOf } from "../syntax/unit-file.ts";

/**
 * Containers that podman's generator makes units of systemd from: NAME.container becomes NAME.service. Those of users, and
 * templates, tell of no container of the node. What a container ends, its unit takes away: it is not listed any more.
 */
const quadlet: Parser = {
  artefact: "container unit of podman",
  paths: [
    "{etc,run,usr/share}/containers/systemd/**/*.container",
    "{etc,run,usr/share}/containers/systemd/**/*.container.d/*.conf",
    "!etc/containers/systemd/users/**",
  ],
  parse(source) {
    const [, stem = "", dropIn] = /([^/]+)\.container(\.d\/[^/]+)?$/.exec(source.file) ?? [];
    if (stem === "" || /@/.test(stem)) return [];
    const settings = readUnitFile(wholeLines(source));
    if (!settings.some(({ section }) => section === "Container" || section === "Service")) return [];
    const word = (section: string, key: string) => valuesOf(settings, section, key).at(-1)?.value;
    const unit = word("Container", "ServiceName") ?? stem;
    const named = word("Container", "ContainerName");
    const fact: StartupFact = {
      kind: "startup",
      container: named === undefined ? `systemd-${stem}` : named.replaceAll("%N", unit).replaceAll("%p", stem),
      hashed: false,
      quadlet: present({
        stem,
        unit: `${unit}.service`,
        dropIn: dropIn === undefined ? undefined : (true as const),
      }) as {
        stem: string;
        unit: string;
      },
      definition: definitionOf(settings, source.loss === undefined && dropIn === undefined),
      source: quoting(source)(firstLine(settings)),
    };
    return [fact];
  },
};
export default quadlet;

/** The line of its name, else of its image, else the first. */
function firstLine(settings: readonly UnitSetting[]): number {
  const [name, image] = ["ContainerName", "Image"].map((key) => valuesOf(settings, "Container", key).at(-1)?.line);
  return name ?? image ?? settings[0]?.line ?? 1;
}

/** The engine's own restart policy stays away: the unit restarts it. */
function definitionOf(settings: readonly UnitSetting[], whole: boolean): StartupDefinition {
  const values = (key: string) => valuesOf(settings, "Container", key).map(({ value }) => value);
  const engineArguments = values("PodmanArgs").flatMap(wordsOf);
  const argument = (name: string) =>
    engineArguments.flatMap((one, index) =>
      one.startsWith(`--${name}=`)
        ? [one.slice(name.length + 3)]
        : one === `--${name}`
          ? [engineArguments[index + 1] ?? ""]
          : [],
    );
  const image = values("Image").at(-1);
  const health = [...values("HealthCmd"), ...argument("health-cmd")].at(-1);
  return present({
    lifecycle: lifecycleOf(settings),
    // NAME.image and NAME.build are units of their own.
    image: image === undefined || /\.(image|build)$/.test(image) ? undefined : image,
    healthcheck: health === undefined ? (whole ? false : undefined) : health !== "none" && health !== "",
    volumes: volumesOf(values("Volume"), argument("volume")),
    privileged: engineArguments.some((one) => one === "--privileged" || one === "--privileged=true") || undefined,
    pid: argument("pid").at(-1),
    whole: whole || undefined,
  });
}

/** `name.volume` is a unit of its own, and a volume without a source is the engine's. */
function volumesOf(...lists: readonly (readonly string[])[]): string[] | undefined {
  const volumes = lists.flat().filter((volume) => volume.startsWith("/") && volume.includes(":"));
  return volumes.length === 0 ? undefined : volumes;
}

/**
 * A unit that runs once is one-shot, one that is started again runs all the time; of the others only those that start at
 * boot are to run all the time, since nobody tells how long.
 */
function lifecycleOf(settings: readonly UnitSetting[]): StartupDefinition["lifecycle"] {
  const word = (section: string, key: string) => valuesOf(settings, section, key).at(-1)?.value;
  if (word("Service", "Type") === "oneshot") return "one-shot";
  const restart = word("Service", "Restart");
  if (restart === "always" || restart === "on-failure" || restart === "on-abnormal" || restart === "on-success")
    return "service";
  if (settings.some(({ section }) => section === "Timer")) return undefined;
  const atBoot = [...valuesOf(settings, "Install", "WantedBy"), ...valuesOf(settings, "Install", "RequiredBy")];
  return restart === undefined && atBoot.length > 0 ? "service" : undefined;
}
