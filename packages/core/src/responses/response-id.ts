import { countInBase64, textToBase64 } from "../bytes/base64.ts";
import { lenientBase64 } from "../usage/lenient-base64.ts";

/** Whose a response is: what LiteLLM writes into the ids it gives out. */
export interface OwnedResponse {
  readonly provider: string;
  /** The deployment's id; the text `None` where there is none. */
  readonly modelId: string;
  /** The provider's own id. */
  readonly id: string;
}

const PREFIX = "resp_";
const FIELDS = ["litellm:custom_llm_provider:", "model_id:", "response_id:"] as const;
const NONE = "None";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** UTF-8 in Python's lenient base64, or undefined where Python raises. */
export function textOfBase64(text: string): string | undefined {
  const bytes = lenientBase64(text);
  return bytes.ok ? decoded(bytes.value) : undefined;
}

const SEPARATOR = 59;

/** The parts of a text in base64; none where there are too few to tell whose a response is, which decoding and failing takes 5 us to find. */
function partsOf(id: string): readonly string[] {
  const separators = countInBase64(id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id, SEPARATOR);
  if (separators !== undefined && separators < FIELDS.length - 1) return [];
  const bytes = lenientBase64(id.replaceAll(PREFIX, ""));
  if (!bytes.ok || bytes.value.indexOf(SEPARATOR) === bytes.value.lastIndexOf(SEPARATOR)) return [];
  return decoded(bytes.value)?.split(";") ?? [];
}

/** Whose a response is, by an id LiteLLM gave out; undefined for any other id (`_decode_responses_api_response_id`). */
export function ownedResponse(id: string): OwnedResponse | undefined {
  const parts = partsOf(id);
  if (parts.length < FIELDS.length) return undefined;
  const [provider, modelId, own] = FIELDS.map((field, at) => parts[at]?.replaceAll(field, ""));
  return provider === undefined || modelId === undefined || own === undefined
    ? undefined
    : { provider, modelId, id: own };
}

/** The provider's own id. */
export function plainResponseId(id: string): string {
  return ownedResponse(id)?.id ?? id;
}

/** An id that tells whose the response is (`_build_responses_api_response_id`). */
export function ownedResponseId({
  provider,
  modelId = NONE,
  id,
}: Omit<OwnedResponse, "modelId"> & { readonly modelId?: string | undefined }): string {
  const text = `${FIELDS[0]}${provider};${FIELDS[1]}${modelId};${FIELDS[2]}${id}`;
  return `${PREFIX}${textToBase64(text)}`;
}

/** Whether an id tells whose the response is. */
export function isOwnedResponseId(id: string): boolean {
  return ownedResponse(id) !== undefined;
}
