import type { Header } from "@lintel/core";
import type { Auth, Entry } from "../../wires/anthropic-messages/index.ts";

const OAUTH_BETA = "oauth-2025-04-20";
const BROWSER: Header = ["anthropic-dangerous-direct-browser-access", "true"];

function isNamed(...names: readonly string[]): (header: Header) => boolean {
  return ([name]) => names.includes(name.toLowerCase());
}

function isOauth(value: Header[1] | undefined): boolean {
  return typeof value === "object" && "kind" in value && value.kind === "oauth";
}

/** A subscriber's token goes as a bearer's, with a beta; a key by itself; a bearer's token of the environment where there is no key. */
export function auth({ call, given }: Entry): Auth {
  const { headers, secrets } = call.target;
  const own = headers.find(isNamed("authorization"))?.[1];
  if (own !== undefined && isOauth(own)) {
    const rest = headers.filter((header) => !isNamed("x-api-key", "authorization")(header));
    return { callers: rest, auth: [["authorization", own], BROWSER], betas: [OAUTH_BETA] };
  }
  const { key } = given;
  if (key !== undefined && isOauth(key)) {
    const rest = headers.filter((header) => !isNamed("x-api-key")(header));
    return { callers: rest, auth: [["authorization", ["Bearer ", key]], BROWSER], betas: [OAUTH_BETA] };
  }
  if (key !== undefined) return { callers: headers, auth: [["x-api-key", key]], betas: [] };
  const token = secrets?.auth_token;
  if (token !== undefined) return { callers: headers, auth: [["authorization", ["Bearer ", token]]], betas: [] };
  return {
    refused:
      "Missing Anthropic API Key - A call is being made to anthropic but no key is set either in the environment variables or via params. Please set `ANTHROPIC_API_KEY` or `ANTHROPIC_AUTH_TOKEN` in your environment vars",
  };
}
