import { isCredentialHeader } from "./credential-header.ts";
import type { Plan } from "./plan.ts";
import { masked, Secret, type Text } from "./secret.ts";

const USERINFO = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]+)(?=@[^/?#]*(?:[/?#]|$))/i;
const PARAMETER = /([?&])([^=&#]*)=([^&#]*)/g;
/** Names of query parameters that hold a credential, beyond those a header could have. */
const QUERY_NAME = /^(key|code|sig|signature|password|passwd|x-(amz|goog)-(signature|credential|security-token))$/i;

function slotted(text: string): Text {
  const parts: (string | Secret)[] = [];
  let from = 0;
  const place = (value: string, at: number): void => {
    parts.push(text.slice(from, at), new Secret("url", value));
    from = at + value.length;
  };
  const [, scheme = "", user] = USERINFO.exec(text) ?? [];
  if (user !== undefined) place(user, scheme.length);
  for (const { index, 0: whole, 2: name = "", 3: value = "" } of text.matchAll(PARAMETER)) {
    if (value !== "" && (QUERY_NAME.test(name) || isCredentialHeader(name, "")))
      place(value, index + whole.length - value.length);
  }
  return parts.length === 0 ? text : [...parts, text.slice(from)];
}

/** A URL as anybody may see it: the credentials in it as `***`. */
export function shownUrl(text: string): string {
  return masked(slotted(text));
}

/** The plan with the credentials of its URL as slots: a user with a password, parameters such as `api_key`. */
export function withSlots(plan: Plan): Plan {
  const { url } = plan;
  if (typeof url === "string" && !url.includes("@") && !url.includes("?")) return plan;
  const parts = [url].flat();
  if (!parts.some((part) => typeof part === "string" && /[@?]/.test(part))) return plan;
  return { ...plan, url: parts.flatMap((part) => (typeof part === "string" ? slotted(part) : part)) };
}
