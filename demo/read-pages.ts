import { inflateSync } from "node:zlib";

/** What the mock sees of one page: its size in points or pixels, and its text. */
export interface SeenPage {
  readonly width: number;
  readonly height: number;
  readonly text: string;
}

const LETTER = { width: 612, height: 792 };
const NO_TEXT = "(no text that the mock can read)";

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

function inflated(text: string): string {
  try {
    return latin1(inflateSync(Buffer.from(text, "latin1")));
  } catch {
    return text;
  }
}

/** The objects of a PDF by number, those inside compressed object streams without theirs. */
function objectsOf(pdf: string): ReadonlyMap<string, string> {
  return new Map(
    [...pdf.matchAll(/(\d+) 0 obj\b([\s\S]*?)endobj/g)].map(([, number = "", body = ""]) => {
      const stream = /stream\r?\n([\s\S]*?)\r?\nendstream/.exec(body)?.[1];
      return [number, stream === undefined ? body : `${body.slice(0, body.indexOf("stream"))}${inflated(stream)}`];
    }),
  );
}

function shownText(content: string): string {
  const shown = [...content.matchAll(/\(((?:\\.|[^\\()])*)\)\s*(?:Tj|'|")|\[((?:[^\]\\]|\\.)*)\]\s*TJ/g)];
  return shown
    .map(
      ([, plain, pieces = ""]) => plain ?? [...pieces.matchAll(/\(((?:\\.|[^\\()])*)\)/g)].map(([, it]) => it).join(""),
    )
    .map((it) => it.replaceAll(/\\([()\\])/g, "$1"))
    .join("\n");
}

function pdfPages(pdf: string): readonly SeenPage[] {
  const objects = objectsOf(pdf);
  const pages = [...objects.values()].filter((body) => /\/Type\s*\/Page(?!\w)/.test(body));
  return pages.map((page) => {
    const [, width, height] = /\/MediaBox\s*\[\s*\S+\s+\S+\s+([\d.]+)\s+([\d.]+)/.exec(page) ?? [];
    const content = objects.get(/\/Contents\s*\[?\s*(\d+)/.exec(page)?.[1] ?? "") ?? "";
    const text = shownText(content);
    return {
      width: Number(width ?? LETTER.width),
      height: Number(height ?? LETTER.height),
      text: text === "" ? NO_TEXT : text,
    };
  });
}

function pngText(bytes: Buffer): string {
  const texts: string[] = [];
  for (let at = 8; at + 8 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const data = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    if (bytes.toString("latin1", at + 4, at + 8) === "tEXt") texts.push(latin1(data).split("\0")[1] ?? "");
  }
  return texts.join("\n");
}

/** The pages of a PDF or a PNG, as far as a mock has to see; any other document is one page without a text. */
export function readPages(document: Uint8Array): readonly SeenPage[] {
  const bytes = Buffer.from(document);
  if (latin1(bytes.subarray(0, 5)) === "%PDF-") {
    const pages = pdfPages(latin1(bytes));
    return pages.length > 0 ? pages : [{ ...LETTER, text: NO_TEXT }];
  }
  if (bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47)
    return [{ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), text: pngText(bytes) || NO_TEXT }];
  return [{ ...LETTER, text: NO_TEXT }];
}
