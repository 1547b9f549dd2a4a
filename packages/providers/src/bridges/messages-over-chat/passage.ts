import type { Moment, Settings } from "@lintel/core";
import type { Json, JsonObject } from "@lintel/core/json";

/** What the way back knows of the way there. */
export interface Passage {
  readonly moment: Moment;
  /** The caller's names of tools, by the shortened ones. */
  readonly names: ReadonlyMap<string, string>;
  /** What became of the edits of the context that were asked for. */
  readonly edits: readonly JsonObject[];
  /** The name by which the provider itself knows the model. */
  readonly model: string;
  readonly settings: Settings;
  /** What stands where a thought has no signature. */
  readonly unsigned: Json;
}
