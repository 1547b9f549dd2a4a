import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import {
  type Answered,
  createLintel,
  isLintelError,
  type Loss,
  type OcrDocument,
  type OcrResponse,
} from "@lintel/host-node";
import { DEMO_KEY, mockOcrProvider } from "./mock-ocr-provider.ts";
import { bold, clipped, dim, green, line, showLosses, showRequest, showTable } from "./show.ts";

type Receipt = Awaited<ReturnType<Answered<OcrResponse>["receipt"]>>;

const LONGEST_CELL = 60;
const IMAGE = /\.(png|jpe?g|gif|webp|tiff?|bmp|avif)$/i;

/** Models by the name they go under here. */
const PROVIDERS: Readonly<Record<string, string>> = {
  mistral: "mistral/mistral-ocr-latest",
  azure_ai: "azure_ai/mistral-document-ai-2512",
  "doc-intelligence": "azure_ai/doc-intelligence/prebuilt-layout",
  vertex_ai: "vertex_ai/mistral-ocr-2505",
  deepseek: "vertex_ai/deepseek-ai/deepseek-ocr-maas",
  reducto: "reducto/parse-v3",
  cohere: "cohere/parse-v5.0",
  "azure-cohere": "azure_ai/Cohere-parse-v5",
  aws_textract: "aws_textract/detect-document-text",
};

const USAGE = `usage: npm run demo -- ocr FILE|URL [--provider ${Object.keys(PROVIDERS).join("|")}]`;

/** Where the person who typed the command stands; npm and pnpm run it elsewhere. */
const FROM = process.env.LINTEL_DEMO_FROM ?? process.cwd();

function addressOf(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === "http:" || url?.protocol === "https:" ? url : undefined;
}

function documentOf(source: string): OcrDocument {
  const address = addressOf(source);
  if (address === undefined) return { type: "file", file: pathToFileURL(resolve(FROM, source)) };
  const { href } = address;
  return IMAGE.test(address.pathname)
    ? { type: "image_url", image_url: href }
    : { type: "document_url", document_url: href };
}

/** The host named on the command line may be a private one; no other becomes so by it. */
function documentRules(source: string) {
  const address = addressOf(source);
  return address === undefined ? {} : { schemes: ["https", "http"] as const, allowHosts: [address.host] };
}

function showPages({ pages, usage_info }: OcrResponse): void {
  showTable(
    ["page", "size", "images", "markdown"],
    pages.map(({ index, dimensions, images, markdown }) => [
      String(index),
      dimensions ? `${dimensions.width}x${dimensions.height}` : "-",
      String(images?.length ?? 0),
      clipped(markdown.replaceAll("\n", " "), LONGEST_CELL),
    ]),
  );
  const usage = Object.entries(usage_info ?? {}).filter(([, value]) => value !== null);
  line(`   usage: ${usage.map(([name, value]) => `${name} ${value}`).join(", ")}`);
}

/** What a provider lets in with, and asks for besides. */
function accessOf(model: string): Readonly<Record<string, string>> {
  if (model.startsWith("aws_textract/"))
    return { aws_access_key_id: DEMO_KEY, aws_secret_access_key: DEMO_KEY, aws_region_name: "us-east-1" };
  return { api_key: DEMO_KEY, ...(model.startsWith("vertex_ai/") && { vertex_project: "demo" }) };
}

async function showCost(receipt: () => Promise<Receipt>): Promise<readonly Loss[]> {
  try {
    const { lines, total, losses = [] } = await receipt();
    const rows = lines.map(({ bucket, quantity, rate, amount }) => [
      bucket,
      String(quantity),
      `$${rate}`,
      `$${amount}`,
    ]);
    showTable(["billed", "quantity", "each", "cost"], [...rows, ["total", "", "", `$${total}`]]);
    return losses;
  } catch (error) {
    line(`   cost: not known (${isLintelError(error) ? error.message : String(error)})`);
    return [];
  }
}

async function read(source: string, model: string): Promise<void> {
  const provider = await mockOcrProvider();
  const documents = documentRules(source);
  const lintel = createLintel({ env: {}, http: { documents } });
  const began = performance.now();
  const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  line(`\nA mock of the provider listens on ${provider.url}. No keys are needed.\n`);
  line(bold(`ocr({ model: "${model}", document: ${clipped(JSON.stringify(documentOf(source)), 160)} })`));
  if ("allowHosts" in documents) line(dim(`   documents: ${JSON.stringify(documents)}`));
  try {
    const { data, head, losses, receipt } = await lintel.ocr.withResponse(
      { model, api_base: provider.url, ...accessOf(model), document: documentOf(source) },
      {
        progress: ({ state, done }) => line(dim(`   … ${state}${done === undefined ? "" : ` ${done}`} (${seconds()})`)),
      },
    );
    for (const request of provider.received) showRequest(provider.url, request);
    line(`   ${bold("←")} ${head?.status} after ${seconds()}, ${data.pages.length} pages`);
    showPages(data);
    const unbilled = await showCost(receipt);
    showLosses([...losses, ...unbilled]);
    line(`\n${green("✓")} Read by ${data.model}.`);
  } catch (error) {
    line(`\n✗ ${isLintelError(error) ? `${error.name}: ${error.message}` : String(error)}`);
    process.exitCode = 1;
  } finally {
    await lintel.close();
    await provider.close();
  }
}

/** `ocr FILE|URL`: the document read by a mock of a provider, its pages, usage, cost and losses as tables. */
export async function ocrCommand(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { provider: { type: "string", default: "mistral" } },
    allowPositionals: true,
  });
  const [source] = positionals;
  const model = PROVIDERS[values.provider];
  if (source !== undefined && positionals.length === 1 && model !== undefined) return read(source, model);
  console.error(USAGE);
  process.exitCode = 2;
}
