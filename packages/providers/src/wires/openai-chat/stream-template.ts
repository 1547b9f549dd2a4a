import { isArray, isObject, type Json, parse } from "@lintel/core/json";

/** What a frame that is like another one says. */
export interface Filled {
  readonly content: string;
  /** OpenAI's padding against reading along, the one other thing that changes from frame to frame. */
  readonly padding: string | undefined;
}

/** The text of a frame with a hole where its content stands: gives what another frame says there, unless it differs elsewhere or says nothing. */
type Template = (data: string) => Filled | undefined;

export const PADDING = "obfuscation";

const CONTENT_KEYS = ['"content":"', '"content": "'] as const;
const PADDING_KEYS = [`"${PADDING}":"`, `"${PADDING}": "`] as const;
const BACKSLASH = 92;
const PROBE = "lintel";
const ESCAPED = /["\\\p{Cc}]/u;

interface Parts {
  /** Up to the content, from there to the padding or the end, and from the padding to the end. */
  readonly before: string;
  readonly after: string;
  readonly last: string | undefined;
}

/** Where a member's text stands, if it stands there only. */
function place(
  data: string,
  { keys, text }: { readonly keys: readonly string[]; readonly text: string },
): number | undefined {
  const starts = keys.flatMap((key) => {
    const at = data.indexOf(`${key}${text}"`);
    return at < 0 ? [] : at + key.length;
  });
  const [start, second] = starts;
  if (start === undefined || second !== undefined) return undefined;
  return keys.some((key) => data.includes(`${key}${text}"`, start)) ? undefined : start;
}

function contentOf(frame: Json): Json | undefined {
  const choice = isObject(frame) && isArray(frame.choices) ? frame.choices[0] : undefined;
  return isObject(choice) && isObject(choice.delta) ? choice.delta.content : undefined;
}

function isProven({ before, after, last }: Parts): boolean {
  const probe = parse(before + PROBE + after + (last === undefined ? "" : PROBE + last));
  if (!probe.ok || !isObject(probe.value) || contentOf(probe.value) !== PROBE) return false;
  return last === undefined || probe.value[PADDING] === PROBE;
}

function cut(
  data: string,
  { content, padding }: { readonly content: string; readonly padding: Json | undefined },
): Parts | undefined {
  const at = place(data, { keys: CONTENT_KEYS, text: content });
  if (at === undefined) return undefined;
  const before = data.slice(0, at);
  const rest = data.slice(at + content.length);
  if (typeof padding !== "string") return { before, after: rest, last: undefined };
  const pad = place(rest, { keys: PADDING_KEYS, text: padding });
  return pad === undefined ? undefined : { before, after: rest.slice(0, pad), last: rest.slice(pad + padding.length) };
}

/** The frames of a stream that differ in nothing but their content. */
export interface Templates {
  /** What a frame says, if it is like the last one learned. */
  fill(data: string): Filled | undefined;
  /** Takes a frame of plain text for a model of those to come. */
  learn(data: string, frame: Json): void;
}

/** Templates that fitted no further frame before no more are made: one costs as much as reading two frames. */
const VAIN = 4;

/** No frame is known yet. */
export function templates(): Templates {
  let template: Template | undefined;
  let vain = 0;
  return {
    fill(data) {
      const filled = template?.(data);
      if (filled !== undefined) vain = 0;
      return filled;
    },
    learn(data, frame) {
      if (template?.(data) !== undefined) return;
      template = vain < VAIN ? templateOf(data, frame) : undefined;
      vain++;
    },
  };
}

/** The template of a frame of plain text; undefined if it cannot be told which part of it is the content. */
function templateOf(data: string, frame: Json): Template | undefined {
  const content = contentOf(frame);
  const padding = isObject(frame) ? frame[PADDING] : undefined;
  if (typeof content !== "string" || content === "" || ESCAPED.test(content)) return undefined;
  const parts = cut(data, { content, padding });
  if (parts === undefined || !isProven(parts)) return undefined;
  const { before, after, last } = parts;
  return (text) => {
    if (!text.startsWith(before)) return undefined;
    const end = closingQuote(text, before.length);
    const said = literal(text.slice(before.length, end));
    if (said === undefined || said === "") return undefined;
    if (last === undefined) {
      return text.length - end === after.length && text.endsWith(after)
        ? { content: said, padding: undefined }
        : undefined;
    }
    const start = end + after.length;
    const stop = closingQuote(text, start);
    const pad = literal(text.slice(start, stop));
    const fits =
      pad !== undefined && text.startsWith(after, end) && text.length - stop === last.length && text.endsWith(last);
    return fits ? { content: said, padding: pad } : undefined;
  };
}

/** Where the string ends that begins at a place; the end of the text if it does not. */
function closingQuote(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end >= 0; end = text.indexOf('"', end + 1)) {
    let start = end;
    while (start > from && text.charCodeAt(start - 1) === BACKSLASH) start--;
    if ((end - start) % 2 === 0) return end;
  }
  return text.length;
}

/** The text a string literal stands for, its quotes left out. */
function literal(source: string): string | undefined {
  if (!ESCAPED.test(source)) return source;
  const parsed = parse(`"${source}"`);
  return parsed.ok && typeof parsed.value === "string" ? parsed.value : undefined;
}
