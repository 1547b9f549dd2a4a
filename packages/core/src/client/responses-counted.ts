import { isArray, isObject, type Json, type JsonObject } from "../json/index.ts";
import { strip } from "../python-space.ts";
import type { Kwargs, World } from "./front.ts";

function textOf(parts: Json): string {
  const texts = isArray(parts) ? parts.flatMap((part) => (isObject(part) ? [part.text ?? null] : [])) : [parts];
  return texts.flatMap((text) => (typeof text === "string" && strip(text) !== "" ? [strip(text)] : [])).join("\n");
}

/** What was thought, as what is said: so it counts (`transform_responses_api_input_to_messages` without `replay_reasoning`). */
function readable(item: Json): Json {
  if (!isObject(item) || item.type !== "reasoning") return item;
  const { role = "user", content = null, summary = null } = item;
  const thought = textOf(summary);
  return { role, content: textOf(content) !== "" || thought === "" ? content : thought };
}

interface Counted {
  readonly given: JsonObject;
  readonly model: string;
  readonly provider?: string | undefined;
}

/** The chat call an input amounts to: its messages are counted where a provider tells no usage (`_estimate_usage_from_text`). */
export function countedAs(kwargs: Kwargs, { given, model, provider }: Counted, world: World): Kwargs {
  const bridge = world.bridges.find(({ name }) => name === "responses-over-chat");
  const { input = null } = given;
  const read = isArray(input) ? input.map(readable) : input;
  const named = { model, ...(provider !== undefined && { custom_llm_provider: provider }) };
  const crossing = bridge?.cross({ ...kwargs, ...given, input: read, ...named }, world);
  return crossing?.cross === "call" ? crossing.kwargs : {};
}
