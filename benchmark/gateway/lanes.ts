import type { Pace } from "./mock.ts";
import type { Wire } from "./payloads.ts";

/** One way through a gateway, and how it is loaded. */
export interface Lane {
  readonly id: string;
  readonly title: string;
  /** What the caller speaks. */
  readonly asked: Wire;
  /** What the upstream speaks. */
  readonly upstream: Wire;
  readonly pace: Pace;
  readonly connections: readonly number[];
  /** Streams of a connection that count; those of one pace only. */
  readonly rounds?: number;
}

type Way = Pick<Lane, "asked" | "upstream">;

const WAYS = {
  chat: { asked: "chat", upstream: "chat" },
  "messages-over-chat": { asked: "messages", upstream: "chat" },
  "chat-over-messages": { asked: "chat", upstream: "messages" },
  responses: { asked: "responses", upstream: "responses" },
  messages: { asked: "messages", upstream: "messages" },
} as const satisfies Readonly<Record<string, Way>>;

const TITLES = {
  chat: "chat, OpenAI upstream",
  "messages-over-chat": "messages in, chat upstream",
  "chat-over-messages": "chat in, Anthropic upstream",
  responses: "responses, native",
  messages: "messages, native",
} as const satisfies Record<keyof typeof WAYS, string>;

const ALL = ["chat", "messages-over-chat", "chat-over-messages", "responses", "messages"] as const;
const STREAMED = ["chat", "messages", "messages-over-chat", "chat-over-messages"] as const;

/** Every lane, in the order of a round. */
export const LANES: readonly Lane[] = [
  ...ALL.map((id) => ({
    id,
    title: TITLES[id],
    ...WAYS[id],
    pace: "at-once" as const,
    connections: id === "chat" ? [1, 10, 50] : [50],
  })),
  {
    id: "chat-after-20ms",
    title: `${TITLES.chat} of 20 ms`,
    ...WAYS.chat,
    pace: "after-20ms",
    connections: [10],
  },
  ...STREAMED.map((id) => ({
    id: `paced-${id}`,
    title: `64 deltas 10 ms apart: ${TITLES[id]}`,
    ...WAYS[id],
    pace: "paced" as const,
    connections: [50],
    rounds: 2,
  })),
  ...STREAMED.map((id) => ({
    id: `unpaced-${id}`,
    title: `256 deltas at once: ${TITLES[id]}`,
    ...WAYS[id],
    pace: "unpaced" as const,
    connections: [50],
  })),
  {
    id: "held",
    title: `512 streams held: ${TITLES.chat}`,
    ...WAYS.chat,
    pace: "paced",
    connections: [512],
    rounds: 0,
  },
];

export function isStream({ pace }: Lane): boolean {
  return pace === "paced" || pace === "unpaced";
}
