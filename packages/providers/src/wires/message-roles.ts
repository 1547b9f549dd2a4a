import { entries, type Json } from "@lintel/core/json";
import type { Lose, Raise, Turn } from "./translation.ts";

interface Place {
  readonly lose: Lose;
  readonly raise: Raise;
}

function lost({ message, at }: Turn, { lose, role }: Pick<Place, "lose"> & { readonly role: string }): void {
  if (at === undefined) return;
  lose({
    pointer: `${at}/role`,
    action: "converted",
    reason: `sent as ${role}: the model takes no ${String(message.role)} role`,
  });
  for (const [key] of entries(message).filter(([it]) => it !== "role" && it !== "content"))
    lose({ pointer: `${at}/${key}`, action: "dropped", reason: `not kept with the role changed to ${role}` });
}

function content({ message }: Turn, { raise, isEarly }: { readonly raise: Raise; readonly isEarly?: true }): Json {
  const raised = { text: "'content'" };
  return message.content ?? raise(isEarly === true ? { raised, isEarly } : { raised });
}

/** A developer's message as a system message, of which nothing else is kept: LiteLLM's `map_developer_role_to_system_role`. */
export function developerAsSystem(turn: Turn, { lose, raise }: Place): Turn {
  if (turn.message.role !== "developer") return turn;
  lost(turn, { lose, role: "system" });
  return { ...turn, message: { role: "system", content: content(turn, { raise, isEarly: true }) } };
}

/** A system message as a user's, for a model that takes none: LiteLLM's `OpenAIOSeriesConfig`. */
export function systemAsUser(turn: Turn, { lose, raise }: Place): Turn {
  if (turn.message.role !== "system") return turn;
  lost(turn, { lose, role: "user" });
  return { ...turn, message: { content: content(turn, { raise }), role: "user" } };
}
