import { pythonRepr, truthy } from "@lintel/core";
import { entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { litellmFault } from "../../faults/index.ts";
import { type Addressee, type Notes, put, without } from "./notes.ts";
import { withMarkedTool } from "./request-marked-tool.ts";
import { isUserId, withSampling } from "./request-sampling.ts";
import type { MessagesCall, Turn } from "./types.ts";

/** What the rules about a whole request may look at. */
export interface BodyPlace extends Addressee, Notes {
  readonly call: MessagesCall;
}

const DUMMY: JsonObject = {
  name: "dummy_tool",
  input_schema: { type: "object", properties: {} },
  type: "custom",
  description: "This is a dummy tool call",
};
const EFFORTS: readonly Json[] = ["high", "medium", "low", "xhigh", "max"];

/** A tool where calls were made and none is given: Anthropic refuses a history of calls without any. */
function withDummyTool(sent: JsonObject, turns: readonly Turn[], { lose }: Notes): JsonObject {
  if (sent.tools !== undefined || !turns.some(({ message }) => message.tool_calls !== undefined)) return sent;
  lose({ pointer: "/tools", action: "defaulted", reason: "a history of calls needs a tool: a dummy is sent" });
  return put(sent, "tools", [DUMMY]);
}

function hasThought({ message: { role, thinking_blocks: blocks } }: Turn): boolean {
  return role === "assistant" && truthy(blocks);
}

/** No thinking where the last call was made without, if the settings say that a request may be put right. */
function withoutOddThinking(sent: JsonObject, turns: readonly Turn[], { call, lose }: BodyPlace): JsonObject {
  const last = turns.findLast(({ message }) => message.role === "assistant" && message.tool_calls !== undefined);
  if (call.settings.modify_params !== true || (sent.thinking ?? null) === null) return sent;
  if (last === undefined || turns.some(hasThought)) return sent;
  lose({
    pointer: "/thinking",
    action: "dropped",
    reason: "the last calls were made without, and modify_params is set",
  });
  return without(sent, "thinking");
}

function withSpeed(sent: JsonObject, { call, vendor, model, lose, raise }: BodyPlace): JsonObject {
  const { speed } = sent;
  if (speed === undefined || vendor.has(model, "takesSpeed")) return sent;
  if (call.policy.dropParams) {
    lose({ pointer: "/speed", action: "dropped", reason: `${model} has no speeds, and drop_params is set` });
    return without(sent, "speed");
  }
  const text = `${model} does not support speed=${pythonRepr(speed)}. To drop unsupported params, set \`litellm.drop_params = True\`.`;
  return raise({ fault: litellmFault({ kind: "UnsupportedParamsError", text }, {}) });
}

function withoutDisabled(sent: JsonObject, { vendor, model, lose }: BodyPlace): JsonObject {
  const { thinking } = sent;
  if (!isObject(thinking) || thinking.type !== "disabled" || !vendor.has(model, "alwaysThinks")) return sent;
  lose({ pointer: "/thinking", action: "dropped", reason: "the model cannot be told not to think" });
  return without(sent, "thinking");
}

/** What comes before the messages are looked at. */
export function withBasics(sent: JsonObject, turns: readonly Turn[], place: BodyPlace): JsonObject {
  const tooled = withDummyTool(sent, turns, place);
  return withoutDisabled(withSpeed(withoutOddThinking(tooled, turns, place), place), place);
}

function isUpload(block: Json): boolean {
  return isObject(block) && block.type === "container_upload";
}

/** The tool that opens uploads; alone LiteLLM leaves it out. */
function withCodeExecution(sent: JsonObject, messages: readonly JsonObject[], { lose }: Notes): JsonObject {
  const { tools } = sent;
  const hasUpload = messages.some(({ content }) => isArray(content) && content.some(isUpload));
  if (!hasUpload || !isArray(tools) || tools.length === 0) return sent;
  const isThere = tools.some(
    (tool) => isObject(tool) && typeof tool.type === "string" && tool.type.startsWith("code_execution"),
  );
  if (isThere) return sent;
  lose({ pointer: "/tools", action: "defaulted", reason: "uploads are opened by code execution" });
  return put(sent, "tools", [...tools, { name: "code_execution", type: "code_execution_20250522" }]);
}

function withLimit(sent: JsonObject, { vendor, model, lose }: BodyPlace): JsonObject {
  if (sent.max_tokens !== undefined) return sent;
  lose({ pointer: "/max_tokens", action: "defaulted", reason: "Anthropic asks for a limit: the model's own" });
  return put(sent, "max_tokens", vendor.mostTokens(model));
}

/** Of all metadata only the user's id goes. */
function withUserId(sent: JsonObject, { call, raise, lose }: BodyPlace): JsonObject {
  const { user_id: own = null } = call.input.metadata ?? {};
  if (own !== null && typeof own !== "string")
    return raise({ raised: { text: `expected string or bytes-like object, got '${pythonRepr(own)}'` } });
  if (own !== null && isUserId(own)) return put(sent, "metadata", { user_id: own });
  const { metadata } = sent;
  if (!isObject(metadata)) return sent;
  const { user_id: id = null } = metadata;
  for (const [key] of entries(metadata).filter(([it]) => it !== "user_id"))
    lose({ pointer: `/metadata/${key}`, action: "dropped", reason: "only the user's id is sent" });
  return id === null ? without(sent, "metadata") : put(sent, "metadata", { user_id: id });
}

function withTopK(sent: JsonObject, { call, vendor, model, lose, raise }: BodyPlace): JsonObject {
  const { top_k: value = null } = sent;
  if (sent.top_k === undefined) return sent;
  const rest = without(sent, "top_k");
  const mapping = { vendor, model, policy: call.policy, lose, raise };
  return value === null ? rest : withSampling(rest, { name: "top_k", value, mapping });
}

function effortProblem(effort: Json | undefined, { vendor, model }: Addressee): string | undefined {
  if (effort === undefined || effort === null) return undefined;
  if (!EFFORTS.includes(effort))
    return `Invalid effort value: ${pythonRepr(effort)}. Must be one of: 'high', 'medium', 'low', 'xhigh', 'max'`;
  const isTaken =
    (effort !== "max" || vendor.has(model, "adaptive") || vendor.has(model, "takesMax")) &&
    (effort !== "xhigh" || vendor.has(model, "takesXhigh"));
  return isTaken ? undefined : `effort='${String(effort)}' is not supported by this model. Got model: ${model}`;
}

/** An effort the model takes, or none where the settings let it be dropped: LiteLLM's `_apply_output_config`. */
function withOutputConfig(sent: JsonObject, { call, vendor, model, lose, raise }: BodyPlace): JsonObject {
  const { output_config: config } = sent;
  if (!isObject(config) || !truthy(config)) return sent;
  const { format = null } = config;
  const isMore = Object.keys(config).some((key) => key !== "format");
  if (call.settings.drop_params === true && isMore && !vendor.has(model, "takesEffort")) {
    lose({ pointer: "/output_config", action: "dropped", reason: `${model} takes no effort, and drop_params is set` });
    return format === null ? without(sent, "output_config") : put(sent, "output_config", { format });
  }
  const problem = effortProblem(config.effort, { vendor, model });
  if (problem === undefined) return sent;
  const { provider } = vendor;
  return raise({ fault: litellmFault({ kind: "BadRequestError", text: problem }, { provider, model }) });
}

/** A request's body: model and messages first, then the parameters in the order they came in. */
export function toBody(sent: JsonObject, messages: readonly JsonObject[], place: BodyPlace): JsonObject {
  const whole = withLimit(withCodeExecution(sent, messages, place), place);
  const known = withTopK(withMarkedTool(without(withUserId(whole, place), "client_metadata")), place);
  const checked = withOutputConfig(known, place);
  return object([["model", place.model], ["messages", messages], ...entries(checked)]);
}
