import { truthy } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { isInOpenaiCatalog } from "../../directory/openai-catalog.ts";
import { NOT_REASONING, PRICED, REFUSED_EFFORTS, UNSTREAMED } from "./responses-data.ts";
import { saidEfforts } from "./said-efforts.ts";

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ""));
}

const priced = words(PRICED);
const unstreamed = words(UNSTREAMED);
const notReasoning = words(NOT_REASONING);
const refused: ReadonlyMap<string, readonly string[]> = new Map(
  REFUSED_EFFORTS.trim()
    .split("\n")
    .map((row) => row.split(" "))
    .map(([name = "", efforts = ""]) => [name, efforts.split(",")]),
);

/** Whether LiteLLM finds a model in one of these lists: by its name in any case, undated, or as the base of a tuned one. */
function isListed(model: string, names: ReadonlySet<string>): boolean {
  const name = model.toLowerCase();
  const tuned = /^ft:[^:]+/.exec(name)?.[0];
  return (
    names.has(name) || names.has(name.replace(/-\d{4}-\d{2}-\d{2}$/, "")) || (tuned !== undefined && names.has(tuned))
  );
}

/** Names of OpenAI's models that reason, listed or not (`openai-reasoning-family-baseline`). */
const REASONING =
  /^(?!.*search-api)(?:[a-z0-9_.-]+\/)*(?:ft:)?(?:o[1-9]\d*(?![a-z0-9])|gpt-[5-9](?:\.\d+)?(?![0-9.])|(?:gpt-\d+(?:\.\d+)?(?:-[a-z0-9]+)*-)?(?:codex|deep-research|chat-latest)(?![a-z0-9]))/i;

/** Names of others' models that reason, of which LiteLLM thinks where somebody describes them (`fallback_generalizations`). */
const OTHERS =
  /claude-[a-z]+-\d|gemini-(?!.*(?:-tts|-image|-live|-audio|-embedding|-computer-use|-robotics|-transcribe|-translate))(?:2[.-][5-9]|[3-9](?:[.-]\d{1,2})?)-(?:pro|flash)(?:-lite)?(?![a-z])/i;

/** Whether a model takes a reasoning effort: any but those LiteLLM knows to take none, and those that are described without a word of it. */
export function takesReasoning(model: string, said?: JsonObject): boolean {
  const name = model.slice(model.lastIndexOf("/") + 1);
  const { supports_reasoning: told = null } = said ?? {};
  if (told !== null) return truthy(told);
  const isKnown = said === undefined || [REASONING, OTHERS].some((it) => it.test(name)) || isListed(name, priced);
  return isKnown && !isListed(name, notReasoning);
}

/** The efforts a model refuses. */
export function refusedEfforts(model: string, said?: JsonObject): readonly string[] {
  const name = model.startsWith("openai/") ? model.slice("openai/".length) : model;
  const known = refused.get(name) ?? [];
  return said === undefined || !isInOpenaiCatalog(name) ? known : saidEfforts(known, said);
}

/** Whether LiteLLM streams a model's whole answer: one that does not stream, or that it has never heard of. */
export function fakesStream(model: string, said?: JsonObject): boolean {
  const { supports_native_streaming: told = null } = said ?? {};
  if (told !== null) return told === false;
  const isKnown = said !== undefined || isListed(model, priced) || REASONING.test(model);
  return !isKnown || isListed(model, unstreamed);
}

const FLATTENED = /^(?:gpt-4|gpt-3\.5|chatgpt-4o|o1|o3|o4)/;

/** Whether a model's validator refuses combinators at the top of a schema. */
export function flattensSchemas(model: string): boolean {
  const name = model.slice(model.lastIndexOf("/") + 1);
  return FLATTENED.test(name.startsWith("ft:") ? (name.split(":")[1] ?? "") : name);
}
