import { expect, test } from "vitest";
import type { Fault } from "./fault.ts";
import { maskFault, secretsIn } from "./mask-fault.ts";
import { Secret } from "./secret.ts";

const KEY = "my-own-key-text";
const FAULT: Fault = {
  origin: "provider",
  kind: "AuthenticationError",
  status: 401,
  message: `wrong key: ${KEY}`,
  detail: KEY,
  type: KEY,
  param: [KEY],
  code: KEY,
  body: { error: { [KEY]: `${KEY} and ${KEY}`, n: 1 } },
  reply: { status: 401, headers: [["www-authenticate", `Bearer ${KEY}`]] },
  failure: { kind: "reset", message: KEY },
};

test("a credential that a provider tells back is told nowhere, whatever it looks like", () => {
  const masked = maskFault(FAULT, [new Secret("api_key", KEY)]);
  expect(JSON.stringify(masked)).not.toContain(KEY);
  expect(masked).toMatchObject({
    message: "wrong key: REDACTED",
    body: { error: { REDACTED: "REDACTED and REDACTED", n: 1 } },
    reply: { headers: [["www-authenticate", "Bearer REDACTED"]] },
  });
});

test("a header's credential is found without its scheme, the longer one first", () => {
  const secrets = [new Secret("a", "my-own-k"), new Secret("b", `Bearer ${KEY}`)];
  expect(maskFault({ ...FAULT, message: `${KEY}, Bearer` }, secrets).message).toBe("REDACTED, Bearer");
});

test("what is no credential stays, and so does a text too short to be one", () => {
  expect(maskFault(FAULT, [])).toBe(FAULT);
  expect(maskFault(FAULT, [new Secret("api_key", "key")])).toBe(FAULT);
});

test("a request's credentials stand in its URL, its headers and its signature", () => {
  const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => new Secret(name, name));
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error();
  const sign = { sign: "sigv4", service: "s", region: "r", accessKeyId: d, secretAccessKey: c } as const;
  const plan = {
    method: "GET",
    url: ["x", a],
    headers: [["k", ["Bearer ", b]]],
    expect: "whole",
    timeouts: {},
    sign,
  } as const;
  expect(secretsIn(plan)).toEqual([a, b, c]);
});
