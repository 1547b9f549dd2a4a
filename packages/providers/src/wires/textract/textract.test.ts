import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { print } from "@lintel/core/json";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerOf, ask, faultOf, type Played } from "../../ocr/test/scripted.ts";
import { awsTextract } from "../../vendors/aws-textract.ts";

const FIXTURES = fileURLToPath(new URL("./fixtures", import.meta.url));
const CASES = readdirSync(FIXTURES).filter((name) => !name.includes("."));

const CALL = {
  model: "aws_textract/analyze-document",
  aws_access_key_id: "AKID",
  aws_secret_access_key: "s3cret",
  aws_region_name: "eu-west-1",
  document: { type: "image_url", image_url: "data:image/png;base64,aGVsbG8=" },
};

function fileOf(name: string, file: string): string | undefined {
  const path = join(FIXTURES, name, file);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function playedOf(name: string): readonly Played[] {
  const text = fileOf(name, "reply.http");
  if (text === undefined) return [];
  const at = text.indexOf("\n\n");
  return [{ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), text: text.slice(at + 2) }];
}

describe("hand-written cases", () => {
  test.each(CASES)("%s", async (name) => {
    const { kwargs } = JSON.parse(fileOf(name, "call.json") ?? "");
    const seen = await ask([awsTextract], kwargs, { replies: playedOf(name) });
    const requests = seen.sent.map(({ method, url, headers, text }) => {
      const lines = Object.entries(headers).map(([header, value]) => `${header}: ${value}\n`);
      return `${method} ${url}\n${lines.join("")}\n${text}`;
    });
    expect(requests).toEqual([fileOf(name, "request.http")].filter((it) => it !== undefined));
    const fault = fileOf(name, "fault.json");
    if (fault === undefined)
      expect(print(answerOf(seen), "orjson")).toEqual({ ok: true, text: fileOf(name, "output.json")?.trimEnd() });
    else expect(faultOf(seen)).toMatchObject(JSON.parse(fault));
  });
});

describe("a request", () => {
  test("is signed by the host, with the call's own credentials", async () => {
    const seen = await ask([awsTextract], { ...CALL, aws_session_token: "session" }, { replies: [{ json: {} }] });
    const sign = seen.sent[0]?.plan.sign;
    expect(sign).toMatchObject({ sign: "sigv4", service: "textract", region: "eu-west-1" });
    expect(JSON.stringify(seen.sent[0]?.plan)).not.toMatch(/AKID|s3cret|session"/);
    expect(seen.needs).toEqual([]);
  });

  test.each(["evil.example/", "evil.example#", "a@evil.example", "", "eu west"])(
    "does not go to a host that the region %j would make",
    async (region) => {
      const seen = await ask([awsTextract], { ...CALL, aws_region_name: region }, { replies: [{ json: {} }] });
      expect(seen.sent.map(({ url }) => url)).toEqual([]);
    },
  );

  test("with the environment's credentials takes its session, one with the call's own does not", async () => {
    const env = { AWS_ACCESS_KEY_ID: "E", AWS_SECRET_ACCESS_KEY: "s", AWS_SESSION_TOKEN: "t", AWS_REGION: "us-east-1" };
    const { aws_access_key_id: _, aws_secret_access_key: __, aws_region_name: ___, ...bare } = CALL;
    const theirs = await ask([awsTextract], bare, { env, replies: [{ json: {} }] });
    expect(theirs.sent[0]?.plan.sign).toMatchObject({
      region: "us-east-1",
      sessionToken: { name: "AWS_SESSION_TOKEN" },
    });
    const own = await ask([awsTextract], CALL, { env, replies: [{ json: {} }] });
    expect(own.sent[0]?.plan.sign).not.toHaveProperty("sessionToken");
  });

  test("for a document that is only an address carries what the host fetched", async () => {
    const document = { type: "document_url", document_url: "https://doc.example/a.pdf" };
    const seen = await ask([awsTextract], { ...CALL, document }, { replies: [{ json: {} }] });
    expect(seen.sent[0]?.text).toContain('{"Document":{"Bytes":"AQID"}');
    const odd = await ask([awsTextract], { ...CALL, model: "aws_textract/read", document });
    expect([odd.needs, odd.sent]).toEqual([[], []]);
  });
});

test("what is not written as Markdown is reported", async () => {
  const { losses } = await ask([awsTextract], CALL, {
    replies: [{ json: { Blocks: [{ BlockType: "LINE", Text: "x" }] } }],
  });
  expect(losses).toEqual([expect.objectContaining({ pointer: "/Blocks", action: "converted" })]);
});

test("blocks that refer to each other without end are read once", async () => {
  const ids = Array.from({ length: 20_000 }, (_, at) => `b${at}`);
  const refer = (at: number) => [{ Type: "CHILD", Ids: [`b${at + 1}`, `b${at + 1}`, `b${at}`] }];
  const Blocks = ids.map((Id, at) => ({ BlockType: "LAYOUT_TEXT", Id, Page: at + 1, Relationships: refer(at) }));
  const began = performance.now();
  const seen = await ask([awsTextract], CALL, { replies: [{ json: { Blocks: Blocks.slice(0, 300) } }] });
  const deep = await ask([awsTextract], CALL, {
    replies: [{ json: { Blocks: [...Blocks].map((it) => ({ ...it, Page: 1 })) } }],
  });
  expect([answerOf(seen).pages, answerOf(deep).pages]).toEqual([[], []]);
  expect(performance.now() - began).toBeLessThan(20_000);
});

test("any reply gives a value or a fault, never a throw", async () => {
  const bodies = fc.oneof(
    fc.json(),
    fc.json().map((it) => `{"Blocks":[${it}],"DocumentMetadata":${it}}`),
    fc
      .json()
      .map(
        (it) =>
          `{"Blocks":[{"BlockType":"LAYOUT_TABLE","Id":"a","Relationships":[{"Type":"CHILD","Ids":["a",${it}]}]}]}`,
      ),
    fc.json().map((it) => `{"Blocks":[{"BlockType":"LINE","Text":"x","Page":${it}}]}`),
  );
  await fc.assert(
    fc.asyncProperty(bodies, async (text) => {
      const { outcome } = await ask([awsTextract], CALL, { replies: [{ text }] });
      if (outcome.outcome === "fault") expect(outcome.fault.message).not.toContain("threw");
    }),
    { numRuns: 400 },
  );
});
