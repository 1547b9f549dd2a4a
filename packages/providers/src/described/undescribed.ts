import type { JsonObject } from "@lintel/core/json";

/** What somebody says of a model, in the fields of LiteLLM's price map; undefined for one of which nobody speaks. */
export type Said = (model: string) => JsonObject | undefined;

/** The same, of any provider's models. */
export type Described = (provider: string, model: string) => JsonObject | undefined;

export const undescribed: Described = () => undefined;
