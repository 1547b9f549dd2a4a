import type { Call, Connection, Exchange, Need, Needs, Policy } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { Translated } from "../translation.ts";

export type { Failure, Lose, Raise, Translated, Turn } from "../translation.ts";

/** Parameters and what the rules about them may look at. */
export interface Asked {
  readonly model: string;
  readonly params: JsonObject;
  readonly policy: Policy;
}

/** Who speaks OpenAI's chat completions through LiteLLM's OpenAI client, and what is its own in that. */
export interface ChatVendor {
  /** LiteLLM's slug. */
  readonly provider: string;
  /** Its name in LiteLLM's messages, such as "OpenAI". */
  readonly label: string;
  readonly connection: Connection;
  /** The OpenAI parameters a model takes, in LiteLLM's order; with those it would take were its name the hint. */
  supported(model: string, hint?: string): readonly string[];
  /** The parameters as the model takes them, in the order they are sent in. */
  params(asked: Asked): Translated<JsonObject>;
  /** Whether a model knows the developer's role. */
  keepsDeveloper(model: string): boolean;
  /** Whether a model takes system messages. */
  takesSystem(model: string): boolean;
  /** What LiteLLM says when there is no key. */
  readonly noKey: string;
  /** Domain whose hosts are the vendor's own: cache markers are taken out for them, and tool schemas flattened. */
  readonly domain?: string;
  /** Domain whose hosts are asked for a stream's usage without being told. */
  readonly usageDomain?: string;
  /** Whether instructions go first under `openai_system_messages_first`. */
  readonly ordersInstructions?: boolean;
  /** Whether answers show the provider's slug before the model's name. */
  readonly showsProvider?: boolean;
  /** Headers from `target.options`, by option. */
  readonly optionHeaders?: Readonly<Record<string, string>>;
}

/** The key, and the documents named by URL. */
export interface ChatNeeds extends Needs {
  readonly key: Extract<Need, { need: "secret" }>;
  readonly documents: readonly Extract<Need, { need: "bytes" }>[];
}

/** How often a request has been sent, and what a repaired one leaves out. */
export type ChatState = { readonly attempts: number; readonly without: readonly string[] };

export type ChatCall = Call<"chat">;
export type ChatExchange = Exchange<"chat", ChatNeeds, ChatState>;
