import type { Need } from "@lintel/core";
import { type Answer, Secret, type Signal } from "@lintel/core/host";
import type { FileRules } from "./files/open-file.ts";
import { readFile } from "./files/read-file.ts";

export interface Supplies {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly files: FileRules;
}

type AnyAnswer =
  | { readonly supplied: true; readonly value: Secret | undefined | { readonly bytes: Uint8Array } }
  | { readonly supplied: false; readonly message: string };

function secretFrom(names: readonly string[], env: Supplies["env"]): Secret | undefined {
  const name = names.find((it) => env[it] !== undefined && env[it] !== "");
  const text = name === undefined ? undefined : env[name];
  return name === undefined || text === undefined ? undefined : new Secret(name, text);
}

async function answer(need: Need, { env, files }: Supplies, signal?: Signal): Promise<AnyAnswer> {
  switch (need.need) {
    case "secret":
      return { supplied: true, value: secretFrom(need.names, env) };
    case "bytes": {
      if (need.source.from === "url") return { supplied: false, message: "this host does not fetch documents by URL" };
      const { file, parameter = "file" } = need.source;
      const read = await readFile(file, files, signal);
      return read.read
        ? { supplied: true, value: read.document }
        : { supplied: false, message: `${parameter}: ${read.message}` };
    }
    case "token":
      return { supplied: false, message: `this host exchanges no tokens (${need.issuer})` };
    case "ranks":
      return { supplied: false, message: `this host has no ranks for the tokenizer ${need.tokenizer}` };
  }
}

/** What this host supplies: secrets of the environment, and the bytes of files. */
export function supply<N extends Need>(need: N, supplies: Supplies, signal?: Signal): Promise<Answer<N>> {
  // The switch above answers each need with its own kind of value, which the compiler cannot follow through N.
  return answer(need, supplies, signal) as Promise<Answer<N>>;
}
