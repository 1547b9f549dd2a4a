import { type LintelError, toError } from "./errors.ts";
import type { NodeHostOptions } from "./node-host.ts";
import { ownFault } from "./own-fault.ts";
import type { LintelOptions } from "./sdk-types.ts";

/** What an option may be: a kind by its name, one of some words, or whatever whoever reads it takes. */
type Kind = "object" | "number" | "boolean" | "list" | "any" | readonly string[];

const LINTEL = {
  settings: "object",
  env: "object",
  http: "object",
  countUsage: ["told", "always"],
  host: "object",
  facts: "any",
  models: "any",
  adapters: "list",
} as const satisfies Record<keyof LintelOptions, Kind>;

const HTTP = {
  transport: ["auto", "pool", "undici"],
  timeouts: "object",
  replyBytes: "number",
  connections: "number",
  keepAliveMs: "number",
  verify: "boolean",
  proxies: "any",
  ca: "any",
  cert: "any",
  key: "any",
  crossOrigin: ["without credentials", "refuse"],
  files: "object",
  documents: "any",
  tokens: "object",
  tokenizers: "object",
  env: "object",
} as const satisfies Record<keyof NodeHostOptions, Kind>;

const TIMEOUTS = {
  connectMs: "number",
  firstByteMs: "number",
  idleMs: "number",
} as const satisfies Record<keyof Required<NodeHostOptions>["timeouts"], Kind>;

function isOf(kind: Kind, value: unknown): boolean {
  if (typeof kind !== "string") return typeof value === "string" && kind.includes(value);
  if (kind === "list") return Array.isArray(value);
  if (kind === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return kind === "any" || (typeof value === kind && !Number.isNaN(value));
}

function named(kind: Kind): string {
  if (typeof kind !== "string") return kind.map((word) => JSON.stringify(word)).join(" or ");
  return kind === "object" ? "an object" : `a ${kind}`;
}

function refusal(param: string, text: string): LintelError {
  return toError(ownFault("BadRequestError", `${param}: ${text}`, { param }));
}

function check(options: unknown, kinds: Readonly<Record<string, Kind>>, path: string): void {
  if (!isOf("object", options)) throw refusal(path, "expected an object");
  for (const [name, value] of Object.entries(options ?? {})) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    const at = `${path}.${name}`;
    if (kind === undefined) throw refusal(at, `there is no such option; there are ${Object.keys(kinds).join(", ")}`);
    if (value !== undefined && !isOf(kind, value)) throw refusal(at, `expected ${named(kind)}`);
  }
}

/** Throws a `BadRequestError` that names the first option nobody knows, or whose value is of another kind. */
export function checkHostOptions(options: NodeHostOptions, path: string): void {
  check(options, HTTP, path);
  if (options.timeouts !== undefined) check(options.timeouts, TIMEOUTS, `${path}.timeouts`);
}

/** The same of the options of `createLintel` and `configure`. */
export function checkOptions(options: LintelOptions): void {
  check(options, LINTEL, "options");
  if (options.http !== undefined) checkHostOptions(options.http, "options.http");
}
