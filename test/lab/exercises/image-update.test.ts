import { IMAGES, plays } from "../stage.ts";
import { type Deed, madeAnew, restarted, rewritten } from "../student.ts";

const CRON = "192.168.24.1:8787/rhosp13/openstack-cron";
const NEWER = "b".repeat(64);
const OLDER = /"Image": "sha256:([0-9a-f]{64})",\n\s+"Name": "\/logrotate_crond"/;
const named = (id: string): Deed =>
  rewritten(IMAGES, (text) => {
    const row = text.split("\n").find((line) => line.startsWith(`${CRON} `)) ?? "";
    const tagged = row.replace("13.0-100  ", "lab-update").replace(/sha256:[0-9a-f]{64}/, "<none>".padEnd(71));
    return `${text}${tagged.replace(/sha256:[0-9a-f]{64}/, `sha256:${id}`)}\n`;
  });
const newer = ({ Config }: { readonly Config: Record<string, unknown> }) => ({
  Image: `sha256:${NEWER}`,
  Config: { ...Config, Image: `${CRON}:lab-update` },
});
plays({
  exercise: "image-update",
  nodes: { compute0: { role: "Compute" } },
  cases: [
    { name: "nothing done", marks: "fail fail: fail", deeds: { compute0: [named(NEWER)] } },
    {
      name: "half done: made anew from the newer image, without its restart policy",
      marks: "pass fail: fail",
      deeds: {
        compute0: [
          named(NEWER),
          madeAnew("logrotate_crond", 5, (one) => ({
            ...newer(one),
            HostConfig: { ...one.HostConfig, RestartPolicy: { Name: "no" } },
          })),
        ],
      },
    },
    {
      name: "right",
      marks: "pass pass: pass",
      deeds: { compute0: [named(NEWER), madeAnew("logrotate_crond", 5, newer)] },
    },
    {
      name: "right in an unusual way: restarted once more afterwards",
      marks: "pass pass: pass",
      deeds: {
        compute0: [named(NEWER), madeAnew("logrotate_crond", 8, newer), restarted("logrotate_crond", 2)],
      },
    },
    {
      name: "cheated: the old image got the newer one's name",
      marks: "fail pass: fail",
      deeds: {
        compute0: [
          (files) => {
            const inspect = files["sos_commands/docker/containers/docker_inspect_all"]?.text ?? "";
            return named(OLDER.exec(inspect)?.[1] ?? "")(files);
          },
          madeAnew("logrotate_crond", 5, ({ Config }) => ({ Config: { ...Config, Image: `${CRON}:lab-update` } })),
        ],
      },
    },
    {
      name: "cheated: restarted only",
      marks: "fail fail: fail",
      deeds: { compute0: [named(NEWER), restarted("logrotate_crond")] },
    },
  ],
});
