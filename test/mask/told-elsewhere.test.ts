import { describe, expect, it } from "vitest";
import { awks, maskedByAwk } from "./awk.ts";
import { bundleOf, rewritten } from "./rewritten.ts";

/** The secret stands first where nothing tells that it is one. */
const FILES = {
  "etc/a.conf": "connected as tK4vWx9Lm2Qz8Rn5 to db\nhttp://x/?q=p%2FtK4vWx9Lm2Qz8Rn5%3D\n",
  "etc/b.log": 'ran "a\\ntK4vWx9Lm2Qz8Rn5\\n", then tool -ptK4vWx9Lm2Qz8Rn5\nit was no-Wq7!Lk#z there\n',
  "etc/c.conf":
    "admin_password = tK4vWx9Lm2Qz8Rn5\nother_password=no-Wq7!Lk#z\nthird_password = openstack\nfourth = x\n",
  "etc/d.log": "openstack on controller-0: req-1 ok\n",
};

const SECRETS = /tK4vWx9L|m2Qz8Rn5|Wq7!Lk/;

describe.each(awks.map((awk) => awk.join(" ")))("what a file tells to be secret, by %s", (awk) => {
  it("is masked in those before it as well, and what other words look like is not", () => {
    const files = Object.entries(FILES).map(([path, text]) => ({ path, text }));
    const [a, b, c, d] = maskedByAwk(awk.split(" "), files);
    expect([a, b, c].join("")).not.toMatch(SECRETS);
    expect(a).toBe("connected as masked-0-1 to db\nhttp://x/?q=p%2Fmasked-0-1%3D\n");
    expect(b).toContain("tool -pmasked-0-1\nit was masked-0-2 there");
    expect(d).toBe(FILES["etc/d.log"]);
  });
});

describe("what a file tells to be secret, by `mask`", () => {
  it("is masked in those before it as well, and what other words look like is not", async () => {
    const { text } = await rewritten(bundleOf(FILES));
    expect(["etc/a.conf", "etc/b.log", "etc/c.conf"].map(text).join("")).not.toMatch(SECRETS);
    expect(text("etc/a.conf")).toContain("connected as masked-0-1 to db");
    expect(text("etc/d.log")).toBe(FILES["etc/d.log"]);
  });

  it("is masked in names of files and in notes on them", async () => {
    const { files, notes } = await rewritten(
      bundleOf({
        "etc/c.conf": "admin_password = tK4vWx9Lm2Qz8Rn5\n",
        "etc/password=hR3kTz8Wq1": "x\n",
        "etc/of-tK4vWx9Lm2Qz8Rn5.conf": "x\n",
        "var/token-glpat-Xk4Rt7Wq2Zn9Lm5Vb8Cd": Buffer.from("a\0b"),
        "etc/nova/nova.conf": "x = 1\n",
      }),
    );
    const seen = [...files.map(({ path }) => path), ...notes].join("\n");
    expect(seen).not.toMatch(/hR3kTz8W|tK4vWx9L|Xk4Rt7Wq/);
    expect(seen).toContain("etc/nova/nova.conf");
    expect(seen).toContain("etc/password=masked-0-");
  });
});
