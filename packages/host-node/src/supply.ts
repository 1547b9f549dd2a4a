import type { ModelFacts, Need } from "@lintel/core";
import { type Answer, Secret, type Signal } from "@lintel/core/host";
import type { DocumentRules } from "./documents/document-rules.ts";
import type { FileRules } from "./files/open-file.ts";
import type { ConnectionOptionsOfHost } from "./http/connection-options.ts";
import type { LoadedRanks } from "./tokenizers/load-ranks.ts";
import type { Tokens } from "./tokens/tokens.ts";

export interface Supplies {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly files: FileRules;
  readonly documents: DocumentRules | false;
  readonly tls: Pick<ConnectionOptionsOfHost, "ca" | "verify">;
  readonly connectMs: number;
  readonly tokens: () => Promise<Tokens>;
  readonly ranks: () => Promise<(name: string) => Promise<LoadedRanks>>;
}

type AnyAnswer =
  | { readonly supplied: true; readonly value: Secret | undefined | { readonly bytes: Uint8Array } | ModelFacts }
  | LoadedRanks;

function secretFrom(names: readonly string[], env: Supplies["env"]): Secret | undefined {
  const name = names.find((it) => env[it] !== undefined && env[it] !== "");
  const text = name === undefined ? undefined : env[name];
  return name === undefined || text === undefined ? undefined : new Secret(name, text);
}

async function bytesAt(
  { url, parameter = "document" }: { readonly url: string; readonly parameter?: string },
  { env, documents, tls, connectMs }: Supplies,
  signal?: Signal,
): Promise<AnyAnswer> {
  if (documents === false)
    return { supplied: false, message: `${parameter}: this host fetches no documents`, param: parameter };
  const [{ fetchDocument }, { completeRules }] = await Promise.all([
    import("./documents/fetch-document.ts"),
    import("./documents/document-rules.ts"),
  ]);
  return fetchDocument({ url, parameter, tls, connectMs, rules: completeRules(documents, env) }, signal);
}

async function answer(need: Need, supplies: Supplies, signal?: Signal): Promise<AnyAnswer> {
  const { env, files } = supplies;
  switch (need.need) {
    case "secret":
      return { supplied: true, value: secretFrom(need.names, env) };
    case "bytes": {
      if (need.source.from === "url") return bytesAt(need.source, supplies, signal);
      const { file, parameter = "file" } = need.source;
      const { readFile } = await import("./files/read-file.ts");
      const read = await readFile(file, files, signal);
      return read.read
        ? { supplied: true, value: read.document }
        : { supplied: false, message: `${parameter}: ${read.message}` };
    }
    case "token":
      return (await supplies.tokens()).supply(need, signal);
    case "ranks":
      return (await supplies.ranks())(need.tokenizer);
    case "facts": {
      const { modelFacts } = await import("@lintel/providers/model-facts");
      return { supplied: true, value: modelFacts() };
    }
  }
}

/** What this host supplies: secrets of the environment, the bytes of files, documents by URL, access tokens, tokenizers, and model facts. */
export function supply<N extends Need>(need: N, supplies: Supplies, signal?: Signal): Promise<Answer<N>> {
  // The switch above answers each need with its own kind of value, which the compiler cannot follow through N.
  return answer(need, supplies, signal) as Promise<Answer<N>>;
}
