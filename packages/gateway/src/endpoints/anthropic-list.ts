import type { JsonObject } from "@lintel/core/json";
import type { Snapshot } from "../snapshot.ts";

// The same moment as the `created` of OpenAI's list.
const CREATED_AT = "2023-02-28T18:56:42Z";

function displayName(id: string, { models }: Snapshot): string {
  const told = models.named(id)[0]?.info.display_name;
  return typeof told === "string" && told.trim() !== "" ? told : id;
}

/** Models as [Anthropic lists them](https://docs.anthropic.com/en/api/models-list): for clients that name a version of its API. */
export function anthropicList(models: readonly JsonObject[], snapshot: Snapshot): JsonObject {
  const data = models.map(({ id = null, max_input_tokens: most = null, max_output_tokens: longest = null }) => ({
    type: "model",
    id,
    display_name: displayName(String(id), snapshot),
    created_at: CREATED_AT,
    max_input_tokens: most,
    max_tokens: longest,
  }));
  return { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}
