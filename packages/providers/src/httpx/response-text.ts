import { headerValue, type Reply, replyText } from "@lintel/core";

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i;

/** What httpx's `response.text` gives: the body in the charset its type names, else in UTF-8; wrong bytes replaced. */
export function responseText(reply: Reply): string {
  const [, charset = "utf-8"] = CHARSET.exec(headerValue(reply, "content-type") ?? "") ?? [];
  if (/^utf-?8$/i.test(charset)) return replyText(reply);
  try {
    return new TextDecoder(charset.replace(/^latin[-_]1$/i, "latin1")).decode(reply.body);
  } catch {
    return replyText(reply);
  }
}
