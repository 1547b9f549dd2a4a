import { type JsonObject, overlaid, type Said, sameCanonical } from "@lintel/core/json";
import { mayName } from "../auth/model-rights.ts";
import type { Deployment } from "../config/config.ts";
import type { Exchange } from "../exchange.ts";
import { type Addressed, type Arguments, argumentsOf, besides, type Kwargs } from "./arguments.ts";
import type { Asking } from "./attempts.ts";
import { passesOn } from "./client-headers.ts";
import { keepWaiting } from "./keep-alive.ts";
import type { KnownBody, LikeBody } from "./known-bodies.ts";
import { takeNote } from "./take-note.ts";

/** What one deployment is asked with, but for what is said. */
interface KnownArguments extends Pick<Exchange, "isPast" | "timeout"> {
  readonly kwargs: Kwargs;
  /** What headers asked for. */
  readonly beside: JsonObject;
}

/** What requests ask for that differ in what they say alone. */
export interface Understood {
  readonly model: string;
  /** The name that a caller has to be allowed. */
  readonly routed: string;
  /** The body, and what is asked by it, without what is said. */
  readonly body: JsonObject;
  readonly asking: Asking;
  readonly everyone: readonly Deployment[];
  readonly sent: Map<Deployment, KnownArguments>;
}

/** What a request says, whose other arguments are known. */
export interface Again {
  readonly said: Said;
  readonly known: KnownBody;
  readonly sent: Understood["sent"];
}

/** Whether nothing else has a say in what is asked for but what is looked at each time. */
function isKnowable({ head, places, snapshot: { config } }: Exchange): boolean {
  return config.settings.enable_preview_features !== true && places.length === 0 && !head.target.includes("?");
}

interface Understanding extends Pick<Understood, "model" | "routed" | "body" | "asking" | "everyone"> {
  readonly isAsRead: boolean;
}

/** Takes note of what a request asks for. */
export function understand(
  exchange: Exchange,
  known: KnownBody,
  { body, isAsRead, asking, ...found }: Understanding,
): void {
  if (!isKnowable(exchange)) return;
  const { nothing } = known.template;
  const blank = isAsRead ? known.template.rest : { ...body, ...nothing };
  known.understood = {
    ...found,
    body: blank,
    asking: { ...asking, given: asking.given === body ? blank : { ...asking.given, ...nothing } },
    sent: new Map(),
  };
}

/** What a request asks for, if one that differs from it in what it says alone was understood. */
export function understood(exchange: Exchange, value: JsonObject, { known, said }: LikeBody): Asking | undefined {
  const it = known.understood;
  if (it === undefined || !isKnowable(exchange)) return undefined;
  if (!mayName(exchange.caller, it.routed)) return undefined;
  const { asking, sent } = it;
  const body = it.body === known.template.rest ? value : overlaid(it.body, said.members);
  const given = asking.given === it.body ? body : overlaid(asking.given, said.members);
  exchange.model = it.model;
  takeNote(exchange, asking.dialect, body);
  if (body.stream === true) keepWaiting(exchange, it.everyone);
  return { ...asking, given, again: { said, known, sent } };
}

function isSame(beside: JsonObject, other: JsonObject): boolean {
  return beside === other || sameCanonical(beside, other) === undefined;
}

/** What a deployment is asked with that such a request goes to. */
export function argumentsAgain(
  exchange: Exchange,
  given: JsonObject,
  addressed: Addressed & { readonly again: Again },
): Arguments {
  const { said, sent, known } = addressed.again;
  const beside = besides(exchange, given);
  const like = sent.get(addressed.deployment);
  if (like === undefined || !isSame(beside, like.beside)) {
    const made = argumentsOf(exchange, given, { ...addressed, beside });
    const { isPast, timeout } = exchange;
    if ("kwargs" in made && !passesOn(exchange) && !Object.hasOwn(made.kwargs, "__proto__"))
      sent.set(addressed.deployment, {
        kwargs: { ...made.kwargs, ...known.template.nothing },
        beside,
        isPast,
        timeout,
      });
    return made;
  }
  exchange.isPast = like.isPast;
  exchange.timeout = like.timeout;
  return { kwargs: overlaid<Kwargs>(like.kwargs, said.members), alike: like };
}
