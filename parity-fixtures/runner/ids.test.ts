import { uuid } from "@lintel/core";
import { expect, test } from "vitest";
import { renumbering, seed } from "./ids.ts";

const first = uuid(seed(0), 7);
const second = uuid(seed(0), 2);

test("ids are numbered by first appearance, whatever their place among those that were made", () => {
  const renumber = renumbering([seed(0)]);
  expect(renumber(`"id":"chatcmpl-${first}"`)).toBe('"id":"chatcmpl-5eed0001-0000-4000-8000-000000000001"');
  expect(renumber(`${second} ${first}`)).toBe(
    "5eed0002-0000-4000-8000-000000000002 5eed0001-0000-4000-8000-000000000001",
  );
});

test("ids are recognised without dashes and cut short", () => {
  const renumber = renumbering([seed(0)]);
  const bare = first.replaceAll("-", "");
  expect(renumber(`call_${bare}`)).toBe("call_5eed0001000040008000000000000001");
  expect(renumber(`call_${bare.slice(0, 24)}"`)).toBe('call_5eed00010000400080000000"');
  expect(renumber(`msg_${first.slice(0, 8)}`)).toBe("msg_5eed0001");
});

test("ids of later seeds are recognised, and somebody else's digits stay", () => {
  const renumber = renumbering([seed(0), seed(1)]);
  expect(renumber(uuid(seed(1), 0))).toBe("5eed0001-0000-4000-8000-000000000001");
  expect(renumber("5f0c1a2b-aaaa-4bbb-8ccc-dddddddddddd")).toBe("5f0c1a2b-aaaa-4bbb-8ccc-dddddddddddd");
});

test("ids inside a wrapped response id are numbered there", () => {
  const renumber = renumbering([seed(0)]);
  const wrap = (id: string): string =>
    `resp_${Buffer.from(`litellm:custom_llm_provider:openai;model_id:None;response_id:chatcmpl-${id}`).toString("base64")}`;
  expect(renumber(wrap(first))).toBe(wrap("5eed0001-0000-4000-8000-000000000001"));
});
