import type { Fault, Loss } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { Raised } from "../faults/index.ts";

/** What came of a translation: a value and what it lost, or what LiteLLM's code raises. */
export type Translated<T> = { readonly value: T; readonly losses: readonly Loss[] } | Failure;

/** Told of everything that does not go over as it was. */
export type Lose = (loss: Loss) => void;

/** What LiteLLM's code raises: an exception it maps for the provider, or one of its own classes. */
export type Failure =
  | {
      readonly raised: Raised;
      /** Whether it comes before the call is handed on, where the model's name has no prefix any more. */
      readonly isEarly?: true;
    }
  | { readonly fault: Fault };

/** Told of what ends a translation; the first counts, and what it gives back is never sent. */
export type Raise = (failure: Failure) => JsonObject;

/** A message on its way, and the JSON pointer it came from; none if the translation made it. */
export interface Turn {
  readonly message: JsonObject;
  readonly at?: string;
}
