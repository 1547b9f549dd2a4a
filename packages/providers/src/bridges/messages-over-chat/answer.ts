import { type Done, done, type Fail, fail, type Loss, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { answerBlocks, type Gathering } from "./answer-blocks.ts";
import type { Passage } from "./passage.ts";
import { refusalText } from "./refusal-text.ts";
import { stopOf } from "./stop-reason.ts";
import { messagesUsage } from "./usage.ts";

function messageOf(choice: Json): JsonObject {
  return isObject(choice) && isObject(choice.message) ? choice.message : {};
}

/** An answer that Anthropic's messages cannot say, as the provider's failure. */
export function unreadable(problem: string, { model }: Pick<Passage, "model">): Fail {
  const kind = "APIResponseValidationError";
  const message = `litellm.${kind}: ${problem}`;
  return fail({ origin: "provider", kind, status: 500, message, model });
}

/** A whole chat answer as Anthropic's message. */
export function messageOfChat(answer: JsonObject, passage: Passage): Done | Fail {
  const choices: readonly Json[] = isArray(answer.choices) ? answer.choices : [];
  const losses: Loss[] = [];
  const gathering: Gathering = { passage, losses, problem: undefined };
  const content = choices.flatMap((choice, at) => answerBlocks(messageOf(choice), `/choices/${at}/message`, gathering));
  if (gathering.problem !== undefined) return unreadable(gathering.problem, passage);
  const [first] = choices;
  const refusal = choices.map((choice) => refusalText(messageOf(choice))).find((text) => text !== "") ?? "";
  const finish = first === undefined ? "stop" : isObject(first) ? first.finish_reason : undefined;
  const { reason, details } = stopOf(finish, refusal);
  const message: JsonObject = {
    id: answer.id ?? "",
    type: "message",
    role: "assistant",
    model: truthy(answer.model) ? answer.model : "unknown-model",
    stop_sequence: null,
    usage: messagesUsage(answer.usage),
    content,
    stop_reason: reason,
    stop_details: details,
    ...(passage.edits.length > 0 && { context_management: { applied_edits: passage.edits } }),
  };
  return losses.length === 0 ? done(message) : done(message, losses);
}
