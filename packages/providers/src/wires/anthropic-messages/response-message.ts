import { type Loss, uuid } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { message } from "../../completion/index.ts";
import { type Notes, type Problem, validationError } from "../../lax/index.ts";
import { type Content, reasoningOf } from "./response-content.ts";
import { providerFields } from "./response-fields.ts";
import { type JsonAnswer, withJsonAnswer } from "./response-json.ts";
import type { Trouble } from "./trouble.ts";
import type { MessagesCall, MessagesState } from "./types.ts";

/** Where a call's function stands in a message. */
const FUNCTION_DEPTH = 3;

/** What an answer is made of besides its reply. */
export interface Making {
  readonly call: MessagesCall;
  readonly state: MessagesState;
  readonly trouble: Trouble;
  lose(loss: Loss): void;
}

function parts(answer: JsonAnswer, content: Content, { reply, trouble }: Making & { reply: JsonObject }): JsonObject {
  // A message without the member would have its reasoning looked for in tags of its text.
  if (answer.isJson) return { content: answer.text, reasoning_content: null };
  return {
    content: answer.text === "" ? null : answer.text,
    tool_calls: answer.tools.map(({ call }) => call),
    reasoning_content: reasoningOf(content.thinking, trouble) ?? null,
    ...(content.thinking.length > 0 && { thinking_blocks: content.thinking }),
    provider_specific_fields: providerFields(reply, content),
  };
}

/** Pydantic's words; a call's function is a model of its own. */
function problemText(problems: readonly Problem[]): string {
  const called = problems.filter(({ at }) => at[0] === "tool_calls" && at[2] === "function");
  const own = called.map((it) => ({ ...it, at: it.at.slice(FUNCTION_DEPTH) }));
  return own.length > 0 ? validationError("Function", own) : validationError("Message", problems);
}

/** An answer's message, and whether it is the answer in JSON that was asked for. */
export function toMessage(
  content: Content,
  making: Making & { readonly reply: JsonObject },
): { readonly message: JsonObject; readonly isJson: boolean } {
  const { call, state, trouble, lose } = making;
  const problems: Problem[] = [];
  const notes: Notes = { problem: (it) => problems.push(it), loss: lose };
  const answer = withJsonAnswer(content, state.jsonMode);
  let ids = 0;
  const rules = { uuid: () => uuid(call.id, ++ids), misplacesCalls: false, keepsPseudoCalls: true };
  const source = { role: "assistant", ...parts(answer, content, making) };
  const shown = message(source, { at: [], notes, ...rules });
  if (problems.length > 0) trouble.raise(problemText(problems));
  answer.losses.forEach(lose);
  return { message: shown, isJson: answer.isJson };
}
