import type { Json } from "@lintel/core/json";
import { asBytes, asList, asNumber, asText, type Case, isObject, textEntries } from "./case.ts";

/** A recorded exchange as far as it is replayed. */
export interface Exchange {
  readonly id: string;
  readonly provider: string;
  readonly api: string;
  readonly mode: string;
  readonly model: string;
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** The route and LiteLLM function that an endpoint family is the wire of, and the least a call on it needs. */
const APIS: Readonly<
  Record<string, Pick<Case, "function" | "kwargs"> & { readonly route: string; readonly wire: string }>
> = {
  chat_completions: {
    route: "chat",
    wire: "openai",
    function: "completion",
    kwargs: { messages: [{ role: "user", content: "x" }] },
  },
  ocr: {
    route: "ocr",
    wire: "mistral",
    function: "ocr",
    kwargs: { document: { type: "document_url", document_url: "https://example.com/x.pdf" } },
  },
};

/** Events that were kept without their framing get it back. */
function framed(body: Uint8Array, framing: string | undefined): Uint8Array {
  if (framing !== "one-json-event-per-line") return body;
  const events = new TextDecoder()
    .decode(body)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return new TextEncoder().encode([...events, "[DONE]"].map((event) => `data: ${event}\n\n`).join(""));
}

/** A line of recorded traffic; undefined if it is none. */
export function readExchange(line: Json): Exchange | undefined {
  if (!isObject(line) || !isObject(line.response)) return undefined;
  const { response } = line;
  const [id, provider, api] = [asText(line.id), asText(line.provider), asText(line.api)];
  if (id === undefined || provider === undefined || api === undefined) return undefined;
  const isError = asList(line.tags).includes("error");
  return {
    id,
    provider,
    api,
    mode: asText(line.mode) ?? "",
    model: asText(line.model) ?? "model",
    status: asNumber(response.status) ?? (isError ? 400 : 200),
    headers: textEntries(response.headers),
    body: framed(asBytes(response.body_b64), asText(response.framing)),
  };
}

/** The call that would have had this reply, through the provider's own adapter or, without one, the one whose wire it is. */
export function callOf(
  { id, provider, api, mode, model, status, headers, body }: Exchange,
  has: (route: string, provider: string) => boolean,
): Case | undefined {
  const row = APIS[api];
  if (row === undefined) return undefined;
  const through = has(row.route, provider) ? provider : row.wire;
  if (!has(row.route, through)) return undefined;
  return {
    id,
    function: row.function,
    provider: through,
    kwargs: {
      model: `${through}/${model}`,
      api_key: "sk-parity",
      ...row.kwargs,
      ...(mode === "sse" && { stream: true }),
    },
    settings: {},
    env: {},
    replies: [{ reply: "answer", status, headers, pieces: [body] }],
    retries: false,
  };
}
