import { isArray, isObject, type Json, pythonCompact } from "../json/index.ts";
import type { Choice } from "./chunk-choice.ts";
import type { RepeatedPart } from "./chunk-repeated.ts";
import { heardToolCalls } from "./stream-tool-calls.ts";

/** What a stream has said so far: kept for a fault, and to be counted where the provider tells no usage. */
export interface StreamTexts {
  /** Takes note of a chunk that was sent. */
  hear(choices: readonly Choice[]): void;
  /** Takes note of a text that is all a chunk says, in the part that the last one said. */
  hearMore(text: string, part: RepeatedPart): void;
  content(): string;
  reasoning(): string;
  /** Whether nothing but plain text was said. */
  isPlain(): boolean;
  /** All that LiteLLM counts as completion: the content, then the calls as JSON. */
  completion(): string;
  /** What the first choice is annotated with, such as citations: a search is billed by them. */
  annotations(): readonly Json[];
}

function isPlainChoice({ delta }: Choice): boolean {
  const { toolCalls, functionCall, reasoning, thinking, annotations, audio, images, fields } = delta;
  if (toolCalls !== null || functionCall !== null || audio !== null || images !== null) return false;
  return annotations === null && reasoning === null && thinking === null && fields === null;
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

const LOOSE = 1024;

/** A text that is told piece by piece, in little memory however long it is told. */
interface Told {
  add(piece: string): void;
  text(): string;
}

const LOOK = /^/;

// A joined text keeps its pieces, each 32 bytes, and a piece cut out of an event keeps all that was read with it, until
// somebody looks at the characters: then it becomes one. A look that is not a pattern's the engine may leave out.
function told(): Told {
  let settled = "";
  let loose = "";
  return {
    add(piece) {
      loose += piece;
      if (loose.length < LOOSE) return;
      LOOK.test(loose);
      settled += loose;
      loose = "";
    },
    text: () => settled + loose,
  };
}

/** Nothing said yet. */
export function streamTexts(): StreamTexts {
  const content = told();
  const reasoning = told();
  let isPlain = true;
  let functionName: string | null = null;
  let functionText: string | null = null;
  const toolCalls = heardToolCalls();
  const annotations: Json[] = [];

  function hearFunction(call: Json): void {
    if (!isObject(call)) return;
    if (functionText === null && typeof call.name === "string") functionName = call.name;
    functionText = (functionText ?? "") + (typeof call.arguments === "string" ? call.arguments : "");
  }

  function functionCall(): string {
    return functionText === null ? "" : pythonCompact({ arguments: functionText, name: functionName });
  }

  return {
    hear(choices) {
      const [first] = choices;
      if (first === undefined) return;
      content.add(first.delta.content ?? "");
      if (isPlainChoice(first)) return;
      isPlain = false;
      if (isArray(first.delta.annotations)) annotations.push(...first.delta.annotations);
      for (const { delta } of choices) {
        reasoning.add(text(delta.reasoning));
        toolCalls.hear(delta.toolCalls);
        hearFunction(delta.functionCall);
      }
    },
    hearMore(said, part) {
      if (part === "content") content.add(said);
      else if (part === "reasoning") reasoning.add(said);
      else toolCalls.hearMore(said);
    },
    content: content.text,
    reasoning: reasoning.text,
    isPlain: () => isPlain,
    completion: () => content.text() + functionCall() + toolCalls.texts().join(""),
    annotations: () => annotations,
  };
}
