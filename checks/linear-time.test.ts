import { type Client, client, isSpace, redactSecrets, rstrip, strip } from "@lintel/core";
import { type Json, type JsonObject, parse } from "@lintel/core/json";
import { adapters, bridges, directory } from "@lintel/providers";
import { describe, expect, it } from "vitest";
import { parseDataUri } from "../packages/core/src/bytes/data-uri.ts";
import { mediaTypeOfName } from "../packages/core/src/bytes/media-type-of-name.ts";
import { toInt } from "../packages/core/src/chat/chunk-int.ts";
import { pathSteps } from "../packages/core/src/params/drop-nested.ts";
import { isFromThisMachine } from "../packages/gateway/src/auth/from-this-machine.ts";
import { numberOf } from "../packages/gateway/src/config/number-of.ts";
import { formParts } from "../packages/gateway/src/forward/form-parts.ts";
import { destination } from "../packages/host-node/src/documents/destination.ts";
import { completeRules } from "../packages/host-node/src/documents/document-rules.ts";
import { toolInput } from "../packages/providers/src/bridges/messages-over-chat/tool-input.ts";
import { isPythonRegex } from "../packages/providers/src/python-regex/is-python-regex.ts";
import { toArguments } from "../packages/providers/src/wires/anthropic-messages/request-arguments.ts";
import { toPages } from "../packages/providers/src/wires/document-intelligence/params.ts";

const LENGTH = 50_000;
/** Far more than any of them takes, and far less than one that looks at each character again and again. */
const MOST_MS = 250;

const UNITS = [
  ..."0 1 . - _ / \\ , ; : \" ' ` = [ ] { } ( ) @ # % & ? + * $ ^ | ~ < > ! a A x e \t \n \r".split(" "),
  ..." \u0085\u00a0\u2028\ufeff\ud83d",
  ...[
    "\r\n",
    "://",
    "1.",
    ".0",
    '\\"',
    "},{",
    "?:",
    "api_key",
    "Bearer ",
    "sk-",
    "eyJ",
    "-----BEGIN",
    "data:",
    "%41",
    "a=b;",
  ],
];

const TEXTS = UNITS.flatMap((unit) => {
  const run = unit.repeat(LENGTH / unit.length);
  return [`${run}x`, `x${run}x`, `"${run}`];
});

/** Milliseconds of the processor: those in which the process was not let run do not count. */
function stopwatch(): () => number {
  const before = process.cpuUsage();
  return () => process.cpuUsage(before).user / 1000;
}

function spent(call: () => unknown): number {
  const told = stopwatch();
  call();
  return told();
}

const asked = { name: "f", context: "here", raise: () => ({}), lose: () => undefined, at: "/x" };

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  strip,
  rstrip,
  isSpace,
  redactSecrets,
  parse,
  parseDataUri,
  mediaTypeOfName,
  "a number of a stream": toInt,
  pathSteps,
  numberOf,
  isPythonRegex,
  "arguments of a tool, over chat": (text) => toolInput(`{"a": 1${text}`, "f"),
  "arguments of a tool, for Anthropic": (text) => toArguments(`{"a": 1${text}`, asked),
  "pages of a document": (pages) => toPages({ pages }),
  "the address of a document": (text) => destination(`https://${text}/`, completeRules({}, {})),
  "a request from this machine": (text) => isFromThisMachine({ headers: { host: "localhost", origin: text } }),
  "a form": (text) =>
    formParts(Buffer.from(`--b\r\ncontent-disposition: form-data${text}`), "multipart/form-data; boundary=b"),
  "the type of a form": (text) => formParts(Buffer.from("--b"), `multipart/form-data; boundary=${text}`),
};

describe("what reads texts of others takes time in proportion to their length", () => {
  it.each(Object.entries(READERS))("%s", (_, read) => {
    const slow = TEXTS.map((text) => ({ text: text.slice(0, 12), ms: spent(() => read(text)) }));
    expect(slow.filter(({ ms }) => ms > MOST_MS)).toEqual([]);
  });
});

/** Nothing is sent: what is looked at is what it takes to read a call. */
const asking = client(
  {
    send: async () => ({ sent: false, failure: { kind: "policy", message: "nothing is sent here" } }),
    supply: async () => ({ supplied: false, message: "nothing is supplied here" }),
    wait: async () => {},
    now: () => 1_700_000_000_000,
    id: () => "0".repeat(32),
  },
  { adapters, providers: directory, bridges, env: { OPENAI_API_KEY: "sk-1", ANTHROPIC_API_KEY: "sk-1" } },
);

/** The same: several times what it takes, and a fraction of what it takes to look at all again for each. */
const MOST_MS_OF_A_CALL = 1000;

function many<T>(count: number, make: (at: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

function membersOf(count: number, make: (at: number) => readonly [string, Json]): JsonObject {
  return Object.fromEntries(many(count, make));
}

interface LongCall {
  readonly name: string;
  readonly asks: Extract<keyof Client, "completion" | "responses">;
  readonly kwargs: JsonObject;
}

const USER = { role: "user", content: "a" };

const LONG_CALLS: readonly LongCall[] = [
  {
    name: "turns that are to alternate",
    asks: "completion",
    kwargs: { model: "openai/gpt-4.1", messages: many(60_000, () => ({ ...USER })), ensure_alternating_roles: true },
  },
  {
    name: "references to definitions",
    asks: "completion",
    kwargs: {
      model: "anthropic/claude-sonnet-4-5",
      messages: [USER],
      response_format: {
        type: "json_schema",
        json_schema: {
          name: "a",
          schema: {
            type: "object",
            properties: membersOf(4000, (at) => [`p${at}`, { $ref: `#/$defs/d${at}` }]),
            $defs: membersOf(4000, (at) => [`d${at}`, { type: "string" }]),
          },
        },
      },
    },
  },
  {
    name: "namespaces of tools",
    asks: "responses",
    kwargs: {
      model: "anthropic/claude-sonnet-4-5",
      input: "a",
      tools: many(14_000, (at) => ({
        type: "namespace",
        name: `n${at}`,
        tools: [{ type: "function", name: `f${at}`, parameters: {} }],
      })),
    },
  },
];

describe("calls take time in proportion to what is in them", () => {
  it.each(LONG_CALLS)("$name", async ({ asks, kwargs }) => {
    const told = stopwatch();
    const { outcome } = await asking[asks](kwargs);
    expect(outcome).toBe("fault");
    expect(told()).toBeLessThan(MOST_MS_OF_A_CALL);
  });
});
