import type { Call, Connection, Exchange, Fault, Given, Header, Need, Needs } from "@lintel/core";
import type { FaultContext, Raised } from "../../faults/index.ts";

export type { Failure, Lose, Raise, Turn } from "../translation.ts";

/** What models differ in. */
export type Trait =
  /** Thinks as much as it likes, steered by an effort. */
  | "adaptive"
  /** Never stops thinking. */
  | "alwaysThinks"
  /** Adaptive, and takes a budget as well. */
  | "takesBudget"
  /** Thinks at all. */
  | "reasons"
  /** Takes temperature, top_p and top_k. */
  | "samples"
  /** Takes a tool choice that forces a call. */
  | "takesForcedTools"
  /** Answers in a JSON schema without the help of a tool. */
  | "hasFormats"
  /** Takes an effort. */
  | "takesEffort"
  | "takesXhigh"
  | "takesMax"
  /** Takes a speed. */
  | "takesSpeed";

/** Whom a call is let in as. */
export interface Entry {
  readonly call: MessagesCall;
  readonly given: Given<MessagesNeeds>;
}

/** How a call is let in, or the words of the refusal where there are no credentials. */
export type Auth =
  | {
      /** The caller's headers without those that the entry takes the place of. */
      readonly callers: readonly Header[];
      readonly auth: readonly Header[];
      /** Betas that letting in so needs. */
      readonly betas: readonly string[];
    }
  | { readonly refused: string };

/** Who speaks Anthropic's Messages API, and what is its own in that. */
export interface MessagesVendor {
  /** LiteLLM's slug. */
  readonly provider: string;
  /** Its name in LiteLLM's messages, such as "Anthropic". */
  readonly label: string;
  readonly connection: Connection;
  /** Whether a model has a trait. */
  has(model: string, trait: Trait): boolean;
  /** The `max_tokens` of a call that names none. */
  mostTokens(model: string): number;
  /** A beta under the vendor's own name; undefined where it does not take it. */
  beta(name: string): string | undefined;
  /** Where a call goes, its base URL completed. */
  url(call: MessagesCall): string;
  auth(entry: Entry): Auth;
  /** Whether images are always sent as data, even those that have an https URL. */
  readonly inlinesImages: boolean;
  /** LiteLLM's `exception_type` for the vendor. */
  fault(raised: Raised, context: FaultContext): Fault;
}

/** The key, and the images named by URL that are sent as data. */
export interface MessagesNeeds extends Needs {
  readonly key: Extract<Need, { need: "secret" }>;
  readonly images: readonly Extract<Need, { need: "bytes" }>[];
}

/** What the reader of a reply has to know of the request. */
export type MessagesState = {
  /** The caller's names of tools, by those they were sent under; only those that differ. */
  readonly toolNames: Readonly<Record<string, string>>;
  /** Whether LiteLLM's `json_mode` is on: calls of the tool `json_tool_call` are the answer itself. */
  readonly jsonMode: boolean;
  /** The speed that was asked for. */
  readonly speed: string | null;
  /** Whether the request has been sent once more already, because the first got no answer. */
  readonly isResent?: true;
};

export type MessagesCall = Call<"chat">;
export type MessagesExchange = Exchange<"chat", MessagesNeeds, MessagesState>;
