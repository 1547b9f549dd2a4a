import { NOT_REASONING, PRICED, REFUSED_EFFORTS, UNSTREAMED } from "./responses-data.ts";

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

/** Whether a model takes a reasoning effort: any but those LiteLLM knows to take none. */
export function takesReasoning(model: string): boolean {
  return !isListed(model.slice(model.lastIndexOf("/") + 1), notReasoning);
}

/** The efforts a model refuses. */
export function refusedEfforts(model: string): readonly string[] {
  return refused.get(model.startsWith("openai/") ? model.slice("openai/".length) : model) ?? [];
}

/** Whether LiteLLM streams a model's whole answer: one that does not stream, or that it has no price of. */
export function fakesStream(model: string): boolean {
  return !isListed(model, priced) || isListed(model, unstreamed);
}

const FLATTENED = /^(?:gpt-4|gpt-3\.5|chatgpt-4o|o1|o3|o4)/;

/** Whether a model's validator refuses combinators at the top of a schema. */
export function flattensSchemas(model: string): boolean {
  const name = model.slice(model.lastIndexOf("/") + 1);
  return FLATTENED.test(name.startsWith("ft:") ? (name.split(":")[1] ?? "") : name);
}
