import { isIP } from "node:net";
import { trimEndOf } from "@lintel/core";
import type { CompleteRules, ResolvedAddress } from "./document-rules.ts";
import { isPublicAddress } from "./public-address.ts";
import type { Listed } from "./resolve-name.ts";

/** Where a document may be fetched: the address with its host spelt plainly, and what to connect to. */
export type Destination =
  | { readonly allowed: true; readonly url: URL; readonly addresses: readonly ResolvedAddress[] }
  | { readonly allowed: false; readonly why: string };

const DEFAULT_PORTS: Readonly<Record<string, string>> = { "https:": "443", "http:": "80" };
const HOST_ENTRY = /^(?<host>\[[^\]]*\]|[^:/@?#]+)(?::(?<port>\d+))?$/;

const UNNAMED = "has no public address, and neither documents.allowHosts nor settings.user_url_allowed_hosts names it";

function refused(why: string): Destination {
  return { allowed: false, why };
}

/** A host as every spelling of it ends up: IPv4 in dots, names in lower case and Punycode, no last dot. */
function plainHost(hostname: string): string {
  return trimEndOf(hostname, ".");
}

function listedIn(allowHosts: CompleteRules["allowHosts"], url: URL): Listed {
  if (allowHosts === "all") return "as any";
  const port = url.port === "" ? DEFAULT_PORTS[url.protocol] : url.port;
  const isNamed = allowHosts.some((entry) => {
    const { host, port: wanted } = HOST_ENTRY.exec(entry.trim())?.groups ?? {};
    if (host === undefined || !URL.canParse(`https://${host}/`)) return false;
    return (
      plainHost(new URL(`https://${host}/`).hostname) === url.hostname && (wanted === undefined || wanted === port)
    );
  });
  return isNamed ? "by name" : "no";
}

async function addressesOf(
  host: string,
  find: () => Promise<readonly ResolvedAddress[]>,
): Promise<readonly ResolvedAddress[]> {
  const literal = host.replace(/^\[|\]$/g, "");
  const family = isIP(literal);
  if (family !== 0) return [{ address: literal, family }];
  const found = await find().catch(() => []);
  return found.map(({ address }) => ({ address, family: isIP(address) }));
}

/** Checks an address before a connection is opened. Whether a private host exists is not told apart from whether any does. */
export async function destination(address: string, rules: CompleteRules): Promise<Destination> {
  const url = URL.parse(address);
  if (url === null) return refused("it is no valid address");
  const { schemes, allowHosts, resolve } = rules;
  if (!schemes.some((scheme) => url.protocol === `${scheme}:`))
    return refused(`the scheme "${url.protocol.slice(0, -1)}" is not allowed, only ${schemes.join(" and ")}`);
  if (url.username !== "" || url.password !== "") return refused("an address with credentials in it is not fetched");
  const host = plainHost(url.hostname);
  url.hostname = host;
  if (host === "" || url.hostname !== host) return refused("it names no host");
  const listed = listedIn(allowHosts, url);
  const addresses = await addressesOf(host, () => resolve(host, listed));
  const reachable = addresses.length > 0 && addresses.every(({ family }) => family !== 0);
  const isOpen = reachable && (listed !== "no" || addresses.every((it) => isPublicAddress(it.address)));
  return isOpen ? { allowed: true, url, addresses } : refused(`the host ${host} ${UNNAMED}`);
}
