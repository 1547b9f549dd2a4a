import { pythonType, truthy } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import { litellmFault } from "../../faults/index.ts";
import { type Addressee, type Notes, put, pythonError } from "./notes.ts";
import type { Mapping, ParamRule } from "./request-params.ts";

const WORDS: Readonly<Record<string, string>> = { auto: "auto", required: "any", none: "none" };
const TYPES: Readonly<Record<string, string>> = { ...WORDS, any: "any" };

function typed(type: Json | undefined, table: Readonly<Record<string, string>>): JsonObject | undefined {
  const found = typeof type === "string" && Object.hasOwn(table, type) ? table[type] : undefined;
  return found === undefined ? undefined : { type: found };
}

function chosen(choice: Json | undefined, { raise }: Notes): JsonObject | undefined {
  if (!isObject(choice)) return typed(choice, WORDS);
  if (choice.type !== undefined && choice.function === undefined) return typed(choice.type, TYPES);
  const named = choice.function ?? {};
  if (!isObject(named)) return raise(pythonError(`'${pythonType(named)}' object has no attribute 'get'`));
  const { name = null } = named;
  return name === null ? undefined : { type: "tool", name };
}

/** OpenAI's choice of tools with its leave to call several at once: LiteLLM's `_map_tool_choice`. */
function toChoice({ params, ...notes }: Mapping): JsonObject | undefined {
  const { tool_choice: asked, parallel_tool_calls: parallel = null } = params;
  const choice = chosen(asked, notes);
  if (parallel === null || asked === "none") return choice;
  return { ...(choice ?? { type: "auto" }), disable_parallel_tool_use: !truthy(parallel) };
}

/** Whether a forced call has to become a free one; a model that refuses one says so without `drop_params`. */
function mayForce({ policy, vendor, model, raise, lose }: Pick<Mapping, "policy" | "raise" | "lose"> & Addressee) {
  if (vendor.has(model, "takesForcedTools")) return true;
  if (policy.dropParams) {
    lose({
      pointer: "/tool_choice",
      action: "converted",
      reason: "the model cannot be forced, and drop_params is set",
    });
    return false;
  }
  const text = [
    `${model} does not support forced tool use (tool_choice='required' or a named tool).`,
    "Use tool_choice='auto' and tell the model in the prompt when to call the tool, or set",
    "`litellm.drop_params = True` to downgrade to 'auto' automatically.",
  ].join(" ");
  raise({ fault: litellmFault({ kind: "UnsupportedParamsError", text }, {}) });
  return true;
}

/** A choice of tools as the model takes it. */
export const withToolChoice: ParamRule = (sent, _value, mapping) => {
  const choice = toChoice(mapping);
  if (choice === undefined) {
    mapping.lose({ pointer: "/tool_choice", action: "dropped", reason: "no choice Anthropic knows" });
    return sent;
  }
  const isForced = choice.type === "any" || choice.type === "tool";
  if (!isForced || mayForce(mapping)) return put(sent, "tool_choice", choice);
  const { disable_parallel_tool_use: disabled } = choice;
  return put(sent, "tool_choice", {
    type: "auto",
    ...(disabled !== undefined && { disable_parallel_tool_use: disabled }),
  });
};
