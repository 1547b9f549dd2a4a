import { type Attempt, got, raises } from "../client/attempt.ts";
import { type ImageSize, imageSize } from "./image-size.ts";
import { lenientBase64 } from "./lenient-base64.ts";
import { guess, type Tally, tokens } from "./tally.ts";

/** What parts of a prompt count for where they are no text. */
export interface PartCosts {
  /** The tokens of every image and document, whatever their size: LiteLLM's `use_default_image_token_count`. */
  readonly image?: number;
  /** The tokens of a list of parts that cannot be counted: its `default_token_count`. */
  readonly uncountable?: number;
  /** Images that had to be fetched, by URL. */
  readonly fetched: ReadonlyMap<string, Uint8Array>;
}

const BASE = 85;
const TILE = { side: 512, tokens: 2 * BASE } as const;
const SHORT_SIDE = 768;
const LONG_SIDE = 2000;
const UNKNOWN: ImageSize = { width: 300, height: 300 };

/** Whether an image must be fetched to be counted. */
export function isRemote(data: string): boolean {
  return data.startsWith("http://") || data.startsWith("https://");
}

function bytesOf(data: string, { fetched }: PartCosts): Attempt<Uint8Array> {
  const there = fetched.get(data);
  if (there !== undefined) return got(there);
  const comma = data.indexOf(",");
  return comma === -1
    ? raises("not enough values to unpack (expected 2, got 1)")
    : lenientBase64(data.slice(comma + 1));
}

/** OpenAI's scaling: the short side to 768, then the long one to at most 2,000. */
function scaled({ width, height }: ImageSize): Attempt<ImageSize> {
  if (width <= SHORT_SIDE && height <= SHORT_SIDE) return got({ width, height });
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (short === 0) return raises("division by zero");
  const ratio = long / short;
  const reached = Math.trunc(SHORT_SIDE * ratio);
  const sides = reached > LONG_SIDE ? [Math.trunc(LONG_SIDE / ratio), LONG_SIDE] : [SHORT_SIDE, reached];
  const [small = 0, large = 0] = sides;
  return got(width <= height ? { width: small, height: large } : { width: large, height: small });
}

function tiles({ width, height }: ImageSize): number {
  return Math.ceil(width / TILE.side) * Math.ceil(height / TILE.side);
}

/** The tokens of an image whose size does not matter, and of a document. */
export function plainImage({ image }: PartCosts): Tally {
  return image === undefined ? tokens(BASE) : guess(image);
}

/** The tokens of an image in high detail, by OpenAI's tiles (https://platform.openai.com/docs/guides/images-vision). */
export function detailedImage(data: string, costs: PartCosts): Attempt<Tally> {
  const bytes = bytesOf(data, costs);
  if (!bytes.ok) return bytes;
  const told = imageSize(bytes.value);
  if (!told.ok) return told;
  const size = scaled(told.value ?? UNKNOWN);
  if (!size.ok) return size;
  const count = BASE + TILE.tokens * tiles(size.value);
  return got(told.value === undefined ? guess(count) : tokens(count));
}
