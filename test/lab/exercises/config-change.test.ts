import { controller, plays } from "../stage.ts";
import { madeAnew, restarted, rewritten } from "../student.ts";

const KEYSTONE = "var/lib/config-data/puppet-generated/keystone/etc/keystone/keystone.conf";
const KEYSTONE_INSIDE = "sos_containers/keystone/etc/keystone/keystone.conf";

const option = (value: string) => (text: string) => `${text}\n[token]\nexpiration = ${value}\n`;

plays({
  exercise: "config-change",
  nodes: controller,
  cases: [
    { name: "nothing done", marks: "fail fail fail: fail", deeds: {} },
    {
      name: "half done, or cheated: the file changed and the service not restarted",
      marks: "pass fail fail: fail",
      deeds: { controller0: [rewritten(KEYSTONE, option("7200"), 10)] },
    },
    {
      name: "right",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [
          rewritten(KEYSTONE, option("7200"), 10),
          rewritten(KEYSTONE_INSIDE, option("7200"), 10),
          restarted("keystone"),
        ],
      },
    },
    {
      name: "right in an unusual way: set twice, the last counts; the container was made anew",
      marks: "pass pass pass: pass",
      deeds: {
        controller0: [
          rewritten(KEYSTONE, (text) => option("7200")(option("600")(text)), 10),
          rewritten(KEYSTONE_INSIDE, (text) => option("7200")(option("600")(text)), 10),
          madeAnew("keystone"),
        ],
      },
    },
    {
      name: "cheated: in /etc, where it has no effect",
      marks: "fail pass fail: fail",
      deeds: {
        controller0: [rewritten("etc/keystone/keystone.conf", option("7200"), 10), restarted("keystone")],
      },
    },
    {
      name: "cheated: inside the container alone",
      marks: "fail pass fail: fail",
      deeds: { controller0: [restarted("keystone"), rewritten(KEYSTONE_INSIDE, option("7200"), 3)] },
    },
    {
      name: "cheated: restarted first, then changed, and the file's time set back",
      marks: "pass pass fail: fail",
      deeds: { controller0: [restarted("keystone"), rewritten(KEYSTONE, option("7200"), 30)] },
    },
    {
      name: "without the copy inside the container it cannot be told whether it is in force",
      marks: "pass pass ungraded: ungraded",
      deeds: {
        controller0: [
          rewritten(KEYSTONE, option("7200"), 10),
          restarted("keystone"),
          (files) => Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith("sos_containers/"))),
        ],
      },
    },
  ],
});
