import { hostOf } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { CallPlace } from "@lintel/core/pricing";

/** Hosts that keep data in a region, at a price (https://developers.openai.com/api/docs/pricing). */
const RESIDENCIES: Readonly<Record<string, string>> = { "eu.api.openai.com": "eu", "us.api.openai.com": "us" };

type Place = (place: CallPlace) => JsonObject;

const PLACES: Readonly<Record<string, Place>> = {
  openai({ base }) {
    const residency = base === undefined ? undefined : RESIDENCIES[hostOf(base)];
    return residency === undefined ? {} : { data_residency: residency };
  },
};

/** What a call's place makes of its price, where its provider asks for more in some. */
export function places(place: CallPlace): JsonObject {
  return (Object.hasOwn(PLACES, place.provider) ? PLACES[place.provider]?.(place) : undefined) ?? {};
}
