import type { Adapter, ProviderDirectory } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { adaptersWith } from "../adapters.ts";
import { directoryWith } from "../directory/directory.ts";
import { type DescribedModel, describedBy } from "./described-by.ts";

/** Adapters and directory that know what is said of models, for a client. */
export interface Describing {
  readonly adapters: readonly Adapter[];
  readonly providers: ProviderDirectory;
  /** What is said of a model, by any name it goes by. */
  said(name: string): JsonObject | undefined;
}

/**
 * Every adapter and provider, with what somebody says of models in the fields of LiteLLM's price map: what they take, whether they
 * stream, how much they answer at most, and on which route (`mode`).
 */
export function describing(models: readonly DescribedModel[]): Describing {
  const { described, said } = describedBy(models);
  return { adapters: adaptersWith(described), providers: directoryWith(described), said };
}
