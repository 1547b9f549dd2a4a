import type { Adapter } from "../adapter.ts";
import type { Bridge } from "../bridge.ts";
import type { Settings } from "../call.ts";
import type { ProviderDirectory } from "./directory.ts";
import type { FactsOptions } from "./model-facts-source.ts";

/** What a client is made of. */
export interface ClientOptions extends FactsOptions {
  readonly adapters: readonly Adapter[];
  /** How providers are recognised in a model string; `@lintel/providers` has LiteLLM's. */
  readonly providers: ProviderDirectory;
  /** How one route serves another; `@lintel/providers` has LiteLLM's. Without them no call leaves its route. */
  readonly bridges?: readonly Bridge[];
  /** LiteLLM's module flags, under its names. */
  readonly settings?: Settings;
  /** The environment as a record, under LiteLLM's variable names. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * `none`: every call is one attempt, whatever arguments and settings ask. `routed`: likewise, but for the routes on which
   * LiteLLM's functions take its router's 0 for nothing said.
   */
  readonly retries?: "none" | "routed";
  /**
   * What is counted of streams whose provider does not tell their usage: `told`, unless given, only what the caller is told in a
   * last chunk; `always`, what a caller's bill needs besides. It costs milliseconds at the end of such a stream.
   */
  readonly countUsage?: "told" | "always";
  /**
   * `parsed`: arguments are what `parse` of `@lintel/core/json` read, or numbers, texts and flags beside it, and nobody changes
   * them: they are neither checked nor copied, which takes a microsecond for each kilobyte of a chat.
   */
  readonly arguments?: "parsed";
}
