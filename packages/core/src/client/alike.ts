import { isNum, isObject, type JsonObject } from "../json/index.ts";
import { Secret } from "../secret.ts";
import type { AlikeRule } from "./alike-rules.ts";
import type { Kwargs } from "./front.ts";
import { isHeld, onlyMember } from "./only-member.ts";

/** What a caller says: a text, or turns that are texts and nothing else. */
export type Said = string | readonly JsonObject[];

/** A call that may be like another one. */
export interface Alike {
  /** The same for all that are like it. */
  readonly key: string;
  readonly rule: AlikeRule;
  readonly kwargs: Kwargs;
  readonly said: Said;
  /** Whether one of the turns is the system's. */
  readonly hasSystem: boolean;
  /** The turns as compact JSON, where they are known. */
  readonly printed?: string | undefined;
}

/** Characters of a key: what is longer is no likelier to come again. */
const LONGEST = 1024;

// Secrets are told apart by who they are, not by what they say.
const ids = new WeakMap<Secret, number>();
let last = 0;

function idOf(secret: Secret): number {
  const known = ids.get(secret);
  if (known !== undefined) return known;
  ids.set(secret, ++last);
  return last;
}

function quoted(name: string, text: string): string {
  return `${name}"${text.length}"${text}`;
}

function deployment(metadata: unknown): string | undefined {
  const id = onlyMember(onlyMember(metadata, "model_info"), "id");
  return typeof id === "string" ? quoted("deployment", id) : undefined;
}

/** What a stream is asked to tell beside its texts. */
const STREAM_OPTIONS: ReadonlySet<string> = new Set(["include_usage", "include_obfuscation"]);

function streamOptions(options: unknown): string | undefined {
  if (!isHeld(options)) return undefined;
  let key = "stream_options{";
  for (const [name, value] of Object.entries(options)) {
    if (!STREAM_OPTIONS.has(name) || typeof value !== "boolean") return undefined;
    key += `${name}=${value};`;
  }
  return `${key}}`;
}

function spelt(name: string, value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return name === "api_key" ? undefined : quoted(name, value);
    case "number":
      return Object.is(value, -0) ? undefined : `${name}=${value};`;
    case "boolean":
      return `${name}=${value};`;
    default:
      if (isNum(value)) return `${name}~${value.source};`;
      if (name === "litellm_metadata") return deployment(value);
      if (name === "stream_options") return streamOptions(value);
      return value instanceof Secret ? `${name}#${idOf(value)};` : undefined;
  }
}

/** A text is told by whether it says anything. */
function part(name: string, value: unknown, { texts, names }: AlikeRule): string | undefined {
  if (texts.includes(name)) return typeof value === "string" ? `${name}${value === "" ? "!" : "?"}` : undefined;
  return names.has(name) ? spelt(name, value) : undefined;
}

function areTurns(said: unknown, { isTurn }: AlikeRule): said is readonly JsonObject[] {
  if (!Array.isArray(said)) return false;
  for (const turn of said) if (!isObject(turn) || !isTurn(turn)) return false;
  return said.length > 0;
}

function isSaid(said: unknown, rule: AlikeRule): said is Said {
  return (typeof said === "string" && rule.says === "input") || areTurns(said, rule);
}

function isSystem({ role }: JsonObject): boolean {
  return role === "system";
}

/** The key of a call that begins so; undefined where no call is like it. */
function keyOf(kwargs: Kwargs, beginning: string, rule: AlikeRule): string | undefined {
  let key = beginning;
  for (const it in kwargs) {
    const value = kwargs[it];
    if (value === undefined || it === rule.says) continue;
    const spelling = part(it, value, rule);
    if (spelling === undefined) return undefined;
    key += spelling;
  }
  return key.length <= LONGEST ? key : undefined;
}

interface Told {
  readonly rule: AlikeRule;
  /** The key of calls that differ from it in what they say alone. */
  readonly known: string | undefined;
  readonly printed: string | undefined;
}

/** What a call is known by; undefined for one that is read anew each time. */
export function alike(name: string, kwargs: Kwargs, { rule, known, printed }: Told): Alike | undefined {
  const said = kwargs[rule.says];
  if (!isSaid(said, rule)) return undefined;
  const hasSystem = typeof said !== "string" && said.some(isSystem);
  const beginning = typeof said === "string" ? `${name}.` : hasSystem ? `${name}+` : `${name}-`;
  const key = known?.startsWith(beginning) === true ? known : keyOf(kwargs, beginning, rule);
  return key === undefined ? undefined : { key, rule, kwargs, said, hasSystem, printed };
}

const USER: JsonObject = { role: "user", content: "text" };
const SYSTEM: JsonObject = { role: "system", content: "text" };

/** A call that is like one and says nothing of what that one says. */
export function modelOf({ key, rule, kwargs, said, hasSystem }: Alike): Alike {
  const turns: Said = typeof said === "string" ? "text" : hasSystem ? [SYSTEM, USER] : [USER];
  const texts = rule.texts.flatMap((name) =>
    typeof kwargs[name] === "string" ? [[name, kwargs[name] && "text"]] : [],
  );
  const told = { ...kwargs, [rule.says]: turns, ...Object.fromEntries(texts) };
  return { key, rule, hasSystem, said: turns, kwargs: told };
}
