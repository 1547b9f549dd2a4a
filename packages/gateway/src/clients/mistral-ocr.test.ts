import { Mistral } from "@mistralai/mistralai";
import { MistralError } from "@mistralai/mistralai/models/errors";
import { describe, expect, it } from "vitest";
import { laneOf } from "../test/lanes.ts";
import { failureAsked, provider, type Request, type Said } from "../test/providers/provider.ts";
import { MASTER_KEY } from "../test/running.ts";

const DOCUMENT = { type: "document_url" as const, documentUrl: "https://example.com/a.pdf" };

const PAGE = {
  index: 0,
  markdown: "# Title\n\n![img-0.jpeg](img-0.jpeg)",
  images: [
    { id: "img-0.jpeg", top_left_x: 1, top_left_y: 2, bottom_right_x: 3, bottom_right_y: 4, image_base64: null },
  ],
  dimensions: { dpi: 200, height: 2200, width: 1700 },
} as const;

const READ = {
  pages: [PAGE],
  model: "mistral-ocr-2505-completion",
  usage_info: { pages_processed: 1, doc_size_bytes: 1234 },
  document_annotation: null,
};

function scripted(request: Request): Said | undefined {
  if (failureAsked(request) !== undefined)
    return {
      status: 400,
      json: { object: "error", message: "Document could not be fetched", type: "invalid_file", code: "3730" },
    };
  return request.path === "/v1/ocr" ? { json: READ } : undefined;
}

const MISTRAL = {
  lane: "a Mistral upstream",
  model: "mistral/mistral-ocr-latest",
  path: "/v1",
  provider: () => provider(scripted),
};

function clientOf(url: string): Mistral {
  return new Mistral({ apiKey: MASTER_KEY, serverURL: url });
}

describe("the @mistralai/mistralai client", () => {
  it("reads a document", async () => {
    const { gateway, provider: asked } = await laneOf(MISTRAL);
    const result = await clientOf(gateway.url).ocr.process({ model: "fast", document: DOCUMENT });
    expect(result.pages[0]).toMatchObject({ index: 0, markdown: PAGE.markdown, dimensions: PAGE.dimensions });
    expect(result.pages[0]?.images[0]).toMatchObject({ id: "img-0.jpeg", topLeftX: 1, bottomRightY: 4 });
    expect(result.usageInfo).toMatchObject({ pagesProcessed: 1, docSizeBytes: 1234 });
    expect(asked.asked[0]?.text).toContain("https://example.com/a.pdf");
  });

  it("throws its own error for a document that cannot be read", async () => {
    const { gateway } = await laneOf(MISTRAL);
    const document = { ...DOCUMENT, documentUrl: "https://example.com/fail 400" };
    const failed = await clientOf(gateway.url)
      .ocr.process({ model: "fast", document })
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(MistralError);
    expect(failed).toMatchObject({ statusCode: 400 });
  });
});
