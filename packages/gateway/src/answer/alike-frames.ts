import { alikeChunk, type Likeness, memberAt } from "@lintel/core";
import { isBare, type JsonObject } from "@lintel/core/json";

/** How the chunks of one stream are framed. */
interface Frames {
  frame(chunk: JsonObject): string;
  /** A chunk's frame, unless a text in it makes the rest be printed otherwise. */
  steady(chunk: JsonObject): string | undefined;
  /** A text as it stands in every such frame, quotes included. */
  quoted(text: string): string | undefined;
}

/** The same, for chunks that are like the last one, too. */
export interface AlikeFrames {
  frame(chunk: JsonObject): string;
  /** The frames of the last whole chunk with other texts. */
  again(texts: readonly string[], likeness: Likeness): string;
}

/** A frame around the text in which chunks differ, and around their other member. */
interface Template extends Likeness {
  readonly pieces: readonly [before: string, after: string, rest: string];
  readonly isTextFirst: boolean;
}

const NO_REST = "";

function differsAt(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

/** Each hole is where two frames differ that differ in its one character alone. */
function templateOf(last: JsonObject, { at, member }: Likeness, { steady }: Frames): Template | undefined {
  const probe = (text: string, told: string): string | undefined =>
    steady(alikeChunk(last, text, { at, member: member && [member[0], told] }));
  const [first, texted, told] = [probe("a", "a"), probe("b", "a"), probe("a", "b")];
  if (first === undefined || texted === undefined || told === undefined) return undefined;
  const text = differsAt(first, texted);
  if (member === undefined)
    return { at, pieces: [first.slice(0, text), first.slice(text + 1), NO_REST], isTextFirst: true };
  const other = differsAt(first, told);
  const [one, two] = [Math.min(text, other), Math.max(text, other)];
  const pieces = [first.slice(0, one), first.slice(one + 1, two), first.slice(two + 1)] as const;
  return { at, member, pieces, isTextFirst: text < other };
}

/** Frames of which most are like the last but for a text: those are put together of its pieces, which takes a tenth of the time. */
export function alikeFrames(frames: Frames): AlikeFrames {
  const { frame, quoted } = frames;
  let last: JsonObject = {};
  let template: Template | undefined;
  let repeated = 0;
  let isVain = false;

  /** What stands between the quotes. */
  function inner(text: string): string | undefined {
    return isBare(text) ? text : quoted(text)?.slice(1, -1);
  }

  function filled({ pieces: [before, after, rest], isTextFirst }: Template, text: string, told: unknown) {
    const said = inner(text);
    if (said === undefined) return undefined;
    if (rest === NO_REST) return before + said + after;
    const other = typeof told === "string" ? inner(told) : undefined;
    if (other === undefined) return undefined;
    return isTextFirst ? before + said + after + other + rest : before + other + after + said + rest;
  }

  /** All frames at once, where nothing but a bare text changes from one to the next. */
  function joined({ pieces: [before, after, rest] }: Template, texts: readonly string[]): string | undefined {
    if (rest !== NO_REST || !texts.every(isBare)) return undefined;
    if (texts.length === 1) return [before, texts[0], after].join("");
    // A joined text is one in memory, and so is a piece of it; one that something is added to is copied when it is written.
    return ["", ...texts, ""].join(after + before).slice(after.length, -before.length);
  }

  function oneByOne(texts: readonly string[], likeness: Likeness): string {
    return texts
      .map((text, index) => {
        const member = memberAt(likeness, index);
        return (
          (template && filled(template, text, member?.[1])) ??
          frame(alikeChunk(last, text, { at: likeness.at, member }))
        );
      })
      .join("");
  }

  return {
    frame(chunk) {
      last = chunk;
      template = undefined;
      repeated = 0;
      isVain = false;
      return frame(chunk);
    },
    again(texts, likeness) {
      const { at, member } = likeness;
      repeated += texts.length;
      // A template costs three frames: the first that is like another may be the last.
      if (repeated > 1 && !isVain && (template?.at !== at || template.member?.[0] !== member?.[0])) {
        template = templateOf(last, likeness, frames);
        isVain = template === undefined;
      }
      return (template && joined(template, texts)) ?? oneByOne(texts, likeness);
    },
  };
}
