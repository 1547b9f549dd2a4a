import type { Adapter } from "@lintel/core";
import { mistral } from "./vendors/mistral.ts";

/** Every adapter there is. */
export const adapters: readonly Adapter[] = [mistral];
