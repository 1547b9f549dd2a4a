import { sha256 } from "@lintel/core";
import { entries, isObject, type Json, type JsonObject, pythonDumps, pythonRepr } from "@lintel/core/json";

const encoder = new TextEncoder();

/** The id LiteLLM gives a deployment that names none (`Router.generate_model_id`): the SHA-256 of its name and parameters. */
export function deploymentId(name: string, params: JsonObject): string {
  const parts = entries(params).flatMap(([key, value]) => [key, idText(value)]);
  return sha256(encoder.encode([name, ...parts].join("")));
}

function idText(value: Json): string {
  if (typeof value === "string") return value;
  return isObject(value) ? pythonDumps(value) : pythonRepr(value);
}
