import { asList, asNumber, asText, isObject, readLine } from "./case.ts";

/** What an answer says, however it is cut into events or chunks. */
interface Said {
  readonly text: string;
  readonly thoughts: readonly (readonly [text: string, signature: string])[];
  readonly calls: readonly (readonly [id: string, name: string, input: string])[];
}

function member(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function textOf(value: unknown, name: string): string {
  return asText(member(value, name)) ?? "";
}

function dataOf(text: string): readonly unknown[] {
  return Array.from(text.matchAll(/^data: (\{.*)$/gm), ([, data = ""]) => readLine(data));
}

/** The blocks of a message by their events; undefined if one is not begun, told and ended by itself, in its place. */
function blocksOf(events: readonly unknown[]): readonly (readonly unknown[])[] | undefined {
  const blocks: unknown[][] = [];
  let open: unknown[] | undefined;
  for (const event of events) {
    const type = textOf(event, "type");
    const isNext = asNumber(member(event, "index")) === (open === undefined ? blocks.length : blocks.length - 1);
    if (!isNext || (type === "content_block_start") !== (open === undefined)) return undefined;
    if (type === "content_block_start") open = [member(event, "content_block")];
    if (type === "content_block_start") blocks.push(open ?? []);
    if (type === "content_block_delta") open?.push(member(event, "delta"));
    if (type === "content_block_stop") open = undefined;
  }
  return open === undefined ? blocks : undefined;
}

function joined(block: readonly unknown[], name: string): string {
  return block.map((piece) => textOf(piece, name)).join("");
}

function saidByBlocks(blocks: readonly (readonly unknown[])[]): Said {
  const of = (type: string): typeof blocks => blocks.filter(([start]) => textOf(start, "type") === type);
  return {
    text: of("text")
      .map((block) => joined(block, "text"))
      .join(""),
    thoughts: of("thinking").map((block) => [joined(block, "thinking"), joined(block, "signature")]),
    calls: of("tool_use").map((block) => [
      textOf(block[0], "id"),
      textOf(block[0], "name"),
      joined(block, "partial_json"),
    ]),
  };
}

/** Thoughts as they come: one after a signature is another, and one that is told again with its signature is the same. */
function thoughtsOf(deltas: readonly unknown[]): Said["thoughts"] {
  const thoughts: (readonly [text: string, signature: string])[] = [];
  for (const piece of deltas.flatMap((delta) => asList(member(delta, "thinking_blocks")))) {
    const [text, signature] = [textOf(piece, "thinking"), textOf(piece, "signature")];
    const last = thoughts.at(-1);
    const isAgain = signature !== "" && text === last?.[0];
    if (last === undefined || (last[1] !== "" && text !== "")) thoughts.push([text, signature]);
    else thoughts.splice(-1, 1, [isAgain ? text : last[0] + text, signature === "" ? last[1] : signature]);
  }
  return thoughts;
}

/** Calls by their index, in the order they begin; arguments that are blank are none. */
function callsOf(deltas: readonly unknown[]): Said["calls"] {
  const pieces = deltas.flatMap((delta) => asList(member(delta, "tool_calls")));
  const indexes = [...new Set(pieces.map((piece) => asNumber(member(piece, "index"))))];
  return indexes.map((index) => {
    const own = pieces.filter((piece) => asNumber(member(piece, "index")) === index);
    const first = (texts: readonly string[]): string => texts.find((text) => text !== "") ?? "";
    const functions = own.map((piece) => member(piece, "function"));
    const input = functions.map((it) => textOf(it, "arguments")).join("");
    return [
      first(own.map((piece) => textOf(piece, "id"))),
      first(functions.map((it) => textOf(it, "name"))),
      input.trim() === "" ? "" : input,
    ];
  });
}

function saidByChunks(replies: readonly string[]): Said {
  const choices = replies.flatMap(dataOf).flatMap((chunk) => asList(member(chunk, "choices")));
  const deltas = choices.map((choice) => member(choice, "delta"));
  return {
    text: deltas.map((delta) => textOf(delta, "content")).join(""),
    thoughts: thoughtsOf(deltas),
    calls: callsOf(deltas),
  };
}

/** Whether a stream of messages over chat says block by block what the chunks of the reply say, between the same start and end. */
export function saysWhatCame(told: {
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
  readonly replies: readonly string[];
}): boolean {
  const { theirs, ours, replies } = told;
  const isFramed = ours[0] === theirs[0] && [-1, -2].every((at) => ours.at(at) === theirs.at(at));
  const blocks = isFramed ? blocksOf(ours.slice(1, -2).flatMap(dataOf)) : undefined;
  return blocks !== undefined && JSON.stringify(saidByBlocks(blocks)) === JSON.stringify(saidByChunks(replies));
}
