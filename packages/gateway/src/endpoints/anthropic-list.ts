import { type Json, type JsonObject, numeric } from "@lintel/core/json";
import { claudeCodeName } from "../models/claude-code.ts";
import type { Snapshot } from "../snapshot.ts";

// The same moment as the `created` of OpenAI's list.
const CREATED_AT = "2023-02-28T18:56:42Z";

function displayName(id: string, { models, config: { aliases } }: Snapshot): string {
  const told = aliases[id] === undefined ? models.named(id)[0]?.info.display_name : undefined;
  return typeof told === "string" && told.trim() !== "" ? told : id;
}

/** Models as [Anthropic lists them](https://docs.anthropic.com/en/api/models-list): for clients that name a version of its API, and with names that its picker takes for Claude Code. */
export function anthropicList(models: readonly JsonObject[], snapshot: Snapshot, isPicking = false): JsonObject {
  const isRouted = (name: string): boolean => snapshot.models.find(name) !== undefined;
  const shown = (id: Json, most: Json): Json => (isPicking ? claudeCodeName(String(id), numeric(most), isRouted) : id);
  const data = models.map(({ id = null, max_input_tokens: most = null, max_output_tokens: longest = null }) => ({
    type: "model",
    id: shown(id, most),
    ...(isPicking && { source_model: id }),
    display_name: displayName(String(id), snapshot),
    created_at: CREATED_AT,
    max_input_tokens: most,
    max_tokens: longest,
  }));
  return { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}
