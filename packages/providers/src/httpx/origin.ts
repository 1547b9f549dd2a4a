import { trimEndOf } from "@lintel/core";
import { PORTS } from "./url.ts";

function authorityOf(url: string): { readonly scheme: string; readonly host: string; readonly port: string } {
  const [, scheme = "", authority = ""] = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)/.exec(url) ?? [];
  const place = authority.slice(authority.lastIndexOf("@") + 1).toLowerCase();
  const [, host = "", port] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(place) ?? [];
  const lower = scheme.toLowerCase();
  return { scheme: lower, host: trimEndOf(host, "."), port: port || (PORTS[lower] ?? ":80").slice(1) };
}

/** In what a URL leaves the origin of another (`assert_same_origin`). */
export function originProblem(url: string, expected: string): string | undefined {
  const [theirs, ours] = [authorityOf(url), authorityOf(expected)];
  if (PORTS[theirs.scheme] === undefined) return "URL scheme is not allowed";
  if (theirs.scheme !== ours.scheme) return "Origin mismatch on scheme";
  if (theirs.host === "" || theirs.host !== ours.host) return "Origin mismatch on host";
  return theirs.port === ours.port ? undefined : "Origin mismatch on port";
}
