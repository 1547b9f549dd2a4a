import type { Call, Connection, Exchange, Need, Needs } from "@lintel/core";
import type { ChatVendor } from "../openai-chat/index.ts";

/** Who speaks OpenAI's embeddings through LiteLLM's OpenAI client, and what is its own in that. */
export interface EmbeddingsVendor extends Pick<ChatVendor, "provider" | "label" | "noKey" | "optionHeaders"> {
  readonly connection: Connection;
  /** Whether the length of a model's embeddings can be chosen. */
  takesDimensions(model: string): boolean;
  /** What LiteLLM says where it cannot. */
  readonly noDimensions: string;
}

export interface EmbeddingsNeeds extends Needs {
  readonly key: Extract<Need, { need: "secret" }>;
}

export type EmbeddingsCall = Call<"embedding">;
export type EmbeddingsExchange = Exchange<"embedding", EmbeddingsNeeds>;
