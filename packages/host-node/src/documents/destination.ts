import { isIP } from "node:net";
import { trimEndOf } from "@lintel/core";
import type { DocumentRules, ResolvedAddress } from "./document-rules.ts";
import { isPublicAddress } from "./public-address.ts";

/** Where a document may be fetched: the address with its host spelt plainly, and what to connect to. */
export type Destination =
  | { readonly allowed: true; readonly url: URL; readonly addresses: readonly ResolvedAddress[] }
  | { readonly allowed: false; readonly why: string };

const DEFAULT_PORTS: Readonly<Record<string, string>> = { "https:": "443", "http:": "80" };
const HOST_ENTRY = /^(?<host>\[[^\]]*\]|[^:/@?#]+)(?::(?<port>\d+))?$/;

function refused(why: string): Destination {
  return { allowed: false, why };
}

/** A host as every spelling of it ends up: IPv4 in dots, names in lower case and Punycode, no last dot. */
function plainHost(hostname: string): string {
  return trimEndOf(hostname, ".");
}

function isListed(url: URL, allowHosts: Required<DocumentRules>["allowHosts"]): boolean {
  if (allowHosts === "all") return true;
  const port = url.port === "" ? DEFAULT_PORTS[url.protocol] : url.port;
  return allowHosts.some((entry) => {
    const { host, port: wanted } = HOST_ENTRY.exec(entry.trim())?.groups ?? {};
    if (host === undefined || !URL.canParse(`https://${host}/`)) return false;
    return (
      plainHost(new URL(`https://${host}/`).hostname) === url.hostname && (wanted === undefined || wanted === port)
    );
  });
}

async function addressesOf(
  host: string,
  resolve: Required<DocumentRules>["resolve"],
): Promise<readonly ResolvedAddress[]> {
  const literal = host.replace(/^\[|\]$/g, "");
  const family = isIP(literal);
  if (family !== 0) return [{ address: literal, family }];
  const found = await resolve(host).catch(() => []);
  return found.map(({ address }) => ({ address, family: isIP(address) }));
}

/** Checks an address before a connection is opened. Whether a private host exists is not told apart from whether any does. */
export async function destination(address: string, rules: Required<DocumentRules>): Promise<Destination> {
  const url = URL.parse(address);
  if (url === null) return refused("it is no valid address");
  const { schemes, allowHosts, resolve } = rules;
  if (!schemes.some((scheme) => url.protocol === `${scheme}:`))
    return refused(`the scheme "${url.protocol.slice(0, -1)}" is not allowed, only ${schemes.join(" and ")}`);
  if (url.username !== "" || url.password !== "") return refused("an address with credentials in it is not fetched");
  const host = plainHost(url.hostname);
  url.hostname = host;
  if (host === "" || url.hostname !== host) return refused("it names no host");
  const addresses = await addressesOf(host, resolve);
  const reachable = addresses.length > 0 && addresses.every(({ family }) => family !== 0);
  const isOpen = reachable && (isListed(url, allowHosts) || addresses.every((it) => isPublicAddress(it.address)));
  return isOpen ? { allowed: true, url, addresses } : refused(`the host ${host} has no public address`);
}
