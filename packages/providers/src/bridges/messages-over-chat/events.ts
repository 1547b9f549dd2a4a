import { ALIKE_BUT, alikeChunks, type Sink, uuid } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { type BlockKind, eventBlocks } from "./event-blocks.ts";
import { eventCalls } from "./event-calls.ts";
import type { Passage } from "./passage.ts";
import { refusalText } from "./refusal-text.ts";
import { stopOf } from "./stop-reason.ts";
import { messagesUsage } from "./usage.ts";

/** Which of a call's ids names the message; the chat call itself makes the first ones. */
const MESSAGE_ID = 500;

const NO_USAGE: JsonObject = {
  input_tokens: 0,
  output_tokens: 0,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
};

/** The first event of every stream. */
export function started({ moment, model }: Pick<Passage, "moment" | "model">): JsonObject {
  return {
    type: "message_start",
    message: {
      id: `msg_${uuid(moment.id, MESSAGE_ID)}`,
      type: "message",
      role: "assistant",
      content: [],
      model,
      stop_reason: null,
      stop_sequence: null,
      usage: NO_USAGE,
    },
  };
}

const STARTS = {
  text: { type: "text", text: "" },
  thinking: { type: "thinking", thinking: "", signature: "" },
} as const satisfies Partial<Record<BlockKind, JsonObject>>;

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

const NOTHING: JsonObject = {};

function deltaOf(choice: Json): JsonObject {
  return isObject(choice) && isObject(choice.delta) ? choice.delta : NOTHING;
}

/** Whether a chunk's content is all there is to tell of it. */
function isOnlyText({ choices, usage }: JsonObject): boolean {
  if (!isArray(choices) || choices.length !== 1 || isObject(usage)) return false;
  const [choice] = choices;
  if (!isObject(choice) || (choice.finish_reason ?? null) !== null || !isObject(choice.delta)) return false;
  for (const name in choice.delta) if (name !== "content") return false;
  return true;
}

/** Chat's chunks as a legal stream of Anthropic's events: https://docs.anthropic.com/en/docs/build-with-claude/streaming */
export function openEvents(sink: Sink, passage: Passage): Sink {
  const blocks = eventBlocks(sink);
  const calls = eventCalls(blocks, passage, (loss) => sink.loss(loss));
  let finish: Json | undefined;
  let usage: Json | undefined;
  let refusal = "";
  let before: JsonObject = {};
  let isBeforeText: boolean | undefined;

  function say(texts: readonly string[]): void {
    const last = blocks.last();
    blocks.sayTexts(last?.kind === "text" ? last : blocks.add("text", STARTS.text), texts);
  }

  /** A signed thought is over: what is thought next is another. */
  function think(text: string, signature: string): void {
    const last = blocks.last();
    const block = last?.kind === "thinking" && !last.isSigned ? last : blocks.add("thinking", STARTS.thinking);
    // With a signature some providers tell the whole thought once more.
    const isRepeated = signature !== "" && block.said === text;
    if (text !== "" && !isRepeated) blocks.say(block, { type: "thinking_delta", thinking: text });
    if (signature === "") return;
    blocks.say(block, { type: "signature_delta", signature });
    block.isSigned = true;
  }

  function takeThought(thought: Json): void {
    if (!isObject(thought)) return;
    if (thought.type === "redacted_thinking") {
      blocks.add("redacted_thinking", { type: "redacted_thinking", data: textOf(thought.data) });
      return;
    }
    const [text, signature] = [textOf(thought.thinking), textOf(thought.signature)];
    if (thought.type === "thinking" && (text !== "" || signature !== "")) think(text, signature);
  }

  function takeThoughts({ thinking_blocks: thoughts, reasoning_content: reasoning }: JsonObject): void {
    if (isArray(thoughts) && thoughts.length > 0) thoughts.forEach(takeThought);
    else if (textOf(reasoning) !== "") think(textOf(reasoning), "");
  }

  /** What all choices say is one text, as in LiteLLM. */
  function takeDeltas(choices: readonly Json[]): void {
    let text = "";
    let refused = "";
    for (const choice of choices) {
      const delta = deltaOf(choice);
      takeThoughts(delta);
      text += textOf(delta.content);
      refused += refusalText(delta);
    }
    refusal += refused;
    if (text + refused !== "") say([text + refused]);
    for (const choice of choices) {
      const { tool_calls: called } = deltaOf(choice);
      if (isArray(called)) called.forEach(calls.take);
    }
  }

  function takeFinish(choice: Json): void {
    const { finish_reason: reason = null } = isObject(choice) ? choice : NOTHING;
    if (reason === null) return;
    finish ??= reason;
    calls.finish();
    if (blocks.count === 0) blocks.add("text", STARTS.text);
    blocks.close();
  }

  function finished(): void {
    calls.finish();
    blocks.close();
    const { reason, details } = stopOf(finish, refusal);
    const delta = { stop_reason: reason, ...(details !== null && refusal !== "" && { stop_details: details }) };
    const edited = passage.edits.length > 0 && { context_management: { applied_edits: passage.edits } };
    sink.chunk({ type: "message_delta", delta, usage: messagesUsage(usage), ...edited });
    sink.chunk({ type: "message_stop" });
  }

  function take(chunk: JsonObject): void {
    const { choices, usage: told } = chunk;
    if (isArray(choices)) {
      takeDeltas(choices);
      choices.forEach(takeFinish);
    }
    if (isObject(told)) usage = told;
  }

  sink.chunk(started(passage));
  return {
    ...sink,
    chunk(chunk) {
      before = chunk;
      isBeforeText = undefined;
      take(chunk);
    },
    again(texts, likeness) {
      isBeforeText ??= isOnlyText(before);
      if (isBeforeText && likeness.at === ALIKE_BUT.content.at) say(texts);
      else for (const chunk of alikeChunks(before, texts, likeness)) take(chunk);
    },
    end() {
      // Without a reason it was not the provider that ended it.
      if (finish !== undefined) finished();
      sink.end();
    },
  };
}
