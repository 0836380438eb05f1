import { isIP } from "node:net";

/** A node to collect from, as ssh is to be told of it. */
export interface Target {
  /** What people call it: the name of its line. */
  readonly label: string;
  /** A name, an address, or an alias of ssh's configuration. */
  readonly host: string;
  readonly user?: string;
  readonly port?: number;
}

/**
 * Why this is no host, or undefined where it is one. A name ends up on ssh's command line, and by way of `%h` perhaps in a
 * shell that ssh's configuration starts: what could be an option or a command is none.
 */
export function whyNoHost(host: string): string | undefined {
  if (isIP(host) !== 0 || /^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u.test(host)) return undefined;
  return `${quoted(host)} is no host: a host is a name of letters, digits, '.', '_' and '-', or an address`;
}

/** The same for a user's name. */
export function whyNoUser(user: string): string | undefined {
  if (/^[\p{L}\p{N}_][\p{L}\p{N}._@+-]*\$?$/u.test(user)) return undefined;
  return `${quoted(user)} is no user: a user's name has letters, digits, '.', '_', '-', '+' and '@'`;
}

/** The same for a port. */
export function whyNoPort(port: string): string | undefined {
  if (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535) return undefined;
  return `${quoted(port)} is no port: a port is a number from 1 to 65535`;
}

/** Reads `[USER@]HOST`; returns why it is none as a string. */
export function readTarget(text: string): Target | string {
  const at = text.lastIndexOf("@");
  const host = text.slice(at + 1);
  const user = text.slice(0, Math.max(at, 0));
  const trouble = whyNoHost(host) ?? (at < 0 ? undefined : whyNoUser(user));
  return trouble ?? { label: host, host, ...(at < 0 ? {} : { user }) };
}

/** `USER@HOST`, as ssh takes it. */
export function destination({ host, user }: Target): string {
  return user === undefined ? host : `${user}@${host}`;
}

/** Whether a host's own name is one that it was asked by; an address says nothing about names. */
export function goesBy({ label, host }: Target, own: string): boolean {
  const asked = [label, host].filter((name) => isIP(name) === 0).map(firstLabel);
  return asked.length === 0 || asked.includes(firstLabel(own));
}

function firstLabel(name: string): string {
  return (name.split(".")[0] ?? "").toLowerCase();
}

/** Each target once, under labels that differ. */
export function distinct(targets: readonly Target[]): Target[] {
  const all = [...new Map(targets.map((target) => [fullName(target), target])).values()];
  const bearers = (label: string) => all.filter((target) => target.label === label).length;
  return all.map((target) => (bearers(target.label) === 1 ? target : { ...target, label: fullName(target) }));
}

function fullName(target: Target): string {
  return `${destination(target)}${target.port === undefined ? "" : `:${target.port}`}`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
