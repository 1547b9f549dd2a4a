import type { Loss } from "@lintel/core";
import { JSON_TOOL, jsonAnswer } from "./json-answer.ts";
import type { Content, ToolUse } from "./response-content.ts";

/** An answer after LiteLLM's `_resolve_json_mode_non_streaming`. */
export interface JsonAnswer {
  readonly text: string;
  readonly tools: readonly ToolUse[];
  /** Whether the text is the answer in JSON, beside which LiteLLM tells nothing. */
  readonly isJson: boolean;
  readonly losses: readonly Loss[];
}

const BESIDE = "beside an answer in JSON LiteLLM tells nothing";

function beside({ text, thinking, tools }: Content): readonly Loss[] {
  const lost = [
    ...(text === "" ? [] : ["text"]),
    ...(thinking.length === 0 ? [] : ["thinking"]),
    ...(tools.length === 1 ? [] : ["a second answer"]),
  ];
  return lost.length === 0 ? [] : [{ pointer: "/content", action: "dropped", reason: `${lost.join(", ")}: ${BESIDE}` }];
}

/** A call of the tool that stands for the answer as the answer itself. */
export function withJsonAnswer(content: Content, jsonMode: boolean): JsonAnswer {
  const { text, tools } = content;
  const [first, ...more] = jsonMode ? tools.filter(({ name }) => name === JSON_TOOL) : [];
  if (first === undefined) return { text, tools, isJson: false, losses: [] };
  const answer = jsonAnswer(first.input);
  if (more.length + 1 === tools.length) return { text: answer, tools: [], isJson: true, losses: beside(content) };
  return { text: text + answer, tools: tools.filter(({ name }) => name !== JSON_TOOL), isJson: false, losses: [] };
}
