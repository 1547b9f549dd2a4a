import { type Call, client } from "@lintel/core";
import { type Host, reveal, Secret } from "@lintel/core/host";
import { describe, expect, test } from "vitest";
import { directory } from "../directory/directory.ts";
import { mistral } from "./mistral.ts";

interface Sent {
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

const ANSWER =
  '{"pages":[{"index":0,"markdown":"# Hé"}],"model":"mistral-ocr-2505-completion","usage_info":{"pages_processed":1}}';

function scripted(): { readonly host: Host; readonly sent: readonly Sent[] } {
  const sent: Sent[] = [];
  const host: Host = {
    async send({ url, headers, body }) {
      const text = body?.body === "text" ? body.text : "";
      sent.push({
        url: reveal(url),
        headers: headers.map(([name, value]) => [name, reveal(value)] as const),
        body: text,
      });
      const pieces = [new TextEncoder().encode(ANSWER)];
      return {
        sent: true,
        head: { status: 200, headers: [] },
        body: {
          async read() {
            const piece = pieces.shift();
            return piece === undefined ? { read: "end" } : { read: "bytes", bytes: piece };
          },
          cancel: () => undefined,
        },
      };
    },
    supply: async () => ({ supplied: true, value: undefined }) as never,
    wait: async () => undefined,
    now: () => 0,
    id: () => "0".repeat(32),
  };
  return { host, sent };
}

const document = { type: "document_url", document_url: "https://doc.example/a.pdf" };

async function send(kwargs: object, env: Readonly<Record<string, string>> = {}) {
  const { host, sent } = scripted();
  const { ocr } = client(host, { adapters: [mistral], providers: directory, env });
  const outcome = await ocr({ model: "mistral/mistral-ocr-latest", document, ...kwargs });
  return { outcome, sent };
}

describe("mistral", () => {
  test("is asked for OCR at its own address, with the key of the call", async () => {
    const { outcome, sent } = await send({ api_key: "k", pages: [0] });
    expect(sent).toEqual([
      {
        url: "https://api.mistral.ai/v1/ocr",
        headers: [
          ["Authorization", "Bearer k"],
          ["Content-Type", "application/json"],
        ],
        body: '{"model":"mistral-ocr-latest","document":{"type":"document_url","document_url":"https://doc.example/a.pdf"},"pages":[0]}',
      },
    ]);
    expect(outcome).toMatchObject({
      outcome: "value",
      value: { pages: [{ index: 0, markdown: "# Hé", images: null, dimensions: null }], content: null, object: "ocr" },
    });
  });

  test.each([
    ["https://p.example/v1", "https://p.example/v1/ocr"],
    ["https://p.example", "https://p.example/v1/ocr"],
    ["https://p.example/", "https://p.example//v1/ocr"],
    ["https://p.example/v1/", "https://p.example/v1//v1/ocr"],
    ["https://p.example/a b", "https://p.example/a%20b/v1/ocr"],
    ["", "https://api.mistral.ai/v1/ocr"],
  ])("with api_base %j is asked at %s", async (api_base, url) => {
    const { sent } = await send({ api_key: "k", api_base });
    expect(sent[0]?.url).toBe(url);
  });

  test("takes key and address of Azure's variables before its own", async () => {
    const own = { MISTRAL_API_KEY: "own" };
    const azure = { MISTRAL_AZURE_API_KEY: "azure", MISTRAL_AZURE_API_BASE: "https://az.example", ...own };
    expect((await send({}, own)).sent[0]?.headers[0]).toEqual(["Authorization", "Bearer own"]);
    expect((await send({}, azure)).sent[0]).toMatchObject({
      url: "https://az.example/v1/ocr",
      headers: [
        ["Authorization", "Bearer azure"],
        ["Content-Type", "application/json"],
      ],
    });
  });

  test("without a key is not asked at all", async () => {
    const { outcome, sent } = await send({});
    expect(sent).toEqual([]);
    expect(outcome).toMatchObject({ outcome: "fault", fault: { kind: "APIConnectionError", status: 500 } });
    expect(outcome.outcome === "fault" && outcome.fault.message).toMatch(
      /MistralException - Missing Mistral API Key - /,
    );
  });

  test("shows no key in its plan", () => {
    const call: Call<"ocr"> = {
      route: "ocr",
      provider: "mistral",
      model: "mistral-ocr-latest",
      requestedModel: "mistral/mistral-ocr-latest",
      id: "0".repeat(32),
      now: 0,
      input: { document, params: {}, native: false },
      stream: false,
      target: { isDefault: true, headers: [], options: {} },
      policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
      settings: {},
    };
    const step = mistral.prepare(call, { key: new Secret("api_key", "s3cret") });
    expect(step.step).toBe("send");
    expect(JSON.stringify(step)).not.toContain("s3cret");
  });
});
