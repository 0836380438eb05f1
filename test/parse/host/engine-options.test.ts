import { describe, expect, it } from "vitest";
import { factsOf, ofKind, only, realDataIsHere, realText, whereRealDataIs } from "../support.ts";

function options(file: string, text: string) {
  const { engine, valid, insecureRegistries, iptables } = only(factsOf(file, text), "engine-options");
  return { engine, valid, insecureRegistries, iptables };
}

describe("docker's options", () => {
  it.each([
    [
      `OPTIONS='--selinux-enabled --iptables=false --live-restore'\nINSECURE_REGISTRY="--insecure-registry 192.0.2.1:8787 --insecure-registry=192.0.2.2:8787"\n`,
      ["192.0.2.1:8787", "192.0.2.2:8787"],
      false,
    ],
    [`OPTIONS="--log-driver=journald"\n# INSECURE_REGISTRY="--insecure-registry 192.0.2.1:8787"\n`, [], true],
    [`OPTIONS="--iptables=true"\n`, [], true],
  ])("on its command line: %j", (text, insecureRegistries, iptables) => {
    expect(options("etc/sysconfig/docker", text)).toMatchObject({ engine: "docker", insecureRegistries, iptables });
  });

  it("in JSON", () => {
    const text = '{"insecure-registries": ["192.0.2.1:8787"], "iptables": false, "debug": true}';
    expect(options("etc/docker/daemon.json", text)).toEqual({
      engine: "docker",
      valid: true,
      insecureRegistries: ["192.0.2.1:8787"],
      iptables: false,
    });
  });

  it("in what is no JSON are told with the line where it breaks", () => {
    const fact = only(
      factsOf("etc/docker/daemon.json", '{\n  "debug": true\n  "iptables": false\n}\n'),
      "engine-options",
    );
    expect(fact).toMatchObject({ valid: false, source: { line: 3 } });
    expect(fact.problem).toMatch(/JSON/);
  });

  it("are not judged in an empty file, or in one that a loss tore", () => {
    expect(factsOf("etc/docker/daemon.json", "\n")).toEqual([]);
    expect(factsOf("etc/docker/daemon.json", '{"debug"', { loss: "the archive ends here" })).toEqual([]);
  });
});

describe("the registries of podman", () => {
  it.each([
    [
      "version 1",
      "[registries.search]\nregistries = ['registry.redhat.io']\n[registries.insecure]\nregistries = ['192.0.2.1:8787', \"director.ctlplane:8787\"]\n[registries.block]\nregistries = ['x']\n",
      ["192.0.2.1:8787", "director.ctlplane:8787"],
    ],
    [
      "version 2",
      '[[registry]]\nlocation = "192.0.2.1:8787"\ninsecure = true\n\n[[registry]]\nprefix = "registry.redhat.io"\ninsecure = false\n',
      ["192.0.2.1:8787"],
    ],
    ["comments alone", "# [[registry]]\n# location = 'x'\n# insecure = true\n", []],
    ["an empty list", "[registries.insecure]\nregistries = []\n", []],
  ])("in %s", (_, text, insecureRegistries) => {
    expect(options("etc/containers/registries.conf", text)).toMatchObject({ engine: "podman", insecureRegistries });
  });
});

describe("the configuration of a registry", () => {
  it("is that of docker-distribution or of httpd", () => {
    const yaml = "version: 0.1\nhttp:\n  addr: 192.0.2.1:8787\n";
    expect(factsOf("etc/docker-distribution/registry/config.yml", yaml)).toMatchObject([
      { unit: "docker-distribution.service", address: "192.0.2.1:8787", source: { line: 3 } },
    ]);
    expect(factsOf("etc/httpd/conf.d/image-serve.conf", "Listen 192.0.2.1:8787\n<VirtualHost *:8787>\n")).toMatchObject(
      [{ unit: "httpd.service", address: "192.0.2.1:8787" }],
    );
  });
});

describe("a listening port", () => {
  it.each([
    [
      "ss_-lntup",
      'tcp   LISTEN 0      4096   192.0.2.1:8787      0.0.0.0:*    users:(("docker-registry",pid=132,fd=3))',
      "192.0.2.1 8787 docker-registry",
    ],
    [
      "ss_-lntup",
      'tcp    LISTEN     0      128      :::22                   :::*                   users:(("sshd",pid=3479,fd=4))',
      ":: 22 sshd",
    ],
    ["ss_-lntup", "tcp    LISTEN     0      128      *:5000                   *:*", "* 5000 -"],
    [
      "netstat_-W_-neopa",
      "tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      0          19484      3479/sshd            off (0.00/0/0)",
      "0.0.0.0 22 sshd",
    ],
    [
      "netstat_-neopa",
      "tcp6       0      0 :::9292      :::*      LISTEN      42415      19484      3479/glance-api: m   off (0.00/0/0)",
      ":: 9292 glance-api",
    ],
  ])("in %s", (name, line, expected) => {
    const other =
      "tcp        0      0 192.0.2.1:22         192.0.2.9:54268      ESTABLISHED 0          25509      9394/sshd: x  keepalive (1/0/0)";
    const facts = factsOf(
      `sos_commands/networking/${name}`,
      `Netid State\n${line}\n${other}\nudp UNCONN 0 0 *:68 *:*\n`,
    );
    expect(ofKind(facts, "port").map(({ address, port, process = "-" }) => `${address} ${port} ${process}`)).toEqual([
      expected,
    ]);
  });

  it("is not looked for in an error", () => {
    const facts = factsOf("sos_commands/networking/ss_-lntup", "Cannot open netlink socket: Protocol not supported\n");
    expect(facts).toMatchObject([{ kind: "listing", of: "ports", state: "failed" }]);
  });
});

describe("an engine's information", () => {
  const information = (text: string) =>
    ofKind(factsOf("sos_commands/docker/docker_info", text), "engine")[0]?.information;

  it("tells how docker stores and whether containers outlive it", () => {
    const text = `Server Version: 1.13.1
Storage Driver: overlay2
 Backing Filesystem: xfs
 Supports d_type: false
Logging Driver: journald
Docker Root Dir: /srv/docker
Live Restore Enabled: true
`;
    expect(information(text)).toEqual({
      dType: false,
      loggingDriver: "journald",
      liveRestore: true,
      rootDirectory: "/srv/docker",
    });
  });

  it("tells the package of the server, not of the client", () => {
    const text =
      "Client:\n Version:         1.13.1\n Package version: docker-1.13.1-1.el7\n\nServer:\n Version:         1.12.6\n Package version: docker-1.12.6-28.git1398f24.el7\n";
    const [fact] = ofKind(factsOf("sos_commands/docker/docker_version", text), "engine");
    expect(fact?.information?.package).toBe("docker-1.12.6-28.git1398f24.el7");
  });

  it.skipIf(!realDataIsHere)(`of real devicemappers is read${whereRealDataIs}`, () => {
    expect(information(realText("insights-core", "test_docker_info", "docker_info1"))).toMatchObject({
      loopStorage: true,
      poolUsedPercent: 0.3,
      poolMetadataUsedPercent: 0,
    });
    const pool = information(realText("insights-core", "test_docker_info", "docker_info2"));
    expect(pool).toMatchObject({ loopStorage: false, poolUsedPercent: 1.6, poolMetadataUsedPercent: 0.5 });
  });
});
