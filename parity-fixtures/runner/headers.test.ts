import { expect, test } from "vitest";
import { headerDifferences } from "./headers.ts";

test("what the transport writes is not compared, names are compared in lower case", () => {
  const theirs = [
    ["Host", "api.openai.com"],
    ["Accept", "*/*"],
    ["User-Agent", "litellm/1.103.7"],
    ["X-Stainless-Lang", "python"],
    ["Content-Length", "3"],
    ["Authorization", "Bearer sk-parity"],
  ] as const;
  expect(headerDifferences(theirs, [["authorization", "Bearer sk-parity"]])).toEqual([]);
});

test("a header of another value, a missing one and one too many are differences", () => {
  const theirs = [
    ["A", "1"],
    ["B", "2"],
  ] as const;
  const ours = [
    ["a", "2"],
    ["c", "3"],
  ] as const;
  expect(headerDifferences(theirs, ours)).toEqual([
    { name: "a", theirs: "1", ours: "2" },
    { name: "b", theirs: "2", ours: undefined },
    { name: "c", theirs: undefined, ours: "3" },
  ]);
});

test("a header sent twice is not the same as once", () => {
  const twice = [
    ["a", "1"],
    ["a", "1"],
  ] as const;
  expect(headerDifferences(twice, [["a", "1"]])).toHaveLength(1);
});

test("a signature is compared by who signs for what, not by its date and digest", () => {
  const signed = (day: string, signature: string): readonly (readonly [string, string])[] => [
    ["X-Amz-Date", day],
    ["Authorization", `AWS4-HMAC-SHA256 Credential=AKID/20231114/us-east-1/bedrock/aws4_request${signature}`],
  ];
  const theirs = signed("20231114T221320Z", ", SignedHeaders=host, Signature=abc");
  expect(headerDifferences(theirs, signed("20240101T000000Z", ""))).toEqual([]);
});
