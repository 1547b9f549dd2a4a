import { type Connection, secret } from "@lintel/core";
import { cohereFamily, mapper } from "../faults/index.ts";
import { withPath } from "../httpx/index.ts";
import { cohereParse } from "../wires/cohere-parse/index.ts";

const PATH = "/v2/parse";

const NO_KEY = "Missing COHERE_API_KEY - set it in the environment or pass api_key to litellm.ocr()/litellm.aocr()";

const connection = {
  key: { settings: [], env: ["COHERE_API_KEY"], isNoneIfEmpty: true },
  base: { settings: [], env: [], fallback: "https://api.cohere.com" },
} as const satisfies Connection;

function parsePath(path: string): string {
  if (path.endsWith(PATH)) return path;
  return path.endsWith("/v2") ? `${path}/parse` : `${path}${PATH}`;
}

/** Cohere's Parse, https://docs.cohere.com/reference/parse. */
export const cohere = cohereParse({
  provider: "cohere",
  connection,
  needs: () => ({ key: secret(...connection.key.env) }),
  address({ target: { base = connection.base.fallback } }, { key }) {
    if (key === undefined) return { refused: NO_KEY };
    return {
      url: withPath(base, parsePath) ?? `${base}${PATH}`,
      headers: [
        ["Authorization", ["Bearer ", key]],
        ["Content-Type", "application/json"],
      ],
    };
  },
  fault: mapper(cohereFamily),
});
