import { expect, it } from "vitest";
import type { Host } from "../host.ts";
import { client } from "./client.ts";
import type { ProviderDirectory } from "./directory.ts";

const providers: ProviderDirectory = {
  entries: [],
  find: () => undefined,
  bare: () => undefined,
  hosts: [],
  unknown: (model) => model,
  deployments: "",
  proxy: "",
  fallback: "",
  reserved: new Set(),
  scoped: [],
  chat: {
    tools: { keys: [], takes: () => true },
    signatures: { separator: "", keeps: () => true },
    keepsDeveloper: () => true,
    refused: () => [],
    diverts: () => undefined,
  },
};

const host: Host = {
  send: async () => ({ sent: false, failure: { kind: "reset", message: "" } }),
  supply: async () => {
    throw new Error("a bug of the host");
  },
  wait: async () => undefined,
  now: () => 0,
  id: () => "0".repeat(32),
};

it.each(["completion", "ocr"] as const)("%s settles as a fault where its arguments throw", async (name) => {
  const kwargs = {
    get model(): string {
      throw new Error("no model for you");
    },
  };
  expect(await client(host, { adapters: [], providers })[name](kwargs)).toMatchObject({
    outcome: "fault",
    fault: { origin: "host", kind: "InternalServerError", message: expect.stringContaining("no model for you") },
  });
});

it("settles as a fault where the host throws before there is a call", async () => {
  const document = { type: "file", file: new (class File {})() };
  expect(await client(host, { adapters: [], providers }).ocr({ model: "m", document })).toMatchObject({
    outcome: "fault",
    fault: { message: expect.stringContaining("a bug of the host") },
  });
});
