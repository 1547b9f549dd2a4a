import type { Whereabouts } from "@lintel/core";
import { CONNECTION_ROWS, UNKNOWN_CONNECTIONS } from "./connection-data.ts";
import { lazySet } from "./names.ts";

function list(text: string): readonly string[] {
  return text === "-" ? [] : text.split(",");
}

/** The only one whose models LiteLLM knows an address of without their provider's name. */
const FOR_BARE = "ai21_chat";

function toWhereabouts(row: string): readonly [slug: string, found: Whereabouts] {
  const [slug = "", base = "-", key = "-", bases = "-", keys = "-"] = row.split(" ");
  const found = {
    base: { env: list(bases), ...(base !== "-" && { fallback: base }) },
    key: { env: list(keys), ...(key !== "-" && { fallback: key === "''" ? "" : key }) },
    ...(slug === FOR_BARE && { isForBare: true as const }),
  };
  return [slug, found];
}

/** MistralConfig._get_openai_compatible_provider_info: "/v1" is added even after "/v1/". */
const MISTRAL: Whereabouts = {
  base: {
    env: ["MISTRAL_AZURE_API_BASE"],
    fallback: "https://api.mistral.ai/v1",
    finished: (base) => (base.endsWith("/v1") ? base : `${base}/v1`),
  },
  key: { env: ["MISTRAL_AZURE_API_KEY", "MISTRAL_API_KEY"] },
};

/** LiteLLM looks no further where it is named beside the model, not even at the key. */
const OPENROUTER: Whereabouts = { base: { env: [] }, key: { env: [] }, isUnnamed: true };

/** BasetenConfig.get_api_base_for_model: a model of eight letters and digits is a deployment of its own. */
function baseten(model: string): Whereabouts {
  const fallback = /^[a-zA-Z0-9]{8}$/.test(model)
    ? `https://model-${model}.api.baseten.co/environments/production/sync/v1`
    : "https://inference.baseten.co/v1";
  return { base: { env: [], fallback }, key: { env: ["BASETEN_API_KEY"] } };
}

const unknown = lazySet(UNKNOWN_CONNECTIONS);
let index: ReadonlyMap<string, Whereabouts> | undefined;

/** What LiteLLM's `get_llm_provider` adds for a provider named before a model; nothing for most. */
export function whereabouts(provider: string, model = ""): Whereabouts | "unknown" | undefined {
  if (provider === "mistral") return MISTRAL;
  if (provider === "openrouter") return OPENROUTER;
  if (provider === "baseten") return baseten(model);
  if (unknown.has(provider)) return "unknown";
  index ??= new Map(
    CONNECTION_ROWS.split("\n")
      .filter((row) => row !== "")
      .map(toWhereabouts),
  );
  return index.get(provider);
}
