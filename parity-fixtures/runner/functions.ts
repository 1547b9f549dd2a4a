import type { Client } from "@lintel/core";
import type { Printer } from "@lintel/core/json";

export interface FunctionRow {
  readonly route: string;
  readonly method: keyof Client;
  readonly result: Printer;
  readonly chunks: Printer;
}

/**
 * LiteLLM's functions that the client has: its method, and the printers of LiteLLM's gateway for the route.
 * Chunks are printed by pydantic, whose numbers are spelt as orjson spells them.
 */
export const FUNCTIONS: Readonly<Record<string, FunctionRow>> = {
  completion: { route: "chat", method: "completion", result: "wireCompact", chunks: "orjson" },
  ocr: { route: "ocr", method: "ocr", result: "orjson", chunks: "orjson" },
};

/** The routes a provider can have, whether anything speaks them yet or not. */
export const ROUTES = [
  "chat",
  "messages",
  "responses",
  "ocr",
  "embedding",
  "rerank",
  "text_completion",
  "retries",
] as const;
