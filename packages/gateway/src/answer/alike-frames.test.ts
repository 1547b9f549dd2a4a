import { alikeChunk, alikeChunks, type Likeness, type Place } from "@lintel/core";
import { type Json, type JsonObject, pythonDumps } from "@lintel/core/json";
import fc from "fast-check";
import { expect, it } from "vitest";
import { chatDialect } from "../endpoints/chat.ts";
import { messagesDialect } from "../endpoints/messages.ts";
import { alikeFrames } from "./alike-frames.ts";

const text = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
  fc.constantFrom('"', "\\", "\n", "\ud800", "é", "😀", "a", "b", "\x7f", "\u2028", "x".repeat(50)),
);
const member = fc.constantFrom<Turn["member"]>(undefined, ["obfuscation", "xyz"], ["obfuscation", 'q"'], ["n", 1]);

interface Turn {
  readonly isNew: boolean;
  readonly text: string;
  readonly member: readonly [name: string, told: Json] | undefined;
}

const turn: fc.Arbitrary<Turn> = fc.record({
  isNew: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
  text,
  member,
});

function chatChunk({ text: content, member: told }: Turn, name: string): JsonObject {
  const delta = { content };
  return {
    id: "chatcmpl-1",
    created: 1,
    model: name,
    object: "chat.completion.chunk",
    ...(told?.[0] === "n" && { n: 2 }),
    choices: [{ index: 0, delta, note: name }],
    obfuscation: "abc",
    n: 1.5,
  };
}

function event({ text: said }: Turn): JsonObject {
  return { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: said }, obfuscation: "", n: 1 };
}

const WAYS: readonly (readonly [string, typeof chatDialect, Place, (turn: Turn, name: string) => JsonObject])[] = [
  ["chat", chatDialect, ["choices", 0, "delta", "content"], chatChunk],
  ["messages", messagesDialect, ["delta", "text"], event],
];

it.each(WAYS)("a chunk of %s that is like the last is framed as it is alone", (_, dialect, at, made) => {
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 12 }), text, fc.constantFrom("", "gpt", "é"), (turns, name, asked) => {
      const framing = dialect.framing(asked);
      let last: JsonObject = made({ isNew: true, text: "Hi", member: undefined }, name);
      framing.frame(last);
      for (const it of turns) {
        const likeness: Likeness = it.member === undefined ? { at } : { at, member: [it.member[0], [it.member[1]]] };
        if (it.isNew) last = made(it, name);
        const framed = it.isNew ? framing.frame(last) : framing.again?.([it.text], likeness);
        const chunk = it.isNew ? last : alikeChunk(last, it.text, { at, member: it.member });
        expect(framed).toBe(dialect.framing(asked).frame(chunk));
      }
    }),
    { numRuns: 2000 },
  );
});

it.each(WAYS)("several chunks of %s at once are framed as they are alone", (_, dialect, at, made) => {
  const several = fc.array(fc.tuple(text, fc.string()), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(several, { maxLength: 4 }), fc.boolean(), (runs, isPadded) => {
      const framing = dialect.framing("gpt");
      const last = made({ isNew: true, text: "Hi", member: undefined }, "gpt");
      framing.frame(last);
      for (const run of runs) {
        const texts = run.map(([said]) => said);
        const likeness: Likeness = { at, ...(isPadded && { member: ["obfuscation", run.map(([, told]) => told)] }) };
        const alone = alikeChunks(last, texts, likeness).map((chunk) => dialect.framing("gpt").frame(chunk));
        expect(framing.again?.(texts, likeness)).toBe(alone.join(""));
      }
    }),
  );
});

it("prints anew only what is unlike the last", () => {
  let printed = 0;
  const frame = (chunk: JsonObject): string => {
    printed++;
    return pythonDumps(chunk);
  };
  const frames = alikeFrames({ frame, steady: frame, quoted: pythonDumps });
  frames.frame({ delta: { text: "Hi" } });
  const likeness = { at: ["delta", "text"] };
  const all = Array.from({ length: 50 }, (_, at) => frames.again([`word ${at}`], likeness));
  expect(all.at(-1)).toBe('{"delta": {"text": "word 49"}}');
  expect(printed).toBeLessThan(6);
});
