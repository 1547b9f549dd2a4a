import { pythonRepr, trimEndOf, unquote } from "@lintel/core";
import { quote } from "./quote.ts";

/** What is written as it stands: most URLs are, and reading them apart takes six times as long. */
const PLAIN = /^https?:\/\/[a-z0-9.-]+(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$/;
const PARTS = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/;
/** The port a scheme stands for, as a URL would write it. */
export const PORTS: Readonly<Record<string, string>> = { http: ":80", https: ":443" };
const IN_PATH = /%[0-9A-Fa-f]{2}|[^!$-;=@-_a-z|~]/gu;
const IN_QUERY = /%[0-9A-Fa-f]{2}|[^!$-;=?-~]/gu;

function escaped(char: string): string {
  if (char.length > 2) return char;
  return Array.from(
    new TextEncoder().encode(char),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
}

function withoutDots(path: string): string {
  if (!path.includes("/.")) return path;
  const kept: string[] = [];
  for (const part of path.split("/").filter((it) => it !== ".")) {
    if (part !== "..") kept.push(part);
    else if (kept.length > 1 || (kept.length === 1 && kept[0] !== "")) kept.pop();
  }
  return kept.join("/");
}

/** A URL as httpx writes it: scheme and host in lower case, no default port, dots resolved, the rest percent-encoded. */
export function httpxUrl(url: string): string {
  if (PLAIN.test(url)) return url;
  const [, scheme = "", authority = "", path = "", query = "", fragment = ""] = PARTS.exec(url) ?? [];
  if (scheme === "") return url;
  const lower = scheme.toLowerCase();
  const port = PORTS[lower];
  const at = authority.lastIndexOf("@") + 1;
  const host = authority.slice(at).toLowerCase();
  const place = port !== undefined && host.endsWith(port) ? host.slice(0, -port.length) : host;
  const rest = withoutDots(path).replace(IN_PATH, escaped);
  return `${lower}://${authority.slice(0, at)}${place}${rest}${query.replace(IN_QUERY, escaped)}${fragment}`;
}

const CONTROL = /[^ -~\u0080-\u{10ffff}]/u;

/** The words of httpx's error over a URL that it cannot send. */
export function urlError(url: string): string | undefined {
  const [char] = CONTROL.exec(url) ?? [];
  if (char === undefined) return undefined;
  return `Invalid non-printable ASCII character in URL, ${pythonRepr(char)} at position ${url.indexOf(char)}.`;
}

/** A URL with another path, made of the one it has, unquoted and without closing slashes; undefined where it has no host. */
export function withPath(url: string, change: (path: string) => string): string | undefined {
  const [, scheme = "", authority = "", path = "", query = "", fragment = ""] = PARTS.exec(httpxUrl(url)) ?? [];
  if (scheme === "" || authority === "") return undefined;
  const next = change(trimEndOf(unquote(path), "/"));
  return `${scheme}://${authority}${quote(next, "!$&'()*+,;=:@/")}${query}${fragment}`;
}
