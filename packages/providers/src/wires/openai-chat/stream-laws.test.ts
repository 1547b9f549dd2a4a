import { isArray, isObject, type Json } from "@lintel/core/json";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes, cutAt, driveStream } from "./test/drive-stream.ts";
import { chunksOf, framesOf, scenes, written } from "./test/stream-arbitraries.ts";
import { choicesOf, event, HELLO, USAGE } from "./test/stream-frames.ts";

const encoder = new TextEncoder();

describe("properties of streams", () => {
  const runs = { numRuns: 1000 };
  const cuts = fc.array(fc.nat(), { maxLength: 12 });
  const settings = { lintel_every_choice: true };

  it("any cut of the bytes gives the same chunks", () => {
    fc.assert(
      fc.property(scenes({ choices: 2 }), cuts, (scene, places) => {
        const body = encoder.encode(framesOf(chunksOf(scene), scene.style).join(""));
        expect(driveStream(cutAt(body, places), USAGE)).toEqual(driveStream([body], USAGE));
      }),
      runs,
    );
  });

  it("a frame that is not parsed because it fits the last one says what it would say parsed", () => {
    fc.assert(
      fc.property(scenes({ choices: 1 }), scenes({ choices: 2 }), (first, second) => {
        const frames = [first, second].flatMap((scene) => framesOf(chunksOf(scene), scene.style).slice(0, -3));
        // Frames that have a name are always parsed.
        const parsed = frames.map((frame) => `event: message\n${frame}`);
        expect(driveStream(bytes(frames.join("")))).toEqual(driveStream(bytes(parsed.join(""))));
      }),
      runs,
    );
  });

  it("every prefix that ends too early is a fault with what was said so far; beyond, a success with the same chunks", () => {
    fc.assert(
      fc.property(scenes({ choices: 2 }), fc.nat(), (scene, place) => {
        const frames = framesOf(chunksOf(scene), scene.style);
        const body = encoder.encode(frames.join(""));
        const prefix = body.subarray(0, place % (body.length + 1));
        const { chunks, fault } = driveStream([prefix]);
        const whole = driveStream([body]);
        const text = new TextDecoder("utf-8").decode(prefix);
        const ends = frames.filter((frame) => frame.includes('"stop"')).map((frame) => frame.trimEnd());
        const isEnough = ends.every((frame) => text.includes(frame));
        expect(fault === undefined).toBe(isEnough);
        expect(whole.chunks.slice(0, chunks.length)).toEqual(chunks);
        const content = chunks
          .flatMap(choicesOf)
          .map(({ delta }) => (isObject(delta) && typeof delta.content === "string" ? delta.content : ""));
        if (fault !== undefined) expect(fault.partial?.content).toBe(content.join(""));
      }),
      runs,
    );
  });

  it("all that a provider says arrives: texts, refusals, reasoning and the arguments of parallel calls", () => {
    fc.assert(
      fc.property(scenes({ choices: 3 }), (scene) => {
        const sent = chunksOf(scene);
        const driven = driveStream(bytes(framesOf(sent, scene.style).join("")), { ...USAGE, settings });
        expect(driven.fault).toBeUndefined();
        expect(folded(driven.chunks)).toEqual(folded(sent.map((it) => written(it, "compact"))));
      }),
      runs,
    );
  });

  it("whatever bytes come, it ends once, and says nothing after", () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    const broken = fc.record(
      {
        id: json,
        choices: fc.oneof(
          json,
          fc.array(
            fc.record(
              {
                index: json,
                delta: fc.oneof(
                  json,
                  fc.record(
                    {
                      content: json,
                      tool_calls: json,
                      role: json,
                      function_call: json,
                      provider_specific_fields: json,
                    },
                    { requiredKeys: [] },
                  ),
                ),
                finish_reason: json,
                logprobs: json,
              },
              { requiredKeys: [] },
            ),
          ),
        ),
        usage: json,
        provider_specific_fields: json,
        error: json,
        system_fingerprint: json,
      },
      { requiredKeys: [] },
    );
    const frame = fc.oneof(
      json.map((it) => event(it)),
      broken.map((it) => event(it)),
      fc.string({ unit: "binary" }),
      fc.constant(event(HELLO)),
      fc.constant(event("[DONE]")),
    );
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), fc.boolean(), (frames, isLitellm) => {
        const options = isLitellm
          ? { settings: { lintel_accept_truncated_streams: true, lintel_swallow_deltas: true } }
          : {};
        const { events } = driveStream(bytes(frames.join("")), { ...USAGE, ...options });
        expect(events.filter((name) => name === "end" || name === "fault")).toHaveLength(1);
        expect(["end", "fault"]).toContain(events.at(-1));
      }),
      runs,
    );
  });
});

interface Folded {
  readonly [choice: string]: { readonly [part: string]: string };
}

/** What a client has when it has put a stream together. */
function folded(chunks: readonly string[]): Folded {
  const said: Record<string, Record<string, string>> = {};
  const add = (choice: string, part: string, text: Json | undefined): void => {
    if (typeof text !== "string" || text === "") return;
    const parts = said[choice] ?? {};
    said[choice] = { ...parts, [part]: (parts[part] ?? "") + text };
  };
  for (const { index, delta, finish_reason } of chunks.flatMap(choicesOf)) {
    if (!isObject(delta)) continue;
    const choice = String(index);
    for (const part of ["content", "refusal", "reasoning_content"]) add(choice, part, delta[part]);
    add(choice, "finish", finish_reason);
    for (const call of isArray(delta.tool_calls) ? delta.tool_calls.filter(isObject) : []) {
      add(choice, `call ${call.index} id`, call.id);
      if (isObject(call.function))
        for (const part of ["name", "arguments"]) add(choice, `call ${call.index} ${part}`, call.function[part]);
    }
  }
  return said;
}
