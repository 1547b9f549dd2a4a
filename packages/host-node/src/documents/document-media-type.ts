import { headerValue, mediaTypeOfBytes, type ReplyHead } from "@lintel/core";

// LiteLLM looks at these when the answer names no type, and gives up on any other.
const BY_ENDING: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  webp: "image/webp",
};

/** A document's type as its server names it, else by the ending of its address, else by its first bytes. */
export function documentMediaType(head: ReplyHead, address: string, bytes: Uint8Array): string | undefined {
  const told = headerValue(head, "content-type");
  if (told !== undefined && told !== "") return told;
  const ending = address.slice(address.lastIndexOf(".") + 1).toLowerCase();
  return (Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined) ?? mediaTypeOfBytes(bytes);
}
