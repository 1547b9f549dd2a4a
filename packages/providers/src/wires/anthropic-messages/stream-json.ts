import { isArray, isObject, numeric } from "@lintel/core/json";
import { JSON_TOOL, jsonPiece } from "./json-answer.ts";
import type { Said } from "./stream-said.ts";

/** LiteLLM's JSON mode in a stream: the input of the tool that stands for the answer is the answer's text. */
export interface JsonMode {
  /** A block begins or ends. */
  begin(): void;
  converted(said: Said | undefined): Said | undefined;
  /** Whether anything was converted. */
  isConverted(): boolean;
}

/** The name of the tool a delta begins to call; undefined for any other delta. */
function begunTool(said: Said): unknown {
  const calls = said.says === "more" ? said.delta.tool_calls : undefined;
  const [call] = isArray(calls) ? calls : [];
  return isObject(call) && isObject(call.function) ? call.function.name : undefined;
}

/** Nothing converted yet. */
export function jsonMode({ isOn, respells }: { readonly isOn: boolean; readonly respells: boolean }): JsonMode {
  let isAnswer = false;
  let converted = 0;

  /** A delta of calls, counted without those that became the answer. */
  function renumbered(said: Extract<Said, { says: "more" }>): Said {
    const { tool_calls: calls } = said.delta;
    if (respells || converted === 0 || !isArray(calls)) return said;
    const shifted = calls.filter(isObject).map((call) => ({ ...call, index: (numeric(call.index) ?? 0) - converted }));
    return { ...said, delta: { ...said.delta, tool_calls: shifted } };
  }

  return {
    begin() {
      isAnswer = false;
    },
    converted(said) {
      if (!isOn || said === undefined || said.says === "text") return said;
      if (said.says === "more") {
        isAnswer = begunTool(said) === JSON_TOOL;
        if (!isAnswer) return renumbered(said);
        converted += 1;
        return undefined;
      }
      if (isAnswer) return { says: "text", text: jsonPiece(said.text, respells) };
      return respells ? said : { ...said, index: said.index - converted };
    },
    isConverted: () => converted > 0,
  };
}
