import { isObject, numeric } from "@lintel/core/json";
import {
  type Bill,
  type ImagesAsked,
  imageBill,
  imageCount,
  imageTokens,
  type Line,
  NOTHING,
  type PriceBook,
  type Priced,
  type PriceRow,
  priced,
  rateOf,
  readUsage,
  single,
  tokenBill,
  unpriced,
} from "@lintel/core/pricing";
import { webSearches } from "./web-searches.ts";

type ImageRule = (asked: ImagesAsked, book: PriceBook) => Priced<Bill>;

function tokens(row: PriceRow, { response }: ImagesAsked, { world: { now } }: PriceBook): Bill | undefined {
  const usage = imageTokens(response);
  return usage && tokenBill(row, usage, { tier: undefined, now, isInclusive: false });
}

function pieces(row: PriceRow, count: number): Bill {
  const rate = rateOf(row, "output_cost_per_image");
  return { input: NOTHING, output: rate === undefined ? NOTHING : single("images", count, rate) };
}

function byPiece(provider: string): (asked: Pick<ImagesAsked, "model" | "response">, book: PriceBook) => Priced<Bill> {
  return ({ model, response }, book) => {
    const found = book.info({ model, provider });
    return found.ok ? priced(pieces(found.value.row, imageCount(response))) : found;
  };
}

/** Searches that went before an image. */
function searches({ response }: ImagesAsked, provider: string, row: PriceRow): readonly Line[] {
  const requests = isObject(response.usage) ? (numeric(response.usage.web_search_requests) ?? 0) : 0;
  if (requests === 0) return [];
  const usage = readUsage({ prompt_tokens_details: { web_search_requests: requests } });
  return webSearches({ provider, usage, info: { key: "", row } }) ?? [];
}

function google(provider: string): ImageRule {
  return (asked, book) => {
    const found = book.info({ model: asked.model, provider });
    if (!found.ok) return found;
    const { row } = found.value;
    const { input, output } = tokens(row, asked, book) ?? pieces(row, imageCount(asked.response));
    const search = searches(asked, provider, row).map((line) => ({ ...line, group: "searches" }));
    return priced({ input, output: { ...output, lines: [...output.lines, ...search] } });
  };
}

const foundry: ImageRule = (asked, book) => {
  const found = book.info({ model: asked.model, provider: "azure_ai" });
  if (!found.ok) return found;
  const { row, key } = found.value;
  const { width, height } = asked.params;
  const bill = tokens(row, asked, book);
  if (bill !== undefined) return priced(bill);
  if ((rateOf(row, "output_cost_per_image")?.value ?? 0) !== 0) return priced(pieces(row, asked.count));
  if ((rateOf(book.world.facts.row(key) ?? {}, "input_cost_per_pixel")?.value ?? 0) === 0) return priced(pieces({}, 0));
  const [wide, high] = [numeric(width) ?? 0, numeric(height) ?? 0];
  const size = wide > 0 && high > 0 ? `${wide}x${high}` : asked.size;
  return imageBill({ ...asked, model: key, provider: "azure_ai", size, quality: "" }, book);
};

const FAL_SIZES: Readonly<Record<string, string>> = {
  square_hd: "1024-x-1024",
  square: "512-x-512",
  portrait_4_3: "768-x-1024",
  portrait_16_9: "576-x-1024",
  landscape_4_3: "1024-x-768",
  landscape_16_9: "1024-x-576",
};

function falSize(model: string, { image_size: size = null }: ImagesAsked["params"]): string | undefined {
  if (size === null) return model.endsWith("/edit") ? undefined : FAL_SIZES.landscape_4_3;
  if (isObject(size)) return `${numeric(size.width)}-x-${numeric(size.height)}`;
  return typeof size === "string" && Object.hasOwn(FAL_SIZES, size) ? FAL_SIZES[size] : undefined;
}

const fal: ImageRule = ({ model: given, response, params }, book) => {
  const model = given.startsWith("fal_ai/") ? given.slice("fal_ai/".length) : given;
  const { quality } = params;
  const own = typeof quality === "string" && quality !== "auto" ? quality : "high";
  const row = book.world.facts.row(`fal_ai/${own}/${falSize(model, params)}/${model}`);
  if (row !== undefined && numeric(row.output_cost_per_image) !== undefined)
    return priced(pieces(row, imageCount(response)));
  return byPiece("fal_ai")({ model, response }, book);
};

/** GPT's images, by tokens. */
function gptImages(provider: string): ImageRule {
  return (asked, book) => {
    const found = book.info({ model: asked.model, provider });
    if (!isObject(asked.response.usage)) return priced(pieces({}, 0));
    return found.ok ? priced(tokens(found.value.row, asked, book) ?? pieces({}, 0)) : found;
  };
}

const RULES: Readonly<Record<string, ImageRule>> = {
  aiml: byPiece("aiml"),
  azure_ai: foundry,
  bedrock: () => unpriced("NotImplementedError", "images of bedrock are not priced"),
  cometapi: byPiece("cometapi"),
  fal_ai: fal,
  gemini: google("gemini"),
  recraft: byPiece("recraft"),
  runwayml: byPiece("runwayml"),
  vertex_ai: google("vertex_ai"),
};

/** Images of single vendors; undefined where they are priced by size and quality. */
export function imageRule(asked: ImagesAsked, book: PriceBook): Priced<Bill> | undefined {
  const { provider = "", model } = asked;
  if ((provider === "openai" || provider === "azure") && model.toLowerCase().includes("gpt-image"))
    return gptImages(provider)(asked, book);
  return Object.hasOwn(RULES, provider) ? RULES[provider]?.(asked, book) : undefined;
}
