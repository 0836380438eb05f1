import { edpmStartup } from "../edpm.js";
import { hashedEntry, TIMES } from "../plan.js";

/** The start-up configuration, where and how the release keeps it. */
export default function startup(plan) {
  const { layout } = plan.style;
  if (plan.product === "rhoso") return edpmStartup(plan);
  if (layout === "none") return {};
  const entries = [
    ...plan.containers.filter(({ entry }) => entry !== undefined),
    ...plan.execs.map((row) => ({
      name: row.name,
      row,
      entry: { start_order: 3, action: "exec", command: ["keystone"] },
    })),
  ];
  return layout === "steps" ? inSteps(entries, plan) : inFiles(entries, plan);
}

const file = (value) => ({ text: `${JSON.stringify(value, null, 2)}\n`, mtime: TIMES.generated + 60 });

const stepOf = ({ row }) => row.step ?? 4;

/** Up to OSP 15: a file for each step, and one more that holds the checksums. */
function inSteps(entries, plan) {
  const name = plan.engine === "docker" ? "docker-container-startup-config" : "container-startup-config";
  const steps = [...new Set(entries.map(stepOf))].sort();
  const of = (step, make) =>
    Object.fromEntries(entries.filter((one) => stepOf(one) === step).map((one) => [one.name, make(one)]));
  const files = steps.flatMap((step) => [
    [`var/lib/tripleo-config/${name}-step_${step}.json`, file(of(step, ({ entry }) => entry))],
    [`var/lib/tripleo-config/hashed-${name}-step_${step}.json`, file(of(step, (one) => hashedEntry(one, plan)))],
  ]);
  return Object.fromEntries(files);
}

/** From OSP 16 on a file for each container; 17 writes the checksum into it instead of into another. */
function inFiles(entries, plan) {
  const folder = (one) => `var/lib/tripleo-config/container-startup-config/step_${stepOf(one)}`;
  const inlined = plan.style.layout === "inlined";
  const files = entries.flatMap((one) => [
    [`${folder(one)}/${one.name}.json`, file(inlined ? hashedEntry(one, plan) : one.entry)],
    ...(inlined ? [] : [[`${folder(one)}/hashed-${one.name}.json`, file(hashedEntry(one, plan))]]),
  ]);
  return Object.fromEntries(files);
}
