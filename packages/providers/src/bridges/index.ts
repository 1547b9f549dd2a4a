import type { Bridge } from "@lintel/core";

/** How LiteLLM serves one route over another. */
export const bridges: readonly Bridge[] = [];
