import type { Loss } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";

/** Told of what a crossing loses, and of what LiteLLM's code raises over it; the first of these ends it. */
export interface Crossed {
  lose(loss: Loss): void;
  raise(text: string): JsonObject;
}
