import { child, entries, isArray, isObject, type Json, object } from "@lintel/core/json";
import type { Lose, Turn } from "./types.ts";

const REASON = "a signature goes to none but its issuer";

interface Place {
  /** JSON pointer; none where the translation made it. */
  readonly at: string | undefined;
  readonly lose: Lose;
}

type Strip = (value: Json, place: Place) => Json | undefined;

function inside({ at, lose }: Place, key: string | number): Place {
  return { at: at === undefined ? undefined : child(at, key), lose };
}

const dropped: Strip = (_, { at, lose }) => {
  if (at !== undefined) lose({ pointer: at, action: "dropped", reason: REASON });
  return undefined;
};

/** An object with what some members are without their seals; the same object where nothing was sealed, none where nothing is left. */
function members(strips: Readonly<Record<string, Strip>>): Strip {
  return (value, place) => {
    if (!isObject(value)) return value;
    const kept = entries(value).map(([key, item]) => {
      const strip = Object.hasOwn(strips, key) ? strips[key] : undefined;
      return [key, item, strip === undefined ? item : strip(item, inside(place, key))] as const;
    });
    if (kept.every(([, before, after]) => before === after)) return value;
    const left = kept.flatMap(([key, , item]) => (item === undefined ? [] : [[key, item] as const]));
    return left.length === 0 ? undefined : object(left);
  };
}

function items(strip: Strip): Strip {
  return (value, place) => {
    if (!isArray(value)) return value;
    const kept = value.map((item, index) => strip(item, inside(place, index)));
    if (kept.every((item, index) => item === value[index])) return value;
    const left = kept.flatMap((item) => (item === undefined ? [] : [item]));
    return left.length === 0 ? undefined : left;
  };
}

const seal: Strip = (value, place) => (typeof value === "string" && value !== "" ? dropped(value, place) : value);
const unsigned = members({ signature: seal });

const block: Strip = (value, place) => {
  if (!isObject(value)) return value;
  if (value.type === "redacted_thinking") return dropped(value, place);
  return value.type === "thinking" ? unsigned(value, place) : value;
};

const fields = members({
  signature: seal,
  thought_signature: seal,
  thought_signatures: dropped,
  thinking_blocks: items(block),
});
const call = members({
  provider_specific_fields: fields,
  function: members({ provider_specific_fields: fields }),
});
const assistant = members({
  content: items(block),
  thinking_blocks: items(block),
  provider_specific_fields: fields,
  tool_calls: items(call),
});

/** An assistant's turn without what another issuer sealed: signatures of thoughts, and thoughts that only their issuer can read. */
export function withoutSeals(turn: Turn, lose: Lose): Turn {
  if (turn.message.role !== "assistant") return turn;
  const message = assistant(turn.message, { at: turn.at, lose });
  return message === turn.message || !isObject(message) ? turn : { ...turn, message };
}
