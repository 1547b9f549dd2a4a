import type { OptionRule, Settings } from "../call.ts";
import type { Json } from "../json/index.ts";
import type { Plan } from "../plan.ts";
import type { Reply, TransportFailure } from "../reply.ts";
import type { Secret } from "../secret.ts";

/** A search of one store. */
export interface StoreAsked {
  readonly store: string;
  readonly query: Json;
  readonly base: string | undefined;
  readonly key: Secret | undefined;
  readonly settings: Settings;
}

/** How stores of files are searched for models whose providers do not search them. */
export interface StoreSearch {
  /** Where the key of the stores and their address come from; nothing that a call says is among it. */
  readonly key: OptionRule;
  readonly base: OptionRule;
  /** The search as one request; undefined for one that cannot be asked. */
  plan(asked: StoreAsked): Plan | undefined;
  /** What was found; undefined where the reply does not say. */
  found(reply: Reply): readonly Json[] | undefined;
  /** Whether a search that got no answer is sent once more. */
  isSentAgain(failure: TransportFailure): boolean;
}
