export { type Embed, type EmbedOptions, embed } from "./embed.ts";
export type { AnswerHead, Embedded, EmbedSend } from "./embed-send.ts";
export type { EmbedStream } from "./embed-stream.ts";
export type { WireRequest } from "./wire-request.ts";
