import { expect, test } from "vitest";
import { RELATIONS, type RelationName } from "./relations.ts";
import type { Judged } from "./rule.ts";

const FAILED = { class: "RateLimitError", status_code: 429, llm_provider: "openai" };

function event(type: string, rest: string): string {
  return `event: ${type}\ndata: {"type": "${type}"${rest === "" ? "" : `, ${rest}`}}\n\n`;
}

const START = event("message_start", '"message": {}');
const END = [event("message_delta", '"delta": {}'), event("message_stop", "")];

function block(index: number, start: string, ...deltas: readonly string[]): readonly string[] {
  return [
    event("content_block_start", `"index": ${index}, "content_block": ${start}`),
    ...deltas.map((delta) => event("content_block_delta", `"index": ${index}, "delta": ${delta}`)),
    event("content_block_stop", `"index": ${index}`),
  ];
}

const TEXT = block(0, '{"type": "text", "text": ""}', '{"type": "text_delta", "text": "Hi"}');

interface Told {
  readonly chunks?: readonly string[];
  readonly message?: string;
  readonly status?: number;
}

function judged(theirs: Told, ours: Told, reply = ""): Judged {
  const exception = ({ message, status = 429 }: Told) =>
    message !== undefined && { ...FAILED, status_code: status, message };
  const [said, fault] = [exception(theirs), exception(ours)];
  return {
    id: "a/b/c",
    provider: "openai",
    function: "completion",
    line: { replies: [{ body_b64: Buffer.from(reply).toString("base64") }] },
    recorded: {
      outcome: "stream",
      requests: [],
      ...(theirs.chunks !== undefined && { chunks: theirs.chunks }),
      ...(said !== false && {
        exception: { ...said, status_code: String(said.status_code), param: undefined, code: undefined },
      }),
    },
    replayed: {
      outcome: "stream",
      requests: [],
      waits: [],
      losses: [],
      ...(ours.chunks !== undefined && { chunks: ours.chunks }),
      ...(fault !== false && { exception: fault }),
    },
    comparison: {},
  };
}

const ONCE = "litellm.MidStreamFallbackError: litellm.RateLimitError: RateLimitError: OpenAIException - Slow.";
const TWICE = `litellm.MidStreamFallbackError: ${ONCE} Original exception: RateLimitError: Slow.`;

function error(words: string): string {
  return event("error", `"error": {"type": "api_error", "message": "${words}"}`);
}

const CHAT = [
  { thinking_blocks: [{ thinking: "Well" }] },
  { thinking_blocks: [{ thinking: "", signature: "s" }] },
  { content: "Hi" },
  { tool_calls: [{ index: 0, id: "a", function: { name: "f", arguments: "{" } }] },
  { tool_calls: [{ index: 1, id: "b", function: { name: "g", arguments: " " } }] },
  { tool_calls: [{ index: 0, function: { arguments: "}" } }] },
]
  .map((delta) => `data: ${JSON.stringify({ choices: [{ delta }] })}\n\n`)
  .join("");

function said(call: string): readonly string[] {
  return [
    START,
    ...block(0, '{"type": "thinking", "thinking": "", "signature": ""}', '{"thinking": "Well"}', '{"signature": "s"}'),
    ...block(1, '{"type": "text", "text": ""}', '{"text": "Hi"}'),
    ...block(2, '{"type": "tool_use", "id": "a", "name": "f"}', '{"partial_json": "{"}', `{"partial_json": "${call}"}`),
    ...block(3, '{"type": "tool_use", "id": "b", "name": "g"}'),
    ...END,
  ];
}

const COVERED: readonly (readonly [RelationName, Judged, Judged])[] = [
  ["told-once", judged({ message: TWICE }, { message: ONCE }), judged({ message: TWICE }, { message: `${ONCE}!` })],
  [
    "told-once",
    judged({ message: TWICE }, { message: ONCE }),
    judged({ message: TWICE }, { message: ONCE, status: 500 }),
  ],
  [
    "key-redacted",
    judged({ message: "Wrong: sk-parity." }, { message: "Wrong: REDACTED." }),
    judged({ message: "Wrong: sk-parity." }, { message: "Wrong: REDACTED" }),
  ],
  [
    "same-words-wrapped",
    judged({ message: "Slow." }, { message: "litellm.RateLimitError: OpenAIException - Slow." }),
    judged({ message: "Slow." }, { message: "litellm.RateLimitError: OpenAIException - Fast." }),
  ],
  [
    "same-words-wrapped",
    judged({ message: "Slow." }, { message: "litellm.RateLimitError: OpenAIException - Slow." }),
    judged({ message: "Slow." }, { message: "litellm.RateLimitError: OpenAIException - Slow.", status: 500 }),
  ],
  [
    "reply-quoted",
    judged({ message: "Python" }, { message: 'litellm.X: OpenAIException - {"a": "b"}' }, '{"a": "b"}'),
    judged({ message: "Python" }, { message: 'litellm.X: OpenAIException - {"a": "c"}' }, '{"a": "b"}'),
  ],
  [
    "error-told",
    judged({ chunks: [START] }, { chunks: [START, error("Slow.")] }),
    judged({ chunks: [START] }, { chunks: [START, TEXT[0] ?? "", error("Slow.")] }),
  ],
  [
    "error-told-once",
    judged({ chunks: [START, error(TWICE)] }, { chunks: [START, error(ONCE)] }),
    judged({ chunks: [START, error(TWICE)] }, { chunks: [START, error("Slow.")] }),
  ],
  [
    "error-quoted",
    judged({ chunks: [error("X")] }, { chunks: [error("OpenAIException - Slow.")] }, '{"message":"Slow."}'),
    judged({ chunks: [error("X")] }, { chunks: [error("OpenAIException - Fast.")] }, '{"message":"Slow."}'),
  ],
  [
    "blocks-ended",
    judged({ chunks: [START, ...TEXT.slice(0, -1), ...END] }, { chunks: [START, ...TEXT, ...END] }),
    judged({ chunks: [START, ...TEXT.slice(0, -2), ...END] }, { chunks: [START, ...TEXT, ...END] }),
  ],
  [
    "empty-texts-spared",
    judged({ chunks: [START, TEXT[0] ?? "", TEXT[2] ?? "", ...END] }, { chunks: [START, ...END] }),
    judged({ chunks: [START, ...TEXT, ...END] }, { chunks: [START, ...END] }),
  ],
  [
    "ended-once",
    judged({ chunks: [START, ...END, ...TEXT] }, { chunks: [START, ...END] }),
    judged({ chunks: [START, ...TEXT, ...END] }, { chunks: [START] }),
  ],
  [
    "fetches-told",
    judged({ chunks: ['{"searches": 1}'] }, { chunks: ['{"searches": 1, "web_fetch_requests": 0}'] }),
    judged({ chunks: ['{"searches": 1}'] }, { chunks: ['{"searches": 2, "web_fetch_requests": 0}'] }),
  ],
  [
    "says-what-came",
    judged({ chunks: [START, ...END] }, { chunks: said("}") }, CHAT),
    judged({ chunks: [START, ...END] }, { chunks: said("}}") }, CHAT),
  ],
  [
    "says-what-came",
    judged({ chunks: [START, ...END] }, { chunks: said("}") }, CHAT),
    judged({ chunks: [START, ...END] }, { chunks: said("}").toSpliced(4, 1) }, CHAT),
  ],
];

test.each(COVERED)("%s covers the difference it names, and no other", (name, covered, other) => {
  expect(RELATIONS[name](covered)).toBe(true);
  expect(RELATIONS[name](other)).toBe(false);
});
