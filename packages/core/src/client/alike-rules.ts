import { isObject, type Json, type JsonObject } from "../json/index.ts";
import { CHAT_PARAMS } from "../params/chat-params.ts";
import { RESPONSES_PARAMS, RESPONSES_TEXTS } from "../params/responses-params.ts";
import { words } from "../params/words.ts";

/** In what calls of a function may differ and be alike all the same. */
export interface AlikeRule {
  /** The argument that holds what is said. */
  readonly says: "messages" | "input";
  /** Arguments that are a text, whatever it says. */
  readonly texts: readonly string[];
  /** Arguments that are the same in calls that are alike; with any other a call is like no one. */
  readonly names: ReadonlySet<string>;
  /** Whether this is a turn that is a text and nothing else. */
  isTurn(message: JsonObject): boolean;
}

const PLACES = "model timeout api_key api_base custom_llm_provider drop_params";

function size(message: JsonObject): number {
  let members = 0;
  for (const _ in message) members++;
  return members;
}

function isTurn(message: JsonObject): boolean {
  const { role, content } = message;
  if (typeof content !== "string" || size(message) !== 2) return false;
  return role === "user" || role === "assistant" || role === "system";
}

function isText(part: Json): boolean {
  if (!isObject(part) || typeof part.text !== "string" || size(part) !== 2) return false;
  return part.type === "input_text" || part.type === "output_text";
}

/** A message of the Responses API, whose texts may be parts. */
function isItem(item: JsonObject): boolean {
  const { role, content, type } = item;
  if (type !== undefined && type !== "message") return false;
  if (size(item) !== (type === undefined ? 2 : 3)) return false;
  if (role !== "user" && role !== "assistant" && role !== "system" && role !== "developer") return false;
  return typeof content === "string" || (Array.isArray(content) && content.every(isText));
}

/** Chat calls: what OpenAI's parameters say beside the messages has to be the same. */
export const ALIKE_CHAT: AlikeRule = {
  says: "messages",
  texts: [],
  names: new Set([...CHAT_PARAMS, ...words(`${PLACES} base_url api_version organization`)]),
  isTurn,
};

/** Messages calls: a system prompt is a text as the others. */
export const ALIKE_MESSAGES: AlikeRule = {
  says: "messages",
  texts: ["system"],
  names: new Set(words(`max_tokens temperature top_p top_k stream ${PLACES}`)),
  isTurn,
};

/** Responses calls; of a deployment's metadata its id may be there. An id of an earlier response is never the same. */
export const ALIKE_RESPONSES: AlikeRule = {
  says: "input",
  texts: RESPONSES_TEXTS,
  names: new Set(
    [...RESPONSES_PARAMS, ...words(`litellm_metadata ${PLACES}`)].filter(
      (name) => !RESPONSES_TEXTS.includes(name) && name !== "previous_response_id",
    ),
  ),
  isTurn: isItem,
};
