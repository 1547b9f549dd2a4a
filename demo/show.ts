import type { Loss } from "@lintel/host-node";
import type { Received } from "./server.ts";

const SHOWN_HEADERS = ["authorization", "content-type"];
const LONGEST_BODY = 600;

const isColoured = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;

function styled(code: number, text: string): string {
  return isColoured ? `\u001b[${code}m${text}\u001b[0m` : text;
}

export const bold = (text: string): string => styled(1, text);
export const dim = (text: string): string => styled(2, text);
export const green = (text: string): string => styled(32, text);

export function line(text = ""): void {
  process.stdout.write(`${text}\n`);
}

export function clipped(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)} … (${text.length} characters)`;
}

/** A request as the provider received it, its key hidden. */
export function showRequest(url: string, { method, path, headers, body }: Received): void {
  line(`   ${bold("→")} ${method} ${url}${path}`);
  for (const name of SHOWN_HEADERS) {
    const value = headers[name];
    if (value !== undefined)
      line(dim(`     ${name}: ${name === "authorization" ? value.replace(/ .*/, " ***") : value}`));
  }
  const isUpload = headers["content-type"]?.startsWith("multipart/") === true;
  if (body !== "")
    line(dim(`     ${isUpload ? `(an upload of ${body.length} characters)` : clipped(body, LONGEST_BODY)}`));
}

/** Rows under headings, columns as wide as their widest cell. */
export function showTable(headings: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = headings.map((heading, index) =>
    Math.max(heading.length, ...rows.map((row) => (row[index] ?? "").length)),
  );
  const printed = (row: readonly string[]): string =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd();
  line(`     ${dim(printed(headings))}`);
  for (const row of rows) line(`     ${printed(row)}`);
}

/** What the translation did not carry over as it was. */
export function showLosses(losses: readonly Loss[]): void {
  line(losses.length === 0 ? "   losses: none" : "   losses: what was not carried over as it was");
  if (losses.length === 0) return;
  showTable(
    ["where", "what", "why"],
    losses.map(({ pointer, action, reason }) => [pointer, action, reason]),
  );
}
