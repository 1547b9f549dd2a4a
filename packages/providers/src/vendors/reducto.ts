import { type Connection, secret, trimEndOf } from "@lintel/core";
import { mapper } from "../faults/index.ts";
import { type ReductoVendor, reductoParse } from "../wires/reducto/index.ts";

const LEGACY = "parse-legacy";

const NO_KEY = "Missing REDUCTO_API_KEY - set it in the environment or pass api_key to litellm.ocr()/litellm.aocr()";

const connection = {
  key: { settings: [], env: ["REDUCTO_API_KEY"], isNoneIfEmpty: true },
  base: { settings: [], env: [], fallback: "https://platform.reducto.ai" },
} as const satisfies Connection;

const shared = {
  provider: "reducto",
  connection,
  needs: () => ({ key: secret(...connection.key.env) }),
  address({ target: { base = connection.base.fallback } }, { key }) {
    if (key === undefined) return { refused: NO_KEY };
    return {
      url: trimEndOf(base, "/"),
      headers: [
        ["Authorization", ["Bearer ", key]],
        ["Content-Type", "application/json"],
      ],
    };
  },
  // LiteLLM has no mapping of its own for Reducto.
  fault: mapper(() => undefined),
} as const satisfies Partial<ReductoVendor>;

/** Reducto's parse, version 3, https://docs.reducto.ai/api-reference/parse. */
export const reducto = reductoParse({
  ...shared,
  params: ["formatting", "retrieval", "settings"],
  body: (input, params) => ({ input, ...params }),
});

/** Reducto's parse as it was before. */
export const reductoLegacy = reductoParse({
  ...shared,
  serves: (model) => model === LEGACY,
  params: ["enhance"],
  body: (document_url, { enhance = null }) => ({ document_url, ...(enhance !== null && { options: { enhance } }) }),
});
