/** One part of a form. */
export interface FormPart {
  readonly name: string;
  /** There, and be it empty, where the part is a file. */
  readonly filename?: string;
  /** The part's own `content-type`, where it has one. */
  readonly type?: string;
  readonly bytes: Uint8Array;
}

export type FormRead =
  | { readonly read: "parts"; readonly parts: readonly FormPart[] }
  /** In the words of LiteLLM's reader of forms. */
  | { readonly read: "refused"; readonly reason: string };

const BOUNDARY = /boundary=(?:"([^"]*)"|([^";\s]*))/i;
const PARAMETER = /;\s*([\w-]+)=(?:"((?:\\.|[^"\\])*)"|([^;]*))/g;
const BREAK = "\r\n";
const HEAD_END = "\r\n\r\n";

/** Fields, and files, that a form has at the most: Starlette's numbers. */
const MOST = 1000;

/** Parts without a name that a form has at the most, and bytes of a part's head: a body of 60 MB can have ten millions of either. */
const MOST_NAMELESS = 1000;
const MOST_HEAD = 16 * 1024;

function headerOf(head: string, wanted: string): string | undefined {
  const line = head.split(BREAK).find((it) => it.slice(0, it.indexOf(":")).trim().toLowerCase() === wanted);
  return line?.slice(line.indexOf(":") + 1).trim();
}

function parametersOf(disposition: string): ReadonlyMap<string, string> {
  return new Map(
    [...disposition.matchAll(PARAMETER)].map(([, name = "", quoted, plain = ""]) => [
      name.toLowerCase(),
      quoted === undefined ? plain.trim() : quoted.replace(/\\(["\\])/g, "$1"),
    ]),
  );
}

/** A part, or nothing where it has no name. */
function partOf(whole: Buffer, end: number): readonly FormPart[] {
  const head = whole.subarray(0, Math.max(0, end)).toString("utf8");
  const parameters = parametersOf(headerOf(head, "content-disposition") ?? "");
  const [name, filename, type] = [parameters.get("name"), parameters.get("filename"), headerOf(head, "content-type")];
  if (end === -1 || name === undefined) return [];
  const bytes = whole.subarray(end + HEAD_END.length);
  return [{ name, bytes, ...(filename !== undefined && { filename }), ...(type !== undefined && { type }) }];
}

/** Why there are too many parts, in Starlette's words but for those without a name. */
function excess(parts: readonly FormPart[], nameless: number): string | undefined {
  if (nameless > MOST_NAMELESS) return `Too many parts without a name. Maximum number is ${MOST_NAMELESS}.`;
  if (parts.length <= MOST) return undefined;
  const files = parts.filter(({ filename }) => filename !== undefined).length;
  const kind = files > MOST ? "files" : parts.length - files > MOST ? "fields" : undefined;
  return kind && `Too many ${kind}. Maximum number of ${kind} is ${MOST}.`;
}

/** Reads a `multipart/form-data` body (https://www.rfc-editor.org/rfc/rfc7578); a part that does not end is none. */
export function formParts(bytes: Uint8Array, contentType: string): FormRead {
  const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return { read: "refused", reason: "Missing boundary in multipart." };
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const first = `--${boundary}`;
  if (body.length > 0 && !body.subarray(0, first.length).equals(Buffer.from(first)))
    return { read: "refused", reason: "Invalid multipart data." };
  const parts: FormPart[] = [];
  const delimiter = `${BREAK}${first}`;
  let nameless = 0;
  for (let at = first.length; body.subarray(at, at + BREAK.length).equals(Buffer.from(BREAK)); ) {
    // The head of a part may be empty: its break is the delimiter's own.
    const end = body.indexOf(delimiter, at);
    if (end === -1) break;
    const whole = body.subarray(at + BREAK.length, end);
    const headEnd = whole.subarray(0, MOST_HEAD).indexOf(HEAD_END);
    if (headEnd === -1 && whole.length > MOST_HEAD)
      return { read: "refused", reason: `A part's head ends after ${MOST_HEAD} bytes at the most.` };
    const found = partOf(whole, headEnd);
    parts.push(...found);
    if (found.length === 0) nameless++;
    const reason = excess(parts, nameless);
    if (reason !== undefined) return { read: "refused", reason };
    at = end + delimiter.length;
  }
  return { read: "parts", parts };
}
