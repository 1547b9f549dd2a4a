export { type Breach, breaches, type Trial } from "./breaches.ts";
export type { Cutting } from "./canned-host.ts";
export { type Dice, dice, pick } from "./dice.ts";
export { foldChat, summariseChat } from "./fold-chat.ts";
export type { Law } from "./law.ts";
export { laws } from "./laws.ts";
export { foldMessages, messagesStreamFault, summariseMessage } from "./messages-stream.ts";
export { type Observed, observe, whole } from "./observe.ts";
export type { CannedReply, Sample, Subject } from "./sample.ts";
