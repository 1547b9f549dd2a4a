import type { ParametersAsked } from "@lintel/core";
import { openaiParams } from "../vendors/openai/supported.ts";
import { claudeParams } from "./claude-parameters.ts";
import { words } from "./names.ts";

const GEMINI = words(`
temperature top_p top_k max_tokens max_completion_tokens stream tools functions tool_choice response_format n stop
extra_headers seed logprobs top_logprobs modalities audio parallel_tool_calls web_search_options
include_server_side_tool_invocations service_tier`);
const PENALTIES = ["frequency_penalty", "presence_penalty"];
const CODESTRAL = words("suffix temperature top_p max_tokens max_completion_tokens stream seed stop");
const MISTRAL = words(`
stream temperature top_p max_tokens max_completion_tokens tools tool_choice seed stop response_format
parallel_tool_calls`);
const CALLS = ["tool_choice", "function_call", "functions"];

/** What Gemini models take on Vertex AI (`VertexGeminiConfig`). */
export function geminiParams({ model, supports }: ParametersAsked): readonly string[] {
  const isPenalised = !model.includes("gemini-3") && model !== "gemini-2.5-pro-preview-06-05";
  return [
    ...GEMINI,
    ...(isPenalised ? PENALTIES : []),
    ...(supports("reasoning", { model }) ? ["reasoning_effort", "thinking"] : []),
  ];
}

function mistralParams({ model, supports }: ParametersAsked): readonly string[] {
  const isMagistral = model.toLowerCase().includes("magistral");
  const reasons = isMagistral || supports("reasoning", { model, provider: "vertex_ai" });
  return [...MISTRAL, ...(isMagistral ? ["thinking"] : []), ...(reasons ? ["reasoning_effort"] : [])];
}

function gptOssParams({ model, supports }: ParametersAsked): readonly string[] {
  const params = [...openaiParams(model), "reasoning_effort"];
  return supports("function_calling", { model }) ? params : params.filter((it) => !CALLS.includes(it));
}

/** What models on Vertex AI take for chat, by whose they are (`_get_vertex_ai_config`). */
export function vertexParams(asked: ParametersAsked): readonly string[] {
  const { model, kind, ownerOf } = asked;
  if (kind.includes("gemini")) return geminiParams(asked);
  if (kind.includes("claude")) return claudeParams(asked, "vertex_ai");
  if (kind.includes("gpt-oss")) return gptOssParams(asked);
  const owner = ownerOf(`vertex_ai/${kind}`) ?? (kind.startsWith("vertex_ai/") ? undefined : ownerOf(kind));
  if (owner === "vertex_ai-mistral_models") return kind.includes("codestral") ? CODESTRAL : mistralParams(asked);
  const params = openaiParams(model);
  return owner === "vertex_ai-ai21_models" ? params : params.filter((it) => it !== "max_retries");
}
