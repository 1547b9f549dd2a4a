import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FIXTURES } from "../paths.ts";

/** Text, or bytes that are none. */
export type Content = string | { readonly $b64: string };

/** What is asked of a gateway. */
export interface Request {
  readonly method: string;
  readonly path: string;
  /** By name; several values of a name that is sent several times. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Content;
  /** Of HTTP; 1.1 unless told. */
  readonly version?: string;
  /** Each in a header of its own; the gateway's unless told. */
  readonly hosts?: readonly string[];
  /** The body goes in chunks of so many bytes. */
  readonly chunks?: number;
}

/** What the scripted upstream answers: bytes in pieces, and how they go. */
export interface ScriptedAnswer {
  readonly pieces: readonly string[];
  /** Seconds before the first. */
  readonly wait?: number;
  /** Seconds after each. */
  readonly pause?: number;
  /** The same after each of the first pieces. */
  readonly pauses?: readonly number[];
  readonly ending?: "close" | "reset";
  /** Answers only a request whose path or body contains this. */
  readonly match?: string;
}

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A request as the upstream saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: HeaderList;
  readonly body?: Content;
}

/** What a gateway did with one request. */
export interface Told {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Content;
  /** The body ended before its end. */
  readonly cut?: boolean;
  readonly requests: readonly Seen[];
  readonly replies_unused?: number;
}

/** One recorded case. */
export interface ProxyCase {
  readonly id: string;
  readonly litellm: string;
  readonly config: string;
  /** The upstream is asked several things at once. */
  readonly unordered?: boolean;
  /** Its list of models is compared by their ids: LiteLLM tells those a pattern stands for in the order of a Python set. */
  readonly unsteady?: boolean;
  readonly request: Request;
  readonly replies: readonly ScriptedAnswer[];
  readonly oracle: Told;
}

/** Where the proxy's recordings and configurations lie. */
export const GATEWAY = join(FIXTURES, "gateway");

/** Every recorded case, by file. */
export function proxyCases(): readonly ProxyCase[] {
  return globSync("recorded/*.jsonl", { cwd: GATEWAY })
    .sort()
    .flatMap((path) =>
      readFileSync(join(GATEWAY, path), "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line): ProxyCase => JSON.parse(line)),
    );
}
