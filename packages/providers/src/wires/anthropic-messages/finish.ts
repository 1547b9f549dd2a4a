import { mapFinishReason, pythonType } from "@lintel/core";
import { isArray, isObject, type Json } from "@lintel/core/json";
import type { Trouble } from "./trouble.ts";

/** A stop reason as OpenAI's finish reason. */
export function finishOf(stop: Json, { raise }: Trouble): string {
  if (isArray(stop) || isObject(stop)) raise(`unhashable type: '${pythonType(stop)}'`);
  return mapFinishReason(stop);
}
