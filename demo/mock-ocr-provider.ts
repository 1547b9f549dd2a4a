import { readPages, type SeenPage } from "./read-pages.ts";
import { type DemoServer, json, type Received, serve } from "./server.ts";

/** The key every service of the mock takes. */
export const DEMO_KEY = "sk-demo";

interface Pace {
  /** How often a document is still being read when it is asked for. */
  readonly polls: number;
  /** What `Retry-After` says, in seconds. */
  readonly retryAfter: number;
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly value: object;
}

type Answer = (request: Received) => Reply | Promise<Reply>;

const POINTS_PER_INCH = 72;
const MISTRAL_DPI = 200;

async function bytesAt(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.bytes();
}

/** The document a request names: by a data URI, or by an address the provider fetches itself. */
function documentAt(url: unknown): Promise<Uint8Array> {
  if (typeof url !== "string") throw new Error("no document");
  return bytesAt(url);
}

/** Mistral's OCR, https://docs.mistral.ai/api/#tag/ocr. */
const mistral: Answer = async ({ body }) => {
  const { model, document, pages } = JSON.parse(body);
  const bytes = await documentAt(document.document_url ?? document.image_url);
  const scale = document.type === "image_url" ? 1 : MISTRAL_DPI / POINTS_PER_INCH;
  const wanted = (index: number): boolean => !Array.isArray(pages) || pages.includes(index);
  const seen = readPages(bytes).flatMap(({ width, height, text }, index) => {
    const dimensions = { dpi: MISTRAL_DPI, width: Math.round(width * scale), height: Math.round(height * scale) };
    return wanted(index) ? [{ index, markdown: text, images: [], dimensions }] : [];
  });
  const usage_info = { pages_processed: seen.length, doc_size_bytes: bytes.length };
  return { status: 200, value: { pages: seen, model, document_annotation: null, usage_info } };
};

/** Cohere's parse, https://docs.cohere.com/reference/parse: images only. */
const cohere: Answer = async ({ body }) => {
  const { document } = JSON.parse(body);
  const bytes = await documentAt(document.image_url);
  const pages = readPages(bytes).map(({ text }, index) => ({ index, markdown: { content: text, images: [] } }));
  return { status: 200, value: { id: "parse_demo", pages, meta: { billed_units: { pages: pages.length } } } };
};

/** DeepSeek's OCR on Vertex AI: the page's text as a chat's answer, https://cloud.google.com/vertex-ai/generative-ai/docs/maas/deepseek. */
const deepseek: Answer = async ({ body }) => {
  const { model, messages } = JSON.parse(body);
  const [{ content }] = messages;
  const image = content.find((part: { readonly type: string }) => part.type === "image_url");
  const pages = readPages(await documentAt(image.image_url.url ?? image.image_url));
  const read = pages.map(({ text }, index) => ({ index, markdown: text }));
  const told = JSON.stringify({ pages: read, usage_info: { pages_processed: pages.length } });
  const choices = [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: told } }];
  const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
  return { status: 200, value: { id: "chat_demo", object: "chat.completion", created: 0, model, choices, usage } };
};

/** Amazon Textract's operations that answer at once, https://docs.aws.amazon.com/textract/latest/APIReference/API_DetectDocumentText.html. */
const textract: Answer = ({ body }) => {
  const { Document } = JSON.parse(body);
  const pages = readPages(Buffer.from(String(Document.Bytes), "base64"));
  const Blocks = pages.flatMap(({ text }, index) =>
    text.split("\n").map((line, at) => ({ BlockType: "LINE", Id: `${index}-${at}`, Text: line, Page: index + 1 })),
  );
  return { status: 200, value: { DocumentMetadata: { Pages: pages.length }, Blocks } };
};

/** Document Intelligence's analysis: accepted at first, then polled, https://learn.microsoft.com/rest/api/aiservices/document-models/analyze-document. */
function documentIntelligence({ polls, retryAfter }: Pace, origin: () => string): readonly [Answer, Answer] {
  const running = new Map<string, { readonly pages: readonly SeenPage[]; asked: number }>();
  const headers = { "retry-after": String(retryAfter) };

  async function begin({ body, path }: Received): Promise<Reply> {
    const { urlSource, base64Source } = JSON.parse(body);
    const bytes = urlSource === undefined ? Buffer.from(String(base64Source), "base64") : await documentAt(urlSource);
    const id = crypto.randomUUID();
    running.set(id, { pages: readPages(bytes), asked: 0 });
    const model = path.split(":analyze")[0];
    const location = `${origin()}${model}/analyzeResults/${id}?api-version=2024-11-30`;
    return { status: 202, headers: { ...headers, "operation-location": location }, value: {} };
  }

  function poll({ path }: Received): Reply {
    const id = /analyzeResults\/([^?]+)/.exec(path)?.[1] ?? "";
    const operation = running.get(id);
    if (operation === undefined)
      return { status: 404, value: { error: { code: "NotFound", message: "Resource not found." } } };
    operation.asked += 1;
    if (operation.asked <= polls) {
      const status = operation.asked === 1 ? "notStarted" : "running";
      return { status: 200, value: { status, createdDateTime: "2026-01-01T00:00:00Z" }, headers };
    }
    const pages = operation.pages.map(({ width, height, text }, index) => ({
      pageNumber: index + 1,
      width: width / POINTS_PER_INCH,
      height: height / POINTS_PER_INCH,
      unit: "inch",
      lines: text.split("\n").map((content) => ({ content })),
    }));
    const analyzeResult = { apiVersion: "2024-11-30", modelId: "prebuilt-layout", contentFormat: "text", pages };
    return { status: 200, value: { status: "succeeded", analyzeResult } };
  }

  return [begin, poll];
}

/** Reducto's upload and parse, https://docs.reducto.ai/api-reference/parse. */
function reducto(): readonly [Answer, Answer] {
  const uploads = new Map<string, Uint8Array>();

  function upload({ bytes, headers }: Received): Reply {
    const boundary = /boundary="?([^";]+)/.exec(headers["content-type"] ?? "")?.[1] ?? "";
    const content = Buffer.from(bytes);
    const start = content.indexOf("\r\n\r\n") + 4;
    const end = content.lastIndexOf(`\r\n--${boundary}`);
    const file_id = `reducto://${crypto.randomUUID()}.pdf`;
    uploads.set(file_id, content.subarray(start, end));
    return { status: 200, value: { file_id, presigned_url: null } };
  }

  function parse({ body }: Received): Reply {
    const { input, document_url } = JSON.parse(body);
    const bytes = uploads.get(input ?? document_url);
    if (bytes === undefined) return { status: 422, value: { detail: "unknown document" } };
    const pages = readPages(bytes);
    const blocks = pages.map(({ text }, index) => ({
      type: "Text",
      content: text,
      bbox: { page: index + 1, original_page: index + 1, left: 0.1, top: 0.1, width: 0.8, height: 0.8 },
    }));
    const chunks = [{ content: pages.map(({ text }) => text).join("\n\n"), embed: "", enriched: null, blocks }];
    const usage = { num_pages: pages.length, credits: pages.length };
    const result = { type: "full", chunks, ocr: null, custom: null };
    return { status: 200, value: { job_id: "job_demo", duration: 0.2, pdf_url: null, usage, result } };
  }

  return [upload, parse];
}

function isAllowed({ headers }: Received): boolean {
  const { authorization, "ocp-apim-subscription-key": azure, "api-key": key } = headers;
  const signed = /^AWS4-HMAC-SHA256 Credential=([^/]+)\//.exec(authorization ?? "")?.[1];
  return [authorization?.replace(/^Bearer /, ""), signed, azure, key].includes(DEMO_KEY);
}

/** OCR services on loopback that read PDFs and PNGs and behave like Mistral's, Azure's, Vertex AI's, Reducto's, Cohere's and Amazon's. */
export async function mockOcrProvider(pace: Pace = { polls: 3, retryAfter: 1 }): Promise<DemoServer> {
  const [begin, poll] = documentIntelligence(pace, () => server.url);
  const [upload, parse] = reducto();
  const routes: readonly (readonly [method: string, path: RegExp, answer: Answer])[] = [
    ["POST", /^\/v1\/ocr$|\/providers\/mistral\/azure\/ocr$|:rawPredict$/, mistral],
    ["POST", /\/endpoints\/openapi\/chat\/completions$/, deepseek],
    ["POST", /:analyze(\?|$)/, begin],
    ["GET", /\/analyzeResults\//, poll],
    ["POST", /^\/upload$/, upload],
    ["POST", /^\/parse$/, parse],
    ["POST", /\/v2\/parse$/, cohere],
    ["POST", /^\/$/, textract],
  ];
  async function answer(request: Received): Promise<Reply> {
    const route = routes.find(([method, path]) => method === request.method && path.test(request.path));
    if (!isAllowed(request)) return { status: 401, value: { message: "Unauthorized" } };
    return route === undefined ? { status: 404, value: { message: "Not found" } } : route[2](request);
  }
  const server = await serve(async (request, response) => {
    const { status, ...reply } = await answer(request);
    json(response, status, reply);
  });
  return server;
}
