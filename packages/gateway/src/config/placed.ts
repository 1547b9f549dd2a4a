import type { Json } from "@lintel/core/json";

/** Where something stands in a configuration: lines are counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** A value of a configuration that knows where it stands. */
export interface Placed {
  readonly value: Json;
  readonly place: Place;
  /** The variable the value stands in, where it was named in its place. */
  readonly variable?: string;
  /** The members of an object, in order. */
  readonly members?: ReadonlyMap<string, Placed>;
  /** The items of a list. */
  readonly items?: readonly Placed[];
}

/** A problem with what stands in a place, as a line `file:line: message`. */
export function problemAt({ file, line }: Place, message: string): string {
  return `${file}:${line}: ${message}`;
}
