/** The words of httpx for what a system's code says: those that LiteLLM tells its callers. */
const BY_CODE: Readonly<Record<string, string>> = {
  ECONNREFUSED: "All connection attempts failed",
  EHOSTUNREACH: "All connection attempts failed",
  ENETUNREACH: "All connection attempts failed",
  EHOSTDOWN: "All connection attempts failed",
  EADDRNOTAVAIL: "All connection attempts failed",
  ENOTFOUND: "[Errno -2] Name or service not known",
  EAI_NONAME: "[Errno -2] Name or service not known",
  EAI_AGAIN: "[Errno -3] Temporary failure in name resolution",
  EAI_FAIL: "[Errno -4] Non-recoverable failure in name resolution",
  EAI_NODATA: "[Errno -5] No address associated with hostname",
  ECONNRESET: "",
  ECONNABORTED: "",
  EPIPE: "",
};

/** What httpx says where the system's code is this one, if that is known. */
export function toldOfCode(code: string): string | undefined {
  return BY_CODE[code];
}

/** What httpx says of a connection that closes before an answer. */
export const UNANSWERED = "Server disconnected without sending a response.";

/** What httpx says of a connection that closes within an answer. */
export function unfinished(how: string): string {
  return `peer closed connection without sending complete message body (${how})`;
}
