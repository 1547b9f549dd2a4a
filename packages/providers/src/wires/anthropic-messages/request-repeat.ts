import { type Repeat, rstrip, type Send, strip } from "@lintel/core";
import { repeated, type TextMembers } from "../repeated.ts";
import type { MessagesCall, MessagesState } from "./types.ts";

type Block = { readonly type: "text"; readonly text: string };

interface Turn {
  readonly role: "user" | "assistant";
  readonly content: readonly Block[];
}

/** White space at the end of the assistant's last turn is cut off. */
function isCut({ role, content }: Turn): boolean {
  return role === "assistant" && content.some(({ text }) => rstrip(text) !== text);
}

/** Turns of texts as they are sent, neighbours of one side together; undefined where a text is not sent as it is. */
function members({ input: { messages } }: MessagesCall): TextMembers | undefined {
  const system: Block[] = [];
  const turns: { readonly role: Turn["role"]; readonly content: Block[] }[] = [];
  for (const { role, content: text } of messages) {
    if (typeof text !== "string" || text === "") return undefined;
    if (role === "system") {
      system.push({ type: "text", text });
      continue;
    }
    if ((role !== "user" && role !== "assistant") || strip(text) === "") return undefined;
    const last = turns.at(-1);
    if (last?.role === role) last.content.push({ type: "text", text });
    else turns.push({ role, content: [{ type: "text", text }] });
  }
  const last = turns.at(-1);
  if (last === undefined || isCut(last)) return undefined;
  return system.length === 0 ? { messages: turns } : { messages: turns, system };
}

/** The requests of calls that differ from one in the texts of their messages alone. */
export function repeatMessages(
  step: Send<MessagesState>,
  like: MessagesCall,
): Repeat<"chat", MessagesState> | undefined {
  const printer = like.stream ? "pythonDumps" : "wireCompact";
  return like.settings.modify_params === true ? undefined : repeated(step, { like, printer, members });
}
