import type { ParametersAsked } from "@lintel/core";
import { bedrockModel, withoutRoute } from "../pricing/bedrock-names.ts";
import { openaiParams } from "../vendors/openai/supported.ts";
import { claudeParams } from "./claude-parameters.ts";
import { lazySet, words } from "./names.ts";

const OWNER = "bedrock_converse";
const CONVERSE = words(`
max_tokens max_completion_tokens stream stream_options stop temperature top_p extra_headers response_format
requestMetadata service_tier parallel_tool_calls`);
const LLAMA = words("max_tokens temperature top_p stream");
const QWEN = words("max_tokens temperature top_p top_k stop stream");
const INVOKED = words("max_tokens max_completion_tokens stream");

/** What models take that are invoked as their makers say, in LiteLLM's order of makers; the others of these are told by rules. */
const MAKERS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "cohere",
    words(`
stream temperature max_tokens max_completion_tokens top_p frequency_penalty presence_penalty stop n tools tool_choice seed
extra_headers`),
  ],
  ["anthropic", INVOKED],
  ["mistral", words("max_tokens temperature top_p stop stream")],
  ["amazon", words("max_tokens max_completion_tokens stop temperature top_p stream")],
  ["meta", LLAMA],
  ["llama", LLAMA],
  ["ai21", LLAMA],
  ["nova", INVOKED],
  ["deepseek_r1", LLAMA],
  ["qwen3", QWEN],
  ["qwen2", QWEN],
  ["twelvelabs", words("max_tokens max_completion_tokens temperature response_format")],
  ["openai", INVOKED],
  ["stability", INVOKED],
  ["moonshot", INVOKED],
]);

const LEGACY = words("anthropic.claude-v2 anthropic.claude-instant-v1 anthropic.claude-v2:1");
const LEGACY_PARAMS = words("max_tokens max_completion_tokens temperature stop top_p stream");

const ROUTES =
  /(?:^|\/)(invoke|claude_platform|converse_like|converse|agent|agentcore|async_invoke|openai|mantle)(?=\/)/g;
/** In LiteLLM's order, where a name has several (`get_bedrock_route`). */
const ROUTE_ORDER = words("invoke claude_platform converse_like converse agent agentcore async_invoke openai mantle");

/** Models that are spoken to over Converse, though their rows are not of it (`BEDROCK_CONVERSE_MODELS`). */
const CONVERSING = lazySet(`
ai21.jamba-1-5-large-v1:0 ai21.jamba-1-5-mini-v1:0 ai21.jamba-instruct-v1:0 anthropic.claude-3-5-haiku-20241022-v1:0
anthropic.claude-3-5-sonnet-20240620-v1:0 anthropic.claude-3-5-sonnet-20241022-v2:0 anthropic.claude-3-haiku-20240307-v1:0
anthropic.claude-3-opus-20240229-v1:0 anthropic.claude-3-sonnet-20240229-v1:0 anthropic.claude-instant-v1
anthropic.claude-opus-4-6-v1:0 anthropic.claude-v1 anthropic.claude-v2 anthropic.claude-v2:1 meta.llama3-1-405b-instruct-v1:0
meta.llama3-1-70b-instruct-v1:0 meta.llama3-1-8b-instruct-v1:0 meta.llama3-2-11b-instruct-v1:0 meta.llama3-2-1b-instruct-v1:0
meta.llama3-2-3b-instruct-v1:0 meta.llama3-2-90b-instruct-v1:0 meta.llama3-70b-instruct-v1:0 meta.llama3-8b-instruct-v1:0
mistral.mistral-large-2402-v1:0 mistral.mistral-large-2407-v1:0 mistral.mistral-small-2402-v1:0`);

const CALLS = /^(?:anthropic|mistral|cohere|meta\.llama(?:3-[123]|4)|amazon\.nova)/;
const GPT = /openai\.gpt-\d/;
const NOVA_2 = /^(?:bedrock\/converse\/|bedrock\/|converse\/)?(?:(?:us|eu|apac)\.)?(?:amazon\.nova-2-|nova-2\/)/;
const CLAUDE_THINKS = /claude-(?:3-7|sonnet-4|opus-4)/;

function thoughts(model: string, base: string, { supports }: ParametersAsked): readonly string[] {
  const isNamed = (pattern: RegExp): boolean => pattern.test(model) || pattern.test(base);
  if (model.includes("gpt-oss") || isNamed(GPT)) return ["reasoning_effort"];
  if (isNamed(/deepseek/)) return isNamed(/deepseek\.r1/) ? [] : ["reasoning_effort"];
  if (NOVA_2.test(model)) return ["reasoning_effort"];
  const thinks =
    CLAUDE_THINKS.test(model) || [model, base].some((it) => supports("reasoning", { model: it, provider: OWNER }));
  return thinks ? ["thinking", "reasoning_effort", "output_config"] : [];
}

/** What a model takes over Converse (`AmazonConverseConfig`). */
export function converseParams(asked: ParametersAsked): readonly string[] {
  const { model, supports } = asked;
  if (model.includes("arn")) {
    const searches = model.toLowerCase().includes("nova") ? ["web_search_options"] : [];
    return [...CONVERSE, "tools", "tool_choice", "thinking", "reasoning_effort", "output_config", ...searches];
  }
  const base = bedrockModel(model);
  const calls = CALLS.test(base) || supports("function_calling", { model, provider: OWNER });
  const chooses = [model, base].some((it) => supports("tool_choice", { model: it, provider: OWNER }));
  return [
    ...CONVERSE,
    ...(calls ? ["tools"] : []),
    ...(base.startsWith("amazon.nova") ? ["web_search_options"] : []),
    ...(chooses ? ["tool_choice"] : []),
    ...thoughts(model, base, asked),
    ...(base.startsWith("anthropic") ? ["context_management"] : []),
  ];
}

/** Whose model a name means where it is invoked (`get_bedrock_invoke_provider`). */
function makerOf(name: string): string | undefined {
  const model = name.startsWith("invoke/") ? name.slice("invoke/".length) : name;
  if (model.toLowerCase().includes("nova")) return "nova";
  const heads = [".", "/"].map((mark) => model.split(mark, 1)[0] ?? "");
  return heads.find((it) => MAKERS.has(it)) ?? [...MAKERS.keys()].find((it) => model.includes(it));
}

function invoked(asked: ParametersAsked): readonly string[] {
  const { model, kind } = asked;
  const maker = makerOf(kind) ?? "";
  switch (maker) {
    case "anthropic":
      return LEGACY.includes(bedrockModel(kind)) ? LEGACY_PARAMS : claudeParams(asked, "bedrock");
    case "moonshot":
      return openaiParams(model).filter((it) => it !== "functions" && it !== "stop");
    case "nova":
      return converseParams(asked);
    default:
      return MAKERS.get(maker) ?? INVOKED;
  }
}

function isConverse({ kind, ownerOf }: ParametersAsked): boolean {
  if (/^(?:bedrock\/)?nova(?:-2)?\//.test(kind) || kind.includes(":application-inference-profile/")) return true;
  return [bedrockModel(kind), withoutRoute(kind)].some((it) => CONVERSING.has(it) || ownerOf(it) === OWNER);
}

/** What models on Bedrock take for chat, by the way they are called (`get_bedrock_chat_config`). */
export function bedrockParams(asked: ParametersAsked): readonly string[] {
  const { model, kind } = asked;
  const named = new Set([...kind.matchAll(ROUTES)].map(([, name]) => name));
  switch (ROUTE_ORDER.find((it) => named.has(it))) {
    case "claude_platform":
    case "mantle":
      return claudeParams(asked, "bedrock");
    case "converse":
    case "converse_like":
      return converseParams(asked);
    case "openai":
      return openaiParams(model);
    case "agent":
    case "agentcore":
      return [];
    case "invoke":
    case "async_invoke":
      return invoked(asked);
    default:
      return isConverse(asked) ? converseParams(asked) : invoked(asked);
  }
}
