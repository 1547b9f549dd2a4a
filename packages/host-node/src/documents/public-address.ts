import { isIP } from "node:net";
import ipaddr, { type IPv4, type IPv6 } from "ipaddr.js";

const GLOBAL_V6 = ipaddr.parseCIDR("2000::/3");
const MAPPED_V4 = ipaddr.parseCIDR("::ffff:0:0/96");
const NAT64 = ipaddr.parseCIDR("64:ff9b::/96");
// Routable, and yet a service of the machine's own cloud: Azure's wire server (LiteLLM's `_CLOUD_METADATA_EXCEPTIONS`).
const CLOUD_V4: ReadonlySet<string> = new Set(["168.63.129.16"]);

function isPublicV4(address: IPv4): boolean {
  return address.range() === "unicast" && !CLOUD_V4.has(address.toString());
}

// An IPv4-mapped address connects to that IPv4 address, a NAT64 one to it by way of a gateway: the inner address decides.
function isPublicV6(address: IPv6): boolean {
  if (address.match(MAPPED_V4) || address.match(NAT64))
    return isPublicV4(new ipaddr.IPv4(address.toByteArray().slice(-4)));
  return address.range() === "unicast" && address.match(GLOBAL_V6);
}

// ipaddr.js takes "::1.2.3.4" for "::ffff:1.2.3.4": a URL spells both in hexadecimal.
function plainAddress(text: string): string | undefined {
  const family = isIP(text);
  if (family !== 6) return family === 4 ? text : undefined;
  return URL.canParse(`https://[${text}]`) ? new URL(`https://[${text}]`).hostname.slice(1, -1) : undefined;
}

/**
 * Whether an address is globally routable unicast (RFC 6890): not private, loopback, link-local, shared (CGNAT), multicast,
 * documentation or reserved, nor any of these carried inside IPv6. What cannot be read is not.
 */
export function isPublicAddress(text: string): boolean {
  const plain = plainAddress(text);
  if (plain === undefined) return false;
  const address = ipaddr.parse(plain);
  return address instanceof ipaddr.IPv6 ? isPublicV6(address) : isPublicV4(address);
}
