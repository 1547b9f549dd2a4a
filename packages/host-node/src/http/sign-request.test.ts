import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Signature } from "@lintel/core";
import { reveal, Secret } from "@lintel/core/host";
import { describe, expect, it } from "vitest";
import { plan, testHost } from "../test/sending.ts";
import { bodyOf, serve } from "../test/servers.ts";
import { type Signable, signRequest } from "./sign-request.ts";

const ACCESS_KEY = "AKIDEXAMPLE";
const SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

function signature(more: Partial<Signature> = {}): Signature {
  return {
    sign: "sigv4",
    service: "service",
    region: "us-east-1",
    accessKeyId: new Secret("aws_access_key_id", ACCESS_KEY),
    secretAccessKey: new Secret("aws_secret_access_key", SECRET_KEY),
    ...more,
  };
}

async function signed(request: Signable, sign: Signature, at: string): Promise<Readonly<Record<string, string>>> {
  const headers = await signRequest(request, { sign, at: new Date(at) });
  return Object.fromEntries(headers.map(([name, value]) => [name, reveal(value)]));
}

describe("AWS Signature Version 4", () => {
  it("is that of the example in the IAM documentation", async () => {
    const request = {
      method: "GET",
      host: "iam.amazonaws.com",
      path: "/",
      query: "Action=ListUsers&Version=2010-05-08",
      headers: [["Content-Type", "application/x-www-form-urlencoded; charset=utf-8"]],
      body: undefined,
    } as const;
    expect(await signed(request, signature({ service: "iam" }), "2015-08-30T12:36:00Z")).toEqual({
      "X-Amz-Date": "20150830T123600Z",
      Authorization: `AWS4-HMAC-SHA256 Credential=${ACCESS_KEY}/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7`,
    });
  });

  it("covers the session's token and sends it", async () => {
    const request = { method: "POST", host: "a.test", path: "/", query: "", headers: [], body: "{}" } as const;
    const sessionToken = new Secret("aws_session_token", "session");
    const headers = await signed(request, signature({ sessionToken }), "2015-08-30T12:36:00Z");
    expect(headers["X-Amz-Security-Token"]).toBe("session");
    expect(headers.Authorization).toContain("SignedHeaders=host;x-amz-date;x-amz-security-token,");
  });

  it("covers the bytes: text and the same text as bytes alike, and no other", async () => {
    const request = { method: "POST", host: "a.test", path: "/m%3A0/x", query: "", headers: [], body: "é" } as const;
    const of = async (body: Signable["body"]): Promise<string | undefined> =>
      (await signed({ ...request, body }, signature(), "2015-08-30T12:36:00Z")).Authorization;
    expect(await of(new TextEncoder().encode("é"))).toBe(await of("é"));
    expect(await of("e")).not.toBe(await of("é"));
    expect(await of("")).toBe(await of(undefined));
  });
});

interface SuiteCase {
  readonly name: string;
  readonly req: string;
  readonly authz: string;
  /** The signed request: it tells the session's token, where there is one. */
  readonly sreq: string;
}

const SUITE = join(process.env.LINTEL_CORPORA ?? "", "streams/aws-sigv4/suite.json");
const hasSuite = process.env.LINTEL_CORPORA !== undefined && existsSync(SUITE);

/** A case's raw request; header lines that begin with a space go on with the one before. */
function readRequest(raw: string): Signable {
  const [head = "", ...body] = raw.split("\n\n");
  const [start = "", ...lines] = head.replaceAll(/\n[ \t]+/g, " ").split("\n");
  const [, method = "", target = ""] = /^(\S+) (.*) HTTP\/1\.1$/.exec(start) ?? [];
  const [path = "", query = ""] = target.split("?");
  const headers = lines
    .filter((line) => line !== "")
    .map((line) => {
      const at = line.indexOf(":");
      return [line.slice(0, at), line.slice(at + 1)] as const;
    });
  const host = headers.find(([name]) => name.toLowerCase() === "host")?.[1] ?? "";
  const others = headers.filter(([name]) => !/^(host|x-amz-date)$/i.test(name));
  return { method, host, path, query, headers: others, body: body.length === 0 ? undefined : body.join("\n\n") };
}

describe.skipIf(!hasSuite)("AWS's own suite of signatures (skipped unless LINTEL_CORPORA names it)", () => {
  const cases: readonly SuiteCase[] = hasSuite ? JSON.parse(readFileSync(SUITE, "utf8")).cases : [];

  it.each(cases)("is matched at $name", async ({ req, authz, sreq }) => {
    const token = /^X-Amz-Security-Token:(.*)$/m.exec(sreq)?.[1];
    const isSigned = token !== undefined && authz.includes("x-amz-security-token") && !req.includes(token);
    const session = isSigned ? { sessionToken: new Secret("aws_session_token", token) } : {};
    expect((await signed(readRequest(req), signature(session), "2015-08-30T12:36:00Z")).Authorization).toBe(authz);
  });

  it("is there", () => {
    expect(cases.length).toBeGreaterThan(20);
  });
});

describe("a host signs", () => {
  it("the request that goes out, and keeps its keys out of the plan", async () => {
    const seen: { readonly headers: NodeJS.Dict<string | string[]>; readonly body: string; readonly url: string }[] =
      [];
    const server = await serve(async (request, response) => {
      const body = (await bodyOf(request)).toString();
      seen.push({ headers: request.headers, body, url: request.url ?? "" });
      response.end();
    });
    const sign = signature({ service: "bedrock", sessionToken: new Secret("aws_session_token", "session") });
    const path = "/model/a.b-v1%3A0/invoke?x=1&y=a%20b";
    const headers = [["Content-Type", "application/json"]] as const;
    const one = plan(`${server.origin}${path}`, { headers, sign, body: { body: "text", text: '{"é":1}' } });
    expect(JSON.stringify(one)).not.toMatch(/AKIDEXAMPLE|wJalr|session"/);
    expect(await testHost().send(one)).toMatchObject({ sent: true });
    const [got] = seen;
    expect(got).toMatchObject({ body: '{"é":1}', url: path, headers: { "x-amz-security-token": "session" } });
    const date = String(got?.headers["x-amz-date"]);
    const at = date.replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z");
    const [where = "", query = ""] = path.split("?");
    const host = String(got?.headers.host);
    const again = await signed({ method: "POST", host, path: where, query, headers, body: got?.body }, sign, at);
    expect(got?.headers.authorization).toBe(again.Authorization);
    expect(again.Authorization).toContain("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token,");
  });

  it("nothing for another origin", async () => {
    const seen: NodeJS.Dict<string | string[]>[] = [];
    const target = await serve((request, response) => {
      seen.push(request.headers);
      response.end();
    });
    const server = await serve((_, response) => response.writeHead(307, { location: target.origin }).end());
    await testHost().send(plan(server.origin, { sign: signature() }));
    expect(Object.keys(seen[0] ?? {}).filter((name) => /amz|authorization/.test(name))).toEqual([]);
  });

  it("no upload it streams", async () => {
    const body = { body: "multipart", parts: [] } as const;
    expect(await testHost().send(plan("http://127.0.0.1:1", { sign: signature(), body }))).toMatchObject({
      sent: false,
      failure: { kind: "policy", message: "an upload that is streamed cannot be signed" },
    });
  });
});
