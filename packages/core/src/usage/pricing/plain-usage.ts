import { isArray, isInt, isObject, type Json, type JsonObject, numeric } from "../../json/index.ts";

/** The tokens of a usage that tells nothing else that is billed. */
export interface PlainUsage {
  readonly prompt: number;
  readonly completion: number;
  /** What else it tells that rates may depend on. */
  readonly served: string;
}

/** The words of one dialect for a prompt's tokens and an answer's. */
interface Words {
  readonly input: string;
  readonly output: string;
  readonly inputDetails: string;
  readonly outputDetails: string;
}

const CHAT: Words = {
  input: "prompt_tokens",
  output: "completion_tokens",
  inputDetails: "prompt_tokens_details",
  outputDetails: "completion_tokens_details",
};
/** Those of OpenAI's responses and of Anthropic's messages. */
const OTHERS: Words = {
  input: "input_tokens",
  output: "output_tokens",
  inputDetails: "input_tokens_details",
  outputDetails: "output_tokens_details",
};

function isNothing(value: Json | undefined): boolean {
  return value === null || value === undefined || value === 0;
}

/** Whether details tell of nothing but text: all of it, where they tell how much. */
function areText(details: Json | undefined, all: number): boolean {
  if (!isObject(details)) return isNothing(details);
  for (const name in details) {
    const value = details[name];
    if (!isNothing(value) && !(name === "text_tokens" && value === all)) return false;
  }
  return true;
}

/** What Anthropic tells of how it served a request. */
const SERVED: ReadonlySet<string> = new Set(["service_tier", "speed", "inference_geo"]);

/** A usage of any dialect of a prompt and an answer that were text, and cost by their tokens; undefined for any other. */
export function plainUsage(usage: JsonObject): PlainUsage | undefined {
  const words = usage.prompt_tokens === undefined ? OTHERS : CHAT;
  const { [words.input]: input, [words.output]: output } = usage;
  if (!isInt(input) || !isInt(output)) return undefined;
  const [prompt, completion] = [numeric(input) ?? 0, numeric(output) ?? 0];
  let served = "";
  for (const name in usage) {
    const value = usage[name];
    if (isNothing(value) || name === words.input || name === words.output || name === "total_tokens") continue;
    if (SERVED.has(name) && typeof value === "string") served += `${name}=${value}\n`;
    else if (
      name === words.inputDetails
        ? !areText(value, prompt)
        : !areText(value, name === words.outputDetails ? completion : 0)
    )
      return undefined;
  }
  return prompt > 0 && completion > 0 ? { prompt, completion, served } : undefined;
}

const UNBILLED: ReadonlySet<Json | undefined> = new Set(["message", "reasoning", "function_call"]);

function isCited(message: Json | undefined): boolean {
  return isObject(message) && isArray(message.annotations) && message.annotations.length > 0;
}

/** Whether an answer holds nothing that is billed beside its tokens, such as a search. */
export function isPlainAnswer({ choices, output, content }: JsonObject): boolean {
  if (isArray(output)) {
    for (const item of output) if (!isObject(item) || !UNBILLED.has(item.type)) return false;
    return choices === undefined;
  }
  if (!isArray(choices)) return choices === undefined && output === undefined && isArray(content);
  for (const choice of choices) if (isObject(choice) && isCited(choice.message)) return false;
  return true;
}
