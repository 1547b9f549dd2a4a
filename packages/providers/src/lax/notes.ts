import type { Loss } from "@lintel/core";
import type { Json } from "@lintel/core/json";

/** Where a value stands, from the root of what is read. */
export type Path = readonly (string | number)[];

/** One reason a value does not fit, with pydantic's type and words. */
export interface Problem {
  readonly at: Path;
  readonly type: string;
  readonly message: string;
  readonly input: Json;
}

/** What a reading meets on its way. */
export interface Notes {
  problem(problem: Problem): void;
  loss(loss: Loss): void;
}

/** Reads a value as pydantic's lax mode does; after a problem the value it gives means nothing. */
export type Reader = (value: Json, at: Path, notes: Notes) => Json;
