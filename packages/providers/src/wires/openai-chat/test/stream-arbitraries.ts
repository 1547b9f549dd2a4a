import fc from "fast-check";

/** JSON that a chunk is written as. */
export type Wire = { readonly [key: string]: unknown };

export const texts: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.constantFrom(
    "",
    "Hi",
    "\n",
    '"',
    "\\",
    '{"a":',
    "\u2028",
    "\u0085",
    "é",
    "😀",
    "data: x\n\n",
    '","x":"',
    "</think>",
    "0",
  ),
);

const spaces = fc.constantFrom("compact", "spaced", "escaped");

/** Prints a chunk as providers do: compact, as Python's json.dumps does, or in ASCII. */
export function written(value: unknown, style: string): string {
  const compact = JSON.stringify(value);
  if (style === "compact") return compact;
  if (style === "spaced") return JSON.stringify(value, null, 1).replaceAll(/\n */g, " ");
  return compact.replaceAll(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export const styles: fc.Arbitrary<string> = spaces;

/** What one chunk says of one choice. */
export type Said =
  | { readonly says: "text" | "refusal" | "reasoning"; readonly text: string }
  | { readonly says: "call"; readonly call: number; readonly text: string };

/** A run of chunks that say the same kind of thing, one text after the other. */
const runs: fc.Arbitrary<readonly Said[]> = fc.oneof(
  { weight: 3, arbitrary: saying("text") },
  saying("refusal"),
  saying("reasoning"),
  fc
    .tuple(fc.nat({ max: 2 }), several())
    .map(([call, list]) => list.map((text) => ({ says: "call" as const, call, text }))),
);

function several(): fc.Arbitrary<readonly string[]> {
  return fc.array(texts, { minLength: 1, maxLength: 5 });
}

function saying(says: "text" | "refusal" | "reasoning"): fc.Arbitrary<readonly Said[]> {
  return several().map((list) => list.map((text) => ({ says, text })));
}

/** A chunk's head as OpenAI and others write it. */
export const heads: fc.Arbitrary<Wire> = fc.record(
  {
    id: fc.constantFrom("chatcmpl-1", "chatcmpl-2"),
    object: fc.constant("chat.completion.chunk"),
    created: fc.constant(1_699_999_999),
    model: fc.constant("served"),
    system_fingerprint: fc.constantFrom(null, "fp_1"),
    service_tier: fc.constant("default"),
    citations: fc.constant(["https://a.example"]),
  },
  { requiredKeys: ["id", "object", "created", "model"] },
);

/** A delta that says it; calls have the index of their first appearance. */
function deltaOf(it: Said, opened: readonly number[]): Wire {
  switch (it.says) {
    case "text":
      return { content: it.text };
    case "refusal":
      return { refusal: it.text };
    case "reasoning":
      return { reasoning_content: it.text };
    case "call": {
      const known = opened.indexOf(it.call);
      if (known >= 0) return { tool_calls: [{ index: known, function: { arguments: it.text } }] };
      const called = { name: `f${it.call}`, arguments: it.text };
      return { tool_calls: [{ index: opened.length, id: `call_${it.call}`, type: "function", function: called }] };
    }
  }
}

export interface Scene {
  readonly head: Wire;
  readonly turns: readonly { readonly choice: number; readonly said: Said; readonly padding: string }[];
  readonly pads: boolean;
  readonly style: string;
}

const paddings = fc.stringMatching(/^[A-Za-z0-9]{0,8}$/);

export function scenes({ choices }: { readonly choices: number }): fc.Arbitrary<Scene> {
  return fc.record({
    head: heads,
    turns: fc
      .array(
        fc.record({ choice: fc.nat({ max: choices - 1 }), run: runs, padding: fc.array(paddings, { minLength: 5 }) }),
        { maxLength: 5 },
      )
      .map((list) =>
        list.flatMap(({ choice, run, padding }) =>
          run.map((it, at) => ({ choice, said: it, padding: padding[at] ?? "" })),
        ),
      ),
    pads: fc.boolean(),
    style: styles,
  });
}

/** A scene's chunks: role, what is said, a finish reason for every choice, the usage. */
export function chunksOf({ head, turns, pads }: Scene): readonly Wire[] {
  const used = Array.from({ length: Math.max(0, ...turns.map(({ choice }) => choice)) + 1 }, (_, choice) => choice);
  const opened = new Map(used.map((choice): [number, number[]] => [choice, []]));
  const one = (index: number, delta: Wire, finish: string | null = null): Wire => ({
    ...head,
    choices: [{ index, delta, logprobs: null, finish_reason: finish }],
  });
  const said = turns.map(({ choice, said: it, padding }) => {
    const calls = opened.get(choice) ?? [];
    const chunk = one(choice, deltaOf(it, calls));
    if (it.says === "call" && !calls.includes(it.call)) calls.push(it.call);
    return pads ? { ...chunk, usage: null, obfuscation: padding } : chunk;
  });
  const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };
  return [
    ...used.map((choice) => one(choice, { role: "assistant", content: "" })),
    ...said,
    ...used.map((choice) => one(choice, {}, "stop")),
    { ...head, choices: [], usage },
  ];
}

export function framesOf(chunks: readonly Wire[], style: string): readonly string[] {
  return [...chunks.map((chunk) => `data: ${written(chunk, style)}\n\n`), "data: [DONE]\n\n"];
}
