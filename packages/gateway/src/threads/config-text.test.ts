import { float, int } from "@lintel/core/json";
import { expect, it } from "vitest";
import { configOf, deployment } from "../test/running.ts";
import { configFrom, configText } from "./config-text.ts";

it("a configuration reaches another thread with every number as it was", () => {
  const params = { model: "openai/m", temperature: float(1), seed: int(2n ** 60n), top_p: 0.1, max_tokens: 5 };
  const config = configOf([deployment("m", params)], {
    router: { numRetries: 2, retryAfter: 0.5 },
    settings: { drop_params: true, set_verbose: false, request_timeout: float("600.0") },
    general: { staticKeys: [{ key: "sk-1", alias: "team", models: ["m"] }] },
  });
  expect(configFrom(configText(config))).toEqual(config);
});
