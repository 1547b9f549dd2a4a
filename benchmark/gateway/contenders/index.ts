import type { Contender } from "./contender.ts";
import { lintel, lintelThreads } from "./lintel.ts";
import { litellmFunctions, litellmProxy } from "./litellm.ts";
import { axum, direct, nginx } from "./plain.ts";
import { portkey } from "./portkey.ts";

export type { Asked, Command, Contender } from "./contender.ts";

/** Everyone that is measured, in the order in which they take turns. */
export const CONTENDERS: readonly Contender[] = [
  direct,
  nginx,
  axum,
  lintel,
  lintelThreads,
  litellmFunctions,
  litellmProxy,
  portkey,
];
