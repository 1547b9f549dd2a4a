import { createLintel } from "@lintel/host-node";
import { mockProvider } from "./mock-provider.ts";
import type { DemoServer } from "./server.ts";
import { bold, clipped, dim, green, line, showLosses, showRequest, showTable } from "./show.ts";

type Lintel = ReturnType<typeof createLintel>;

const STREAM_GAP_MS = 40;
const LONGEST_CELL = 60;
const PDF_BYTES = new TextEncoder().encode("%PDF-1.7\n% two pages, as far as the mock provider is concerned\n%%EOF\n");

function showSent({ received, url }: DemoServer): void {
  const last = received.at(-1);
  if (last !== undefined) showRequest(url, last);
}

async function readDocument(lintel: Lintel, provider: DemoServer): Promise<void> {
  line(
    bold(
      '1. ocr({ model: "mistral/mistral-ocr-latest", document: { type: "file", file: bytes, mime_type: "application/pdf" } })',
    ),
  );
  const began = performance.now();
  const { data, head, losses } = await lintel.ocr.withResponse({
    model: "mistral/mistral-ocr-latest",
    api_base: provider.url,
    document: { type: "file", file: PDF_BYTES, mime_type: "application/pdf" },
    pages: [0, 1],
  });
  showSent(provider);
  line(
    `   ${bold("←")} ${head?.status} after ${(performance.now() - began).toFixed(0)} ms, ${data.pages.length} pages`,
  );
  showTable(
    ["page", "size", "images", "markdown"],
    data.pages.map(({ index, dimensions, images, markdown }) => [
      String(index),
      `${dimensions?.width ?? "?"}x${dimensions?.height ?? "?"}`,
      String(images?.length ?? 0),
      clipped(markdown.replaceAll("\n", " "), LONGEST_CELL),
    ]),
  );
  line(`   usage: ${data.usage_info?.pages_processed} pages, ${data.usage_info?.doc_size_bytes} bytes`);
  showLosses(losses);
}

async function tellStory(lintel: Lintel, provider: DemoServer): Promise<void> {
  line(
    bold(
      '2. completion({ model: "openai/gpt-4o", messages, stream: true, stream_options: { include_usage: true }, reasoning_effort: "low", drop_params: true })',
    ),
  );
  const began = performance.now();
  const stream = await lintel.completion({
    model: "openai/gpt-4o",
    api_base: `${provider.url}/v1`,
    messages: [{ role: "user", content: "What is a lintel? Two sentences." }],
    stream: true,
    stream_options: { include_usage: true },
    reasoning_effort: "low",
    drop_params: true,
  });
  showSent(provider);
  process.stdout.write(`   ${bold("←")} `);
  let chunks = 0;
  let firstMs: number | undefined;
  let finish: string | null | undefined;
  for await (const chunk of stream) {
    chunks += 1;
    const [choice] = chunk.choices;
    const text = choice?.delta.content ?? "";
    if (text !== "") firstMs ??= performance.now() - began;
    finish = choice?.finish_reason ?? finish;
    process.stdout.write(text);
  }
  line();
  line(
    dim(
      `     ${chunks} chunks, first text after ${firstMs?.toFixed(0)} ms, finish_reason ${finish}, ${(performance.now() - began).toFixed(0)} ms in all`,
    ),
  );
  const usage = stream.usage?.value;
  if (usage !== undefined)
    line(
      `   usage (${stream.usage?.origin}): ${usage.prompt_tokens} prompt + ${usage.completion_tokens} completion = ${usage.total_tokens} tokens`,
    );
  showLosses(stream.losses);
}

/** `ocr()` and a streamed `completion()` against a mock provider. */
export async function tour(): Promise<void> {
  const provider = await mockProvider({ gapMs: STREAM_GAP_MS });
  const lintel = createLintel({ env: { OPENAI_API_KEY: "sk-demo", MISTRAL_API_KEY: "sk-demo" } });
  line(
    `\nA mock provider listens on ${provider.url}; it speaks OpenAI's chat and Mistral's OCR. No keys are needed.\n`,
  );
  try {
    await readDocument(lintel, provider);
    line();
    await tellStory(lintel, provider);
    line(`\n${green("✓")} Demo finished: ${provider.received.length} requests over HTTP, both answers translated.`);
  } catch (error) {
    line(`\n✗ Demo failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    await lintel.close();
    await provider.close();
  }
}
