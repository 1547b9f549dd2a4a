import { expect, it } from "vitest";
import type { Adapter, Exchange } from "./adapter.ts";
import { readReply } from "./read-reply.ts";
import { done, fail } from "./step.ts";

const ADAPTER: Adapter<"ocr"> = {
  route: "ocr",
  provider: "example",
  connection: { key: { settings: [], env: [] }, base: { settings: [], env: [] } },
  resends: false,
  supported: () => [],
  needs: () => ({}),
  prepare: () => done({}),
  parse: ({ status }) => done({ status }),
  fault: (failed) =>
    fail({
      origin: "provider",
      kind: "APIError",
      status: failed.from === "reply" ? failed.reply.status : 0,
      message: failed.from,
    }),
};

const EXCHANGE: Exchange<"ocr"> = {
  call: {
    route: "ocr",
    provider: "example",
    model: "m",
    requestedModel: "example/m",
    id: "00112233445566778899aabbccddeeff",
    now: 1_700_000_000,
    input: { document: {}, params: {}, native: false },
    stream: false,
    target: { isDefault: true, headers: [], options: {} },
    policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
    settings: {},
  },
  given: {},
};

it.each([
  ["parse", [200, 202, 299]],
  ["fault", [100, 199, 300, 304, 399, 400, 503]],
] as const)("a reply is %s's by its status alone", (seam, statuses) => {
  for (const status of statuses) {
    const step = readReply(ADAPTER, { status, headers: [], body: new Uint8Array(0) }, EXCHANGE);
    expect(step).toMatchObject(seam === "parse" ? { value: { status } } : { fault: { status } });
  }
});
