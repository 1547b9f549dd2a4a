import { type Adapter, EMBEDDING_PARAMS, secret } from "@lintel/core";
import { fromFailure } from "./fault.ts";
import { toEmbeddings } from "./request.ts";
import { fromEmbeddings } from "./response.ts";
import type { EmbeddingsNeeds, EmbeddingsVendor } from "./types.ts";

export type { EmbeddingsVendor } from "./types.ts";

/** An adapter for a vendor whose embeddings LiteLLM asks for through its OpenAI client. */
export function openaiEmbeddings(vendor: EmbeddingsVendor): Adapter<"embedding", EmbeddingsNeeds> {
  return {
    route: "embedding",
    provider: vendor.provider,
    connection: vendor.connection,
    resends: true,
    supported: (model) => EMBEDDING_PARAMS.filter((name) => name !== "dimensions" || vendor.takesDimensions(model)),
    needs: () => ({ key: secret(...vendor.connection.key.env) }),
    prepare: (call, given) => toEmbeddings(call, { vendor, given }),
    parse: (reply, exchange) => fromEmbeddings(reply, { call: exchange.call, vendor }),
    fault: (failed, exchange) => fromFailure(failed, { exchange, vendor }),
  };
}
