import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutSecrets } from "../../src/mask/hide-facts.ts";
import { createMasker } from "../../src/mask/masker.ts";
import { isPlain } from "../../src/mask/values.ts";
import { deploymentOf } from "../../src/model/deployment.ts";
import { captured, type FileOf, inspect } from "../support/captured.ts";
import { KNOWN } from "../support/known.ts";
import { shownIn } from "./shown.ts";

const NINE = Date.parse("2026-11-23T09:00:00Z") / 1000;
const VOLUME = "var/lib/config-data/puppet-generated/nova";
const START = "[a]\nb = c\n";

/** A running container, what it has loaded, and what was generated and set in /etc since. */
function nodeWith(generated: string, { inside = START, etc = START, environment = [] as string[], labels = {} } = {}) {
  const later = (text: string): FileOf => ({ text, mtime: NINE + 600 });
  return captured({
    "sos_commands/docker/containers/docker_inspect_all": inspect({
      name: "/nova_api",
      startedAt: "2026-11-23T09:01:00Z",
      environment,
      labels,
      volumes: [`/${VOLUME}`],
      mounts: ["/var/lib/kolla/config_files/nova_api.json:/var/lib/kolla/config_files/config.json"],
    }),
    "var/lib/kolla/config_files/nova_api.json": JSON.stringify({
      command: "/usr/bin/nova-api",
      config_files: [
        { source: "/var/lib/kolla/config_files/src/*", dest: "/", merge: true, preserve_properties: true },
      ],
    }),
    "etc/nova/nova.conf": later(etc),
    [`${VOLUME}/etc/nova/nova.conf`]: later(generated),
    "sos_containers/nova_api/etc/nova/nova.conf": { text: inside, mtime: NINE },
  });
}

const modelOf = (...nodes: ReturnType<typeof nodeWith>[]) => deploymentOf(withoutSecrets(nodes, createMasker()), KNOWN);
const differences = (...given: Parameters<typeof nodeWith>) =>
  modelOf(nodeWith(...given)).nodes.flatMap(({ configCopies }) =>
    configCopies.flatMap((copy) => copy.differences ?? []),
  );

describe("what containers have not loaded", () => {
  it.each([
    [
      "a secret is told by its name",
      "[x]\npassword = Sup3rS3cret\n",
      "[x] password is not set inside, masked-1 on the host",
    ],
    ["a word of a few letters too", "[x]\npassword = nova\n", "[x] password is not set inside, masked-1 on the host"],
    [
      "the same word elsewhere is none",
      "[x]\nuser = nova\npassword = nova\n",
      "[x] user is not set inside, nova on the host",
    ],
    [
      "of a URL its password",
      "[x]\ny = rabbit://u:pw@h:1\n",
      "[x] y is not set inside, rabbit://u:masked-1@h:1 on the host",
    ],
    ["what no key tells is shown", "[x]\ny = Sup3rS3cret\n", "[x] y is not set inside, Sup3rS3cret on the host"],
    [
      "what another key tells is not",
      "[x]\ny = Sup3rS3cret\npassword = Sup3rS3cret\n",
      "[x] y is not set inside, masked-1 on the host",
    ],
    [
      "a word that is no secret of a key that has some",
      "[x]\ntoken = none\n",
      "[x] token is not set inside, none on the host",
    ],
  ])("%s", (_, generated, expected) => {
    expect(differences(START + generated)).toContain(expected);
  });

  it("is a secret that was changed, by both its tokens", () => {
    const inside = `${START}[x]\npassword = 0therS3cret\n`;
    expect(differences(`${START}[x]\npassword = Sup3rS3cret\n`, { inside })).toEqual([
      "[x] password is masked-2 inside, masked-1 on the host",
    ]);
    expect(differences(inside, { inside })).toEqual([]);
  });
});

/** Names of keys that hold secrets, as services, deployment tools and environments have them. */
const KEYS = fc
  .tuple(
    fc.constantFrom("", "admin_", "rabbit_", "nova-", "OS_", "my.", "Neutron"),
    fc.constantFrom(
      ...["password", "passwd", "secret", "token", "credential", "passphrase", "api_key", "private_key", "auth_key"],
      ...["encryption_key", "shared_secret", "secret_key", "access_key", "client_secret", "hash_path_suffix"],
    ),
  )
  .map(([prefix, word]) => prefix + word);

/** Ids in these bundles are of a, b and 0. */
const LETTERS = [..."cdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ123456789!#%&*+-./:=?@^_~äß"];
const VALUES = fc
  .array(fc.constantFrom(...LETTERS), { minLength: 9, maxLength: 40 })
  .map((letters) => letters.join(""))
  // One that begins with = or : looks like a comparison or an assignment (see docs/security.md).
  .filter((value) => !isPlain(value, { references: true }) && !/^[[({*=:]|[=:]$/.test(value));

describe("a value of any key that holds secrets", () => {
  it("stands nowhere in the model, whatever it is", () => {
    fc.assert(
      fc.property(KEYS, VALUES, (key, value) => {
        const set = `${START}[x]\n${key} = ${value}\n`;
        const node = nodeWith(set, {
          etc: set,
          environment: [`${key}=${value}`],
          labels: { [key]: value, config_data: JSON.stringify({ environment: [`${key}=${value}`] }) },
        });
        const other = nodeWith(`${START}[x]\n${key} = another1\n`);
        expect(shownIn(JSON.stringify(modelOf(node, other)), [value])).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
