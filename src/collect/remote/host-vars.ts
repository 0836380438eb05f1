import { type MapValue, Mistake } from "./yaml.ts";

interface Word {
  readonly text: string;
  readonly at: number;
}

/** What an inventory says of how a host is reached. */
export interface Connecting {
  readonly host?: Word;
  readonly user?: Word;
  readonly port?: Word;
  readonly connection?: Word;
}

/** The names that each bears, the one that counts most last. */
const NAMES = {
  ansible: {
    host: ["ansible_ssh_host", "ansible_host"],
    user: ["ansible_ssh_user", "ansible_user"],
    port: ["ansible_ssh_port", "ansible_port"],
    connection: ["ansible_connection"],
  },
  plain: {
    host: ["ansible_ssh_host", "ansible_host", "host"],
    user: ["ansible_ssh_user", "ansible_user", "user"],
    port: ["ansible_ssh_port", "ansible_port", "port"],
    connection: [],
  },
} as const;

/** Picks how a host is reached from its variables; what else they say is for others. */
export function connectingOf(map: MapValue, form: keyof typeof NAMES): Connecting {
  const names = NAMES[form];
  return chooseConnecting([
    ...wordsFor("host", names.host, map),
    ...wordsFor("user", names.user, map),
    ...wordsFor("port", names.port, map),
    ...wordsFor("connection", names.connection, map),
  ]);
}

function wordsFor(what: keyof Connecting, names: readonly string[], map: MapValue): Connecting[] {
  return names.flatMap((name) => {
    const value = map.entries.find(({ key }) => key === name)?.value;
    if (value === undefined || (value.kind === "scalar" && value.text === "")) return [];
    if (value.kind !== "scalar") throw new Mistake(value.at, `'${name}' is to be a word`);
    return [{ [what]: { text: value.text, at: value.at } }];
  });
}

/** Lays variables over each other: the last that says something counts. */
export function chooseConnecting(all: readonly Connecting[]): Connecting {
  return Object.assign({}, ...all) as Connecting;
}
