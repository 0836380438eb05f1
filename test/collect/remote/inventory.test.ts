import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type InventoryHost, readInventory } from "../../../src/collect/remote/inventory.ts";
import { select } from "../../../src/collect/remote/select.ts";
import { destination } from "../../../src/collect/remote/target.ts";

function hostsOf(text: string): readonly InventoryHost[] {
  const read = readInventory(text);
  if (!read.ok) throw new Error(JSON.stringify(read));
  return read.hosts;
}

/** `LABEL=USER@HOST:PORT`, with a `*` where it is local. */
function shown({ target, local }: InventoryHost): string {
  const port = target.port === undefined ? "" : `:${target.port}`;
  return `${target.label}=${destination(target)}${port}${local ? "*" : ""}`;
}

/** As tripleo-ansible-inventory writes it: an alias for what is the same, and the undercloud by its own connection. */
const TRIPLEO = `
Compute:
  children:
    overcloud_Compute: {}
Controller:
  hosts:
    overcloud-controller-0: {ansible_host: 192.168.24.9, canonical_hostname: overcloud-controller-0.localdomain}
    overcloud-controller-1:
      ansible_host: 192.168.24.10
      ansible_port: 2222
  vars: &id001
    ansible_ssh_user: heat-admin
    bootstrap_server_id: 7c9e
    tripleo_role_name: Controller
Undercloud:
  hosts:
    undercloud: {}
  vars:
    ansible_connection: local
    ansible_host: localhost
    overcloud_admin_password: secret
nova_compute:
  children:
    Compute: {}
mysql:
  children:
    Controller: {}
overcloud:
  children:
    Compute: {}
    Controller: {}
  vars: {ansible_ssh_user: tripleo-admin}
overcloud_Compute:
  hosts:
    overcloud-novacompute-0: {ansible_host: 192.168.24.20, ansible_user: nova}
  vars: *id001
`;

describe("an inventory", () => {
  it.each<[string, string, string[]]>([
    ["a list", "[director, heat-admin@controller0]", ["director=director", "controller0=heat-admin@controller0"]],
    [
      "a list of lines",
      "- director\n- 010\n- 192.168.24.9\n",
      ["director=director", "010=010", "192.168.24.9=192.168.24.9"],
    ],
    [
      "hosts with their own user and port",
      "hosts: [director, {host: controller0, user: heat-admin, port: 22}]",
      ["director=director", "controller0=heat-admin@controller0:22"],
    ],
    [
      "hosts by their names",
      "hosts:\n  director:\n  controller0: {host: 192.168.24.9, user: heat-admin}\n",
      ["director=director", "controller0=heat-admin@192.168.24.9"],
    ],
    [
      "hosts by names and ansible's words",
      "hosts: {c0: {ansible_host: 10.0.0.1, ansible_user: u, ansible_port: '2022'}}",
      ["c0=u@10.0.0.1:2022"],
    ],
    ["JSON", '{"hosts": ["director"]}', ["director=director"]],
    ["groups", "web: {hosts: {a: , b: {ansible_user: x}}}", ["a=a", "b=x@b"]],
    [
      "a host in several groups, taken once",
      "g: {hosts: {a: {ansible_user: x}}}\nh: {hosts: {a: {ansible_host: z}}}",
      ["a=x@z"],
    ],
    [
      "what all share",
      "all: {vars: {ansible_user: x}, children: {g: {hosts: {a: , b: {ansible_user: y}}}}}",
      ["a=x@a", "b=y@b"],
    ],
    [
      "a child before its parent",
      "all: {vars: {ansible_user: x}}\np: {vars: {ansible_user: p}, children: {c: }}\nc: {vars: {ansible_user: c}, hosts: {a: }}",
      ["a=c@a"],
    ],
    [
      "merged variables",
      "g:\n  vars: &v {ansible_user: x, ansible_port: 1}\nh:\n  hosts: {a: {<<: *v, ansible_port: 2}}",
      ["a=x@a:2"],
    ],
    [
      "the JSON form with _meta",
      '{"g": {"hosts": ["a"]}, "h": {"children": ["g"]}, "_meta": {"hostvars": {"a": {"ansible_host": "10.0.0.1"}}}}',
      ["a=10.0.0.1"],
    ],
    [
      "a local connection",
      "g: {hosts: {a: {ansible_connection: local}, b: {ansible_connection: local, ansible_host: 10.0.0.1}}}",
      ["a=a*", "b=10.0.0.1"],
    ],
    [
      "TripleO's",
      TRIPLEO,
      [
        "overcloud-controller-0=heat-admin@192.168.24.9",
        "overcloud-controller-1=heat-admin@192.168.24.10:2222",
        "undercloud=undercloud*",
        "overcloud-novacompute-0=nova@192.168.24.20",
      ],
    ],
  ])("is read: %s", (_, text, expected) => {
    expect(hostsOf(text).map(shown)).toEqual(expected);
  });

  it("knows the groups of a host, by way of children too", () => {
    const compute = hostsOf(TRIPLEO).find(({ target }) => target.label === "overcloud-novacompute-0");
    expect([...(compute?.groups ?? [])].sort()).toEqual([
      "Compute",
      "all",
      "nova_compute",
      "overcloud",
      "overcloud_Compute",
    ]);
  });

  it.each<[string, string, string]>([
    ["empty", "", "1:1 no hosts are named here: write 'hosts: [director"],
    ["no hosts", "hosts: []", "1:1 no hosts are named here"],
    ["no YAML", "hosts: [a\nb: c", "2:"],
    ["a doubled key", "hosts: [a]\nhosts: [b]", "2:1 "],
    [
      "an INI inventory",
      "[Controller]\noc-0 ansible_host=10.0.0.1\n",
      "2:1 Unexpected scalar at node end: an inventory is to be YAML",
    ],
    ["a word", "director", "1:1 no hosts are named here"],
    ["a list in the list", "- [a]", "1:3 a host is to be a name"],
    ["an option for a host", "hosts: [a, -oProxyCommand=x]", '1:12 "-oProxyCommand=x" is no host'],
    [
      "an option for an address",
      "g:\n  hosts:\n    a:\n      ansible_host: -oProxyCommand=x",
      '4:21 "-oProxyCommand=x" is no host',
    ],
    ["a template for an address", "g: {hosts: {a: {ansible_host: '{{ ip }}'}}}", "1:31 "],
    ["an odd user", "hosts: [{host: a, user: -lroot}]", '1:25 "-lroot" is no user'],
    ["an odd port", "hosts: [{host: a, port: 99999}]", '1:25 "99999" is no port'],
    ["a misspelt key", "hosts: [{host: a, usr: b}]", "1:19 unknown key 'usr'; known here: host, user, port"],
    ["no host", "hosts: [{user: b}]", "1:9 'host' is missing"],
    [
      "a misspelt member of a group",
      "g: {host: {a: }}",
      "1:5 unknown key 'host' in the group 'g'; known here: hosts, children, vars",
    ],
    ["a group that is a word", "g: director", "1:4 the group 'g' is to be a map"],
    ["a host that is a word", "g: {hosts: {a: b}}", "1:16 'a' is to be a map"],
    ["hosts that are a word", "g: {hosts: a}", "1:12 'hosts' is to be a map or a list of names"],
    [
      "a group within itself",
      "a: {hosts: {x: }, children: {b: }}\nb: {children: {a: }}",
      "1:1 the group 'a' is its own child",
    ],
    ["an alias within itself", "hosts: &a [*a]", "1:11 this stands for more than a file of hosts needs"],
    ["an alias of nothing", "hosts: [*a]", "1:9 no value before this one is named '&a'"],
    ["something beside the hosts", "hosts: [a]\nuser: b", "2:1 unknown key 'user' beside 'hosts'"],
  ])("is refused with line, column and one line of why: %s", (_, text, why) => {
    const read = readInventory(text);
    const told = read.ok ? "it was read" : `${read.line}:${read.column} ${read.message}`;
    expect(told.slice(0, why.length)).toBe(why);
    expect(told).not.toContain("\n");
  });

  it("is refused where aliases stand for more than there is memory", () => {
    const levels = Array.from({ length: 12 }, (_, at) => `l${at + 1}: &l${at + 1} [${Array(10).fill(`*l${at}`)}]`);
    const read = readInventory(`l0: &l0 [x]\n${levels.join("\n")}\n`);
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining("stands for more") });
  });
});

describe("any text for an inventory", () => {
  const word = fc.constantFrom(
    "hosts",
    "children",
    "vars",
    "_meta",
    "all",
    "a",
    "-x",
    "ansible_host",
    "ansible_user",
    "",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      word,
      fc.integer(),
      fc.constant(null),
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(word, tie("tree"), { maxKeys: 5 }),
    ),
  }));

  it.each([
    ["of any characters", fc.string({ unit: "binary" })],
    ["of the characters that YAML knows", fc.string({ unit: fc.constantFrom(..."a:-[]{},&*<!|>'\"#%?\n \t") })],
    ["of the words that it knows", tree.map((value) => JSON.stringify(value))],
  ])("is read or refused with a place and one line, and gives no host that ssh could misread: %s", (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const read = readInventory(text);
        if (read.ok) for (const { target } of read.hosts) expect(target.host).not.toMatch(/^-|[\s\p{Cc}'"`$;|&<>]|^$/u);
        else
          expect(read).toMatchObject({
            line: expect.any(Number),
            column: expect.any(Number),
            message: expect.stringMatching(/^.+$/),
          });
      }),
      { numRuns: 500 },
    );
  });

  it("is refused where it is nested without end", () => {
    expect(readInventory("[".repeat(20_000)).ok).toBe(false);
    expect(readInventory(`${"[".repeat(20_000)}${"]".repeat(20_000)}`).ok).toBe(false);
  });
});

describe("--limit", () => {
  it.each<[string[], string[], string[]]>([
    [["undercloud"], ["undercloud"], []],
    [["*-controller-?"], ["overcloud-controller-0", "overcloud-controller-1"], []],
    [["192.168.24.20"], ["overcloud-novacompute-0"], []],
    [["mysql", "Undercloud"], ["overcloud-controller-0", "overcloud-controller-1", "undercloud"], []],
    [["overcloud_*"], ["overcloud-novacompute-0"], []],
    [["controller"], [], ["controller"]],
    [["Compute", "Contoller"], ["overcloud-novacompute-0"], ["Contoller"]],
  ])("%j chooses %j and knows no %j", (names, chosen, unknown) => {
    const selected = select(hostsOf(TRIPLEO), names);
    expect(selected.hosts.map(({ target }) => target.label)).toEqual(chosen);
    expect(selected.unknown).toEqual(unknown);
  });

  it.each([
    ["lists in lists", `hosts: ${"[".repeat(50_000)}`],
    ["closed lists in lists", `hosts: ${"[".repeat(20_000)}${"]".repeat(20_000)}`],
    [
      "maps in maps",
      Array.from({ length: 5000 }, (_, depth) => `${" ".repeat(depth)}a:\n`)
        .join("")
        .slice(0, 500_000),
    ],
    ["a text that is too long", `hosts: [${"a,".repeat(300_000)}a]`],
  ])("is refused with one line where it has %s", (_, text) => {
    const read = readInventory(text);
    expect(read.ok).toBe(false);
    expect(read).toMatchObject({ message: expect.stringMatching(/^\S[^\n]*$/), line: expect.any(Number) });
  });
});
