import type { ModelFacts } from "@lintel/core/pricing";
import { PACKED } from "./facts-data.ts";
import { unpack } from "./unpack.ts";

let facts: ModelFacts | undefined;

/** The facts of the models LiteLLM's price map knows, read when first asked for. */
export function modelFacts(): ModelFacts {
  facts ??= unpack(PACKED);
  return facts;
}
