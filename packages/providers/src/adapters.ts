import type { Adapter } from "@lintel/core";
import { mistral } from "./vendors/mistral.ts";
import { openai } from "./vendors/openai/openai.ts";

/** Every adapter there is. */
export const adapters: readonly Adapter[] = [openai, mistral];
