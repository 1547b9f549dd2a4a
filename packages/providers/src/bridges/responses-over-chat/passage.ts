import type { FoldRules, Moment } from "@lintel/core";
import type { Json, JsonObject } from "@lintel/core/json";
import type { Owner } from "../../response/index.ts";

/** What the way back knows of the way there. */
export interface Passage {
  readonly moment: Moment;
  /** The name by which the provider itself knows the model. */
  readonly model: string;
  /** The request's optional parameters, of which the answer tells some back. */
  readonly request: JsonObject;
  readonly owner: Owner;
  /** Names of tools that are given a text. */
  readonly custom: ReadonlySet<string>;
  /** Tools of namespaces by the names chat knows them by. */
  readonly names: ReadonlyMap<string, { readonly namespace: string; readonly name: string }>;
  /** Whether events and answers are LiteLLM's, with what they lack. */
  readonly isBare: boolean;
  /** How the chunks of a model are put together. */
  rules(model: Json): FoldRules | undefined;
}
