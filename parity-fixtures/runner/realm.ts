import { fileURLToPath } from "node:url";
import { type Context, createContext, Script } from "node:vm";
import { build } from "esbuild";
import { asBytes } from "./case.ts";
import type { Replayed, RequestFacts } from "./replay.ts";
import type { Cut } from "./scripted-host.ts";

/** A world with ECMAScript, TextEncoder and TextDecoder and nothing else: no clock, no chance, no code from text. */
export interface Realm {
  /** Evaluates a script; what it gives must be text. */
  evaluate(code: string): unknown;
  /** Calls a global function of the realm with texts; it answers with a promise of text. */
  call(name: string, ...texts: readonly string[]): Promise<string>;
}

/** Gives the realm's own encoder and decoder: bytes made outside are not instances of the realm's Uint8Array. */
const BARE = `(() => {
  "use strict";
  const outer = globalThis.outer;
  for (const name of ["outer", "console", "WebAssembly", "escape", "unescape"]) delete globalThis[name];
  globalThis.TextEncoder = class TextEncoder {
    encode(text = "") { return new Uint8Array(outer.encode(text)); }
    encodeInto(text, into) { const { read, written } = outer.encodeInto(text, into); return { read, written }; }
  };
  globalThis.TextDecoder = class TextDecoder {
    #decode;
    constructor(label, options = {}) { this.#decode = outer.decoder(label, options.fatal === true, options.ignoreBOM === true); }
    decode(bytes, options = {}) {
      const told = this.#decode(bytes, options.stream === true);
      if (typeof told !== "string") throw new TypeError("The encoded data was not valid");
      return told;
    }
  };
  const still = (name) => () => { throw new Error(name + " was called: a pure package reads neither clock nor chance"); };
  Date.now = still("Date.now");
  Math.random = still("Math.random");
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    apply: still("Date"),
    construct: (target, args) => (args.length === 0 ? still("new Date")() : Reflect.construct(target, args)),
  });
})()`;

function outside(): object {
  const encoder = new TextEncoder();
  return {
    encode: (text: string) => encoder.encode(text),
    encodeInto: (text: string, into: Uint8Array) => encoder.encodeInto(text, into),
    decoder(label: string | undefined, fatal: boolean, ignoreBOM: boolean) {
      const decoder = new TextDecoder(label, { fatal, ignoreBOM });
      return (bytes: Uint8Array | undefined, stream: boolean) => {
        try {
          return decoder.decode(bytes, { stream });
        } catch {
          return undefined;
        }
      };
    },
  };
}

/** Bundles an entry file with all it imports, as one script for a bare realm. */
export async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    platform: "neutral",
    target: "es2023",
    mainFields: ["module", "main"],
    conditions: ["@lintel/source", "module", "import"],
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** An empty bare realm. */
export function bareRealm(): Realm {
  const context: Context = createContext(Object.assign(Object.create(null), { outer: outside() }), {
    codeGeneration: { strings: false, wasm: false },
  });
  const evaluate = (code: string, filename?: string): unknown =>
    new Script(code, { filename: filename ?? "realm.js" }).runInContext(context);
  evaluate(BARE, "bare.js");
  return {
    evaluate,
    call: async (name, ...texts) =>
      String(await evaluate(`${name}(${texts.map((text) => JSON.stringify(text)).join(", ")})`)),
  };
}

/** A realm that holds core, providers and the replay, and replays lines inside. */
export async function replayRealm(): Promise<(text: string, cut: Cut) => Promise<Replayed>> {
  const realm = bareRealm();
  realm.evaluate(await bundled(fileURLToPath(new URL("./realm-entry.ts", import.meta.url))));
  return async (text, cut) => fromTold(JSON.parse(await realm.call("replayLine", text, String(cut))));
}

type ToldRequest = Omit<RequestFacts, "body"> & { readonly body_b64: string };

function fromTold({
  requests,
  ...rest
}: Omit<Replayed, "requests"> & { readonly requests: readonly ToldRequest[] }): Replayed {
  return { ...rest, requests: requests.map(({ body_b64, ...request }) => ({ ...request, body: asBytes(body_b64) })) };
}
