import { expect, it } from "vitest";
import { nodeOf } from "../../../src/model/node.ts";
import { captured } from "../../support/captured.ts";
import { KNOWN } from "../../support/known.ts";

const FILE = "var/lib/config-data/puppet-generated/nova/etc/nova/nova.conf";

function options(text: string, file = FILE) {
  return nodeOf(captured({ [file]: text }), KNOWN).generatedOptions;
}

it("tells what puppet-generated sets, the last value where there are several", () => {
  expect(options("[DEFAULT]\ndebug=True\ndebug = False\n")).toMatchObject([
    { file: `/${FILE}`, volume: "nova", section: "DEFAULT", key: "debug", value: "False" },
  ]);
});

it.each([
  ["rabbit://guest:*********@172.24.1.1:5672/?ssl=0", ["172.24.1.1:5672"]],
  ["rabbit://guest:masked-8c1b2d-1@a:5672,guest:masked-8c1b2d-1@b:5673/", ["a:5672", "b:5673"]],
  ["rabbit://*********", undefined],
  ["*********", undefined],
])("tells no masked value, and the hosts that the mask has left: %s", (value, hosts) => {
  const [option] = options(`[DEFAULT]\ntransport_url=${value}\n`);
  expect(option?.value).toBeUndefined();
  expect(option?.hosts).toEqual(hosts);
  expect(option?.lacks["value"]).toContain("masked");
});

it("tells nothing of /etc, which containers do not read", () => {
  expect(options("[DEFAULT]\ndebug=True\n", "etc/nova/nova.conf")).toEqual([]);
});
