import { type Document, pythonType, truthy } from "@lintel/core";
import { child, type JsonObject, numeric } from "@lintel/core/json";
import { withoutCacheMarkers } from "../../tool-schemas/index.ts";
import { developerAsSystem, systemAsUser } from "../message-roles.ts";
import { toContent } from "./request-content.ts";
import { arePlain } from "./request-plain.ts";
import { withoutSeals } from "./request-seals.ts";
import { withTextResults } from "./request-tool-results.ts";
import type { CacheMarkers } from "./request-tools.ts";
import type { ChatCall, ChatVendor, Lose, Raise, Turn } from "./types.ts";

interface Place {
  readonly vendor: Pick<ChatVendor, "provider" | "keepsDeveloper" | "takesSystem" | "ordersInstructions">;
  readonly cacheMarkers: CacheMarkers;
  /** What other issuers sealed in an assistant's turns. */
  readonly seals: "kept" | "gone";
  readonly documents: ReadonlyMap<string, Document>;
  readonly lose: Lose;
  readonly raise: Raise;
}

function isInstruction({ message }: Turn): boolean {
  return message.role === "system" || message.role === "developer";
}

function instructionsFirst(turns: readonly Turn[], lose: Lose): readonly Turn[] {
  const ordered = [...turns.filter(isInstruction), ...turns.filter((turn) => !isInstruction(turn))];
  if (ordered.every((turn, index) => turn === turns[index])) return turns;
  lose({ pointer: "/messages", action: "converted", reason: "instructions moved to the front, as the settings ask" });
  return ordered;
}

/** LiteLLM looks through what a user says for files: a number cannot be looked through. */
function mustIterate({ role, content }: JsonObject, raise: Raise): void {
  const isScalar = content === true || numeric(content) !== undefined;
  if (role !== "user" || !isScalar || !truthy(content)) return;
  raise({ raised: { text: `'${pythonType(content)}' object is not iterable` }, isEarly: true });
}

interface Asked {
  readonly model: string;
  readonly input: Pick<ChatCall["input"], "messages">;
}

interface Sending extends Place {
  /** Whether instructions go first. */
  readonly isOrdered: boolean;
}

/** Messages as they are sent, each looked through. */
export function translated({ input, model }: Asked, place: Sending): readonly JsonObject[] {
  const { vendor, cacheMarkers, seals, isOrdered, lose, raise } = place;
  const isBlind = cacheMarkers === "gone blindly";
  const given: readonly Turn[] = input.messages.map((message, index) => ({ message, at: child("/messages", index) }));
  for (const { message } of given) mustIterate(message, raise);
  const known = vendor.keepsDeveloper(model) ? given : given.map((turn) => developerAsSystem(turn, { lose, raise }));
  const ordered = isOrdered ? instructionsFirst(known, lose) : known;
  const taken = vendor.takesSystem(model) ? ordered : ordered.map((turn) => systemAsUser(turn, { lose, raise }));
  const open = seals === "kept" ? taken : taken.map((turn) => withoutSeals(turn, lose));
  const results = withTextResults(open, lose);
  const whole = results.map((turn) => toContent(turn, { ...place, provider: vendor.provider }));
  return whole.map(({ message, at }) =>
    cacheMarkers === "kept"
      ? message
      : withoutCacheMarkers(message, { at: at ?? "", lose: at === undefined ? () => undefined : lose, isBlind }),
  );
}

type Vendor = Place["vendor"];

function isOrdered({ settings }: ChatCall, { ordersInstructions }: Vendor): boolean {
  return ordersInstructions === true && settings.openai_system_messages_first === true;
}

/** Whether the messages of a call are sent as they are. */
export function areAsGiven(call: ChatCall, vendor: Vendor): boolean {
  return !isOrdered(call, vendor) && arePlain(call.input.messages, vendor.takesSystem(call.model));
}

/** Messages as they are sent. */
export function toMessages(call: ChatCall, place: Place): readonly JsonObject[] {
  const { vendor } = place;
  return areAsGiven(call, vendor)
    ? call.input.messages
    : translated(call, { ...place, isOrdered: isOrdered(call, vendor) });
}
