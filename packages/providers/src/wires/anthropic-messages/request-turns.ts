import { type Document, rstrip, uuid } from "@lintel/core";
import { child, isArray, type JsonObject, pythonRepr } from "@lintel/core/json";
import type { Addressee, Notes } from "./notes.ts";
import { put } from "./notes.ts";
import { toAssistantBlocks } from "./request-assistant.ts";
import { withoutBlankTexts } from "./request-blank-texts.ts";
import { broken } from "./request-media.ts";
import { repaired } from "./request-repair.ts";
import { toToolResult } from "./request-tool-result.ts";
import { toUserBlocks } from "./request-user.ts";
import type { MessagesCall, Turn } from "./types.ts";

/** Where the ids made for a request begin among those of its call; an answer's are before. */
const OWN_IDS = 1000;
const CONTINUE: JsonObject = { content: "Please continue.", role: "user" };

/** What turns are made of besides themselves. */
export interface TurnPlace extends Addressee, Notes {
  readonly call: MessagesCall;
  readonly fetched: ReadonlyMap<string, Document>;
}

type Side = "user" | "assistant" | "neither";

function sideOf({ message: { role } }: Turn): Side {
  if (role === "assistant") return "assistant";
  return role === "user" || role === "tool" || role === "function" ? "user" : "neither";
}

/** Neighbours of one side, together. */
function sided(turns: readonly Turn[]): readonly { readonly side: Side; readonly turns: readonly Turn[] }[] {
  const groups: { side: Side; turns: Turn[] }[] = [];
  for (const turn of turns) {
    const side = sideOf(turn);
    const last = groups.at(-1);
    if (last?.side === side) last.turns.push(turn);
    else groups.push({ side, turns: [turn] });
  }
  return groups;
}

/** Members of a user's or a tool's message that go over. */
const TAKEN: ReadonlySet<string> = new Set(["role", "content", "cache_control", "tool_call_id"]);

function leftOver({ message, at }: Turn, { lose }: Notes): void {
  if (at === undefined) return;
  for (const key of Object.keys(message))
    if (!TAKEN.has(key)) lose({ pointer: child(at, key), action: "dropped", reason: "Anthropic has no such member" });
}

/** The last thing said must not end in white space where it is the assistant's. */
function trimmed(message: JsonObject, { lose }: Notes): JsonObject {
  if (message.role !== "assistant" || !isArray(message.content)) return message;
  const content = message.content.map((block) => {
    if (typeof block !== "object" || block === null || !("text" in block)) return block;
    const { type, text } = block;
    if (type !== "text" || typeof text !== "string" || rstrip(text) === text) return block;
    lose({
      pointer: "/messages",
      action: "converted",
      reason: "white space at the end of the assistant's last turn is refused",
    });
    return put(block, "text", rstrip(text));
  });
  return put(message, "content", content);
}

function nothingSaid({ call, raise }: TurnPlace): readonly Turn[] {
  if (call.settings.modify_params === true) return [{ message: CONTINUE }];
  const shown = pythonRepr({ role: "user", content: "Please continue." });
  const ways = "Either provide one, or set `litellm.modify_params = True` // `litellm_settings::modify_params: True`";
  raise(
    broken(
      `litellm.BadRequestError: Anthropic requires at least one non-system message. ${ways} to add the dummy user message - ${shown}.`,
    ),
  );
  return [];
}

/** Messages as turns of user and assistant, each with its blocks: LiteLLM's `anthropic_messages_pt`. */
export function toTurns(given: readonly Turn[], place: TurnPlace): readonly JsonObject[] {
  const { call, vendor, lose } = place;
  let ids = OWN_IDS;
  const newId = (): string => uuid(call.id, ids++);
  const mended = call.settings.modify_params === true ? repaired(given, lose) : given;
  const filled = mended.map((turn) => withoutBlankTexts(turn, lose));
  const turns = filled.length === 0 ? nothingSaid(place) : filled;
  const { inlinesImages } = vendor;
  const messages = sided(turns).flatMap(({ side, turns: those }): readonly JsonObject[] => {
    if (side === "neither") {
      const shown = pythonRepr(those[0]?.message ?? null);
      return [place.raise(broken(`litellm.BadRequestError: Invalid Message passed in ${shown}`))];
    }
    const seen = new Set<string>();
    const content = those.flatMap((turn) => {
      const { message, at } = turn;
      const here = { ...place, at, inlinesImages, newId };
      if (side === "assistant") return toAssistantBlocks(message, { ...here, ids: seen });
      leftOver(turn, place);
      return message.role === "user" ? toUserBlocks(message, here) : [toToolResult(message, here)];
    });
    return content.length === 0 ? [] : [{ role: side, content }];
  });
  return messages.map((message, index) => (index === messages.length - 1 ? trimmed(message, place) : message));
}
