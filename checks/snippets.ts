import { join } from "node:path";
import { ROOT } from "./repository.ts";

/** A TypeScript snippet of a page, and whether it stands in a file of its own that is checked as it is. */
export interface Snippet {
  readonly at: string;
  readonly text: string;
  readonly isFile: boolean;
}

const FENCED = /(<!-- \S+ -->\n)?^```ts\n([\s\S]*?)^```$/gm;

/** The snippets of a page. */
export function snippetsOf(path: string, page: string): readonly Snippet[] {
  return [...page.matchAll(FENCED)].map(({ 1: mark, 2: text = "", index }) => ({
    at: `${path}:${page.slice(0, index).split("\n").length}`,
    text,
    isFile: mark !== undefined,
  }));
}

const WIRE = JSON.stringify(join(ROOT, "packages/providers/src/wires/openai-chat/index.ts"));

/** What the pages take for the reader's own, or for what stands beside a vendor's file. */
export const NAMES = `
import type { ChatMessage, LintelOptions } from "@lintel/host-node";
import type { Adapter } from "@lintel/core";
import type { Sample, Subject } from "@lintel/core/testing";
import type { CallRecord, GatewayConfig } from "@lintel/gateway";
declare global {
  const messages: readonly ChatMessage[];
  const tools: readonly object[];
  const config: GatewayConfig;
  const settings: NonNullable<LintelOptions["settings"]>;
  const env: NonNullable<LintelOptions["env"]>;
  const http: NonNullable<LintelOptions["http"]>;
  const subject: Subject;
  const sample: Sample;
  const mine: Adapter;
  const isComplete: NonNullable<Subject["isComplete"]>;
  const accumulate: NonNullable<Subject["accumulate"]>;
  const openaiChat: typeof import(${WIRE}).openaiChat;
  const rules: Omit<import(${WIRE}).ChatVendor, "provider" | "label" | "connection">;
  function bill(record: CallRecord): void;
  function id(): string;
  function now(): number;
}
`;
