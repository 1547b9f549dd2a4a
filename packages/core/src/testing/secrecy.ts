import type { Kwargs } from "../client/front.ts";
import { pythonCompact } from "../json/index.ts";
import { secretsIn } from "../mask-fault.ts";
import { reveal } from "../secret.ts";
import { CANNED_TOKEN } from "./canned-host.ts";
import { described } from "./described.ts";
import { pick } from "./dice.ts";
import type { Law } from "./law.ts";
import { type Observed, observe } from "./observe.ts";
import type { CannedReply, Sample, Subject } from "./sample.ts";

const SECRETS = {
  api_key: "sk-law-argument-7f3a",
  header: "sk-law-header-91bc",
  env: "sk-law-variable-55de",
  token: CANNED_TOKEN,
} as const;

/** What a call tells, its provider's own words aside. */
function told({ replied: _, ...seen }: Observed): string | undefined {
  const text = described(seen);
  return Object.values(SECRETS).find((secret) => text.includes(secret));
}

/** A provider that refuses the first request and tells back what it was let in with. */
function echo({ plans }: Observed): CannedReply {
  const sent = plans.slice(0, 1).flatMap(secretsIn).map(reveal).join(" ");
  const heard = Object.values(SECRETS).filter((secret) => sent.includes(secret));
  const message = `Incorrect API key provided: ${heard.join(", ")}.`;
  const body = pythonCompact({
    error: { message, type: message, code: message, param: null },
    message,
    detail: message,
  });
  const headers = [
    ["content-type", "application/json"],
    ["www-authenticate", message],
  ] as const;
  return { status: 401, headers, body: new TextEncoder().encode(body) };
}

function waysOf({ api_key: _, ...kwargs }: Kwargs): readonly Kwargs[] {
  const headers = { extra_headers: { authorization: `Bearer ${SECRETS.header}` } };
  return [{ ...kwargs, api_key: SECRETS.api_key }, { ...kwargs, ...headers, api_key: SECRETS.api_key }, kwargs];
}

function environment({ adapters }: Subject): Readonly<Record<string, string>> {
  const names = adapters.flatMap(({ connection }) => connection.key.env);
  return Object.fromEntries(names.map((name) => [name, SECRETS.env]));
}

export const secrecy: Law = {
  name: "secrecy: no secret's text occurs in a plan, an outcome, a fault or a loss, be it that a provider tells it back",
  applies: () => true,
  async violation(subject, sample, rolls) {
    const kwargs = pick(waysOf(sample.kwargs), rolls) ?? sample.kwargs;
    const own: Sample = { ...sample, kwargs, env: { ...sample.env, ...environment(subject) } };
    const seen = await observe(subject, own);
    const leaked = told(seen);
    if (leaked !== undefined) return leaked;
    const refused = await observe(subject, { ...own, replies: [echo(seen)] });
    return told(refused);
  },
};
