import { describe, expect, it } from "vitest";
import { captures, factsOf, ofKind, only, realDataIsHere, realText, whereRealDataIs } from "../support.ts";

const ALL = "sos_commands/docker/docker_ps_-a";
const HEADER = "CONTAINER ID   IMAGE     COMMAND   CREATED       STATUS       PORTS     NAMES";

function rowsOf(text: string, file = ALL): string[] {
  return ofKind(factsOf(file, text), "container-row").map(({ id, names, image, state, exitCode, health }) =>
    [id, names.join(","), image, state, exitCode, health].map((cell) => cell ?? "-").join(" "),
  );
}

function listingOf(text: string, file = ALL): string {
  const { of, state, problem } = only(factsOf(file, text), "listing");
  return [of, state, ...(problem === undefined ? [] : [problem])].join(": ");
}

describe("a container list", () => {
  it.each([
    ["Up 2 hours", "running - -"],
    ["Up Less than a second", "running - -"],
    ["Up About an hour (Paused)", "paused - -"],
    ["Up 2 hours (healthy)", "running - healthy"],
    ["Up 2 hours (unhealthy)", "running - unhealthy"],
    ["Up 5 seconds (health: starting)", "running - starting"],
    ["Up 5 seconds (starting)", "running - starting"],
    ["Exited (0) 3 days ago", "exited 0 -"],
    ["Exited (137) About a minute ago", "exited 137 -"],
    ["Exited (-1) 20 hours ago", "exited -1 -"],
    ["Exit 0", "exited 0 -"],
    ["Exit -1", "exited -1 -"],
    ["Restarting (1) 5 seconds ago", "restarting 1 -"],
    ["Created", "created - -"],
    ["configured", "created - -"],
    ["Initialized", "created - -"],
    ["stopped", "exited - -"],
    ["Paused", "paused - -"],
    ["Dead", "dead - -"],
    ["Removal In Progress", "removing - -"],
    ["storage", "- - -"],
    ["Unknown", "- - -"],
  ])("says of STATUS %s that it is %s", (status, told) => {
    const text = `${HEADER.replace("STATUS       ", "STATUS".padEnd(40))}\n${"a1b2c3d4e5f6   nginx     top       2 hours ago   "}${status.padEnd(40)}          web\n`;
    expect(rowsOf(text)).toEqual([`a1b2c3d4e5f6 web nginx ${told}`]);
    expect(listingOf(text)).toBe("containers: whole");
  });

  it("tells a list of all containers from one of those that run, by the command's options", () => {
    const of = (name: string): string => listingOf(`${HEADER}\n`, `sos_commands/docker/${name}`);
    expect(of("docker_ps")).toBe("running-containers: whole");
    expect(of("docker_ps_--no-trunc")).toBe("running-containers: whole");
    expect(of("docker_ps_-a")).toBe("containers: whole");
    expect(of("docker_ps_-as")).toBe("containers: whole");
    expect(of("docker_ps_--all_--no-trunc_--size")).toBe("containers: whole");
    expect(of("docker_ps_-a_--filter_status_exited")).toBe("containers: cut: its command lists a selection");
    expect(of("docker_ps_-l")).toBe("running-containers: cut: its command lists a selection");
  });

  it("takes a row that it cannot follow for a gap, not for a container", () => {
    const text = `${HEADER}\na1b2c3d4e5f6 nginx "top" 2 hours ago Up 2 hours web\nb1b2c3d4e5f6   nginx     "top"     2 hours ago   Up 2 hours             api\n`;
    expect(rowsOf(text)).toEqual(["b1b2c3d4e5f6 api nginx running - -"]);
    expect(listingOf(text)).toMatch(/^containers: cut: line 2 is no row of the table: a1b2c3d4e5f6 nginx/);
  });

  it("reads a list whose lines are not below their titles by what the cells look like", () => {
    const text = `${HEADER}\na1b2c3d4e5f6  172.25.249.200:8787/rhosp13/openstack-nova-api:latest  "kolla_start"  3 days ago  Up 3 days (healthy)  nova_api\n`;
    expect(rowsOf(text)).toEqual([
      "a1b2c3d4e5f6 nova_api 172.25.249.200:8787/rhosp13/openstack-nova-api:latest running - healthy",
    ]);
  });

  it("does not guess which of two columns an empty one is", () => {
    const text = `${HEADER}\na1b2c3d4e5f6  nginx  3 days ago  Up 3 days  web\n`;
    expect(rowsOf(text)).toEqual([]);
    expect(listingOf(text)).toMatch(/cut: line 2/);
  });

  it("drops a last line that a cut may have shortened", () => {
    const row = "a1b2c3d4e5f6   nginx     top       2 hours ago   Up 2 hours             nova_compute\n";
    const facts = factsOf(ALL, `${HEADER}\n${row}${row.slice(0, -5)}`, { loss: "cut short by the archive's end" });
    expect(ofKind(facts, "container-row")).toHaveLength(1);
    expect(only(facts, "listing")).toMatchObject({ state: "cut", problem: "cut short by the archive's end" });
  });

  it("ends at the next prompt, behind which another command printed", () => {
    const row = "a1b2c3d4e5f6   nginx     top       2 hours ago   Up 2 hours             web";
    const text = `(overcloud) [stack@director ~]$ docker ps -a\n${HEADER}\n${row}\n[root@controller0 ~]# docker images\nREPOSITORY TAG\n`;
    expect(rowsOf(text)).toEqual(["a1b2c3d4e5f6 web nginx running - -"]);
    expect(listingOf(text)).toBe("containers: whole");
  });

  it.each([
    ["Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"],
    ["timeout: failed to run command `/usr/bin/docker': No such file or directory"],
    ["bash: docker: command not found"],
    ["Error: unknown shorthand flag: 'z' in -z"],
    ["Got permission denied while trying to connect to the Docker daemon socket"],
  ])("quotes the error that it holds instead of rows: %s", (message) => {
    expect(rowsOf(`WARNING: something\n${message}\n`)).toEqual([]);
    expect(listingOf(`WARNING: something\n${message}\n`)).toBe(`containers: failed: it holds only: ${message}`);
  });

  it("says of an empty file that it is empty, and of a lost one why it is", () => {
    expect(listingOf("")).toBe("containers: failed: the file is empty");
    expect(only(factsOf(ALL, "", { loss: "the archive ends in it" }), "listing").problem).toBe(
      "the archive ends in it",
    );
  });

  it("says podman where the docker command of a podman host answered", () => {
    const text = `Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.\n${HEADER}\n`;
    expect(only(factsOf(ALL, text), "listing").engine).toBe("podman");
  });

  it("reads the JSON of docker, one container a line", () => {
    const line = (name: string, status: string): string =>
      JSON.stringify({ Command: '"kolla_start"', ID: "a1b2c3d4e5f6", Image: "nginx", Names: name, Status: status });
    const text = `${line("web", "Up 2 hours (unhealthy)")}\n${line("db,web/db", "Exited (1) 2 hours ago")}\n`;
    expect(rowsOf(text)).toEqual([
      "a1b2c3d4e5f6 web nginx running - unhealthy",
      "a1b2c3d4e5f6 db,web/db nginx exited 1 -",
    ]);
    expect(listingOf(text)).toBe("containers: whole");
    expect(listingOf(text.slice(0, -20))).toBe("containers: cut: its JSON breaks off");
  });

  it("goes on behind a line of JSON that is broken, and says so", () => {
    const good = JSON.stringify({ ID: "a1b2c3d4e5f6", Names: "web", Status: "Up 2 hours" });
    const bad = '{"ID":"b1","Labels":"config_data={"x": 1}","Names":"api"}';
    expect(rowsOf(`${good}\n${bad}\n${good}\n`)).toHaveLength(2);
    expect(listingOf(`${good}\n${bad}\n${good}\n`)).toMatch(/^containers: cut: its JSON is broken at line 2/);
  });

  it("reads the JSON of podman 1, whose states are numbers", () => {
    const text = JSON.stringify(
      [
        { ID: "a1", Names: "web", Image: "nginx", State: 3, ExitCode: 0 },
        { ID: "b1", Names: "db", Image: "maria", State: 6, ExitCode: 137 },
      ],
      null,
      4,
    );
    expect(rowsOf(text, "sos_commands/podman/podman_ps_-a_--format_json")).toEqual([
      "a1 web nginx running - -",
      "b1 db maria exited 137 -",
    ]);
  });

  it("finds no state in a word that every object of the language knows", () => {
    expect(rowsOf(JSON.stringify({ ID: "a1", Names: "web", State: "constructor" }))).toEqual(["a1 web - - - -"]);
  });
});

describe.skipIf(!realDataIsHere)(`real container lists${whereRealDataIs}`, () => {
  /** Those with rows that nobody can read with certainty, and how many rows that leaves. */
  const uncertain = new Map([
    ["containers__podman/podman-ps.1.md.in-L194-490c.ps.txt", 2],
    ["containers__podman/podman-ps.1.md.in-L203-53e7.ps.txt", 3],
    // Without NAMES: what is listed cannot be named.
    ["docker__cli/container_prune.md-L79-4bce.ps.txt", 0],
    ["docker__cli/container_prune.md-L92-89ae.ps.txt", 0],
    ["docker__cli/container_prune.md-L101-9003.ps.txt", 0],
    ["docker__cli/container_prune.md-L114-dfbb.ps.txt", 0],
    // A made-up table.
    ["docker__cli/container-context-write-special-headers.golden-L1-17d8.ps.txt", 0],
  ]);

  it.each(captures("ps"))("reads each row of $file", ({ file, lines, text }) => {
    const left = uncertain.get(file);
    expect(listingOf(text)).toMatch(
      left === undefined ? /^containers: whole$/ : /^containers: cut: line \d+ is no row/,
    );
    expect(rowsOf(text)).toHaveLength(left ?? lines - 1);
  });

  it.each(captures("ps"))("assigns the cells of $file to the columns that they stand in", ({ file, text }) => {
    for (const row of ofKind(factsOf(ALL, text), "container-row")) {
      const line = text.split("\n")[row.source.line - 1] ?? "";
      const [id, image] = line.split(/\s+/);
      const names = line.trim().split(/\s{2,}/);
      expect(row.id).toBe(id);
      if (!/\bNAME +IMAGE\b/.test(text)) expect([undefined, image]).toContain(row.image);
      expect(names.some((cell) => cell.endsWith(row.names.join(",")))).toBe(true);
      const exit = /Exit(?:ed)? \(?(-?\d+)/.exec(line)?.[1];
      expect(row.exitCode).toBe(exit === undefined ? undefined : Number(exit));
      expect(row.health).toBe(/\((healthy|unhealthy)\)/.exec(line)?.[1]);
      expect(row.state === "running").toBe(/ Up (?!.*\(Paused\))/.test(line));
      expect(row.source.text).toBe(line.trim());
    }
    expect(file).not.toBe("");
  });

  it.each(captures("psrows"))("finds no list in $file, which has no header", ({ text }) => {
    expect(rowsOf(text)).toEqual([]);
    expect(listingOf(text)).toMatch(/^containers: failed: it holds only: /);
  });

  it("reads the lists of docker 1.10 with their sizes", () => {
    const text = realText("insights-core", "test_docker_list", "DOCKER_LIST_CONTAINERS");
    expect(rowsOf(text, "insights_commands/docker_ps_--all_--no-trunc_--size")).toEqual([
      "03e2861336a76e29155836113ff6560cb70780c32f95062642993b2b3d0fc216 angry_saha rhel7_httpd running - -",
      "95516ea08b565e37e2a4bca3333af40a240c368131b77276da8dec629b7fe102 tender_rosalind bd8638c869ea40a9269d87e9af6741574562af9ee013e03ac2745fb5f59e2478 exited 137 -",
    ]);
  });

  it("reads the JSON of podman 4", () => {
    const text = realText("insights-core", "test_podman", "PODMAN_PS_ALL_JSON");
    expect(rowsOf(text, "sos_commands/podman/podman_ps_-a_--format_json")).toEqual([
      "03e2861336a76e29155836113ff6560cb70780c32f95062642993b2b3d0fc216 angry_saha rhel7_httpd running - -",
      "95516ea08b565e37e2a4bca3333af40a240c368131b77276da8dec629b7fe102 tender_rosalind bd8638c869ea40a9269d87e9af6741574562af9ee013e03ac2745fb5f59e2478 exited 137 -",
    ]);
  });

  it("finds no list in a help text", () => {
    const text = realText("insights-core", "test_docker_list", "DOCKER_HELP_OUTPUT");
    expect(listingOf(text)).toMatch(/^containers: failed: it holds only: Usage:/);
  });
});
