import { isArray, isObject, type Json } from "../json/index.ts";

const MARKS = ["cache_control", "prompt_cache_breakpoint"] as const;

/** Where a request may be marked. */
export interface Markable {
  readonly messages: readonly Json[];
  /** Where it stands outside of the messages. */
  readonly system?: Json | undefined;
  readonly tools: Json | undefined;
  /** The request's own mark for everything. */
  readonly mark: Json | undefined;
}

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

/** Whether a block, a message or a tool is marked. */
export function isMarked(value: Json | undefined): boolean {
  return isObject(value) && MARKS.some((name) => (value[name] ?? null) !== null);
}

/** Whether a tool is marked, or its function. */
export function isMarkedTool(tool: Json): boolean {
  return isObject(tool) && (isMarked(tool) || isMarked(tool.function));
}

/** How many marks a message has. */
export function marksOf(message: Json): number {
  if (!isObject(message)) return 0;
  return Number(isMarked(message)) + listOf(message.content).filter(isMarked).length;
}

/** How many marks messages have, and the system beside them. */
export function marksWithin({ messages, system }: Pick<Markable, "messages" | "system">): number {
  const inMessages = messages.reduce<number>((sum, message) => sum + marksOf(message), 0);
  return inMessages + listOf(system).filter(isMarked).length;
}

/** How many marks stand outside of messages and system. */
export function marksOutside({ tools, mark = null }: Pick<Markable, "tools" | "mark">): number {
  return listOf(tools).filter(isMarkedTool).length + Number(mark !== null);
}

/** Whether a caller has marked anything. */
export function hasMarks(request: Markable): boolean {
  return marksWithin(request) + marksOutside(request) > 0;
}
