import { CHAT_PARAMS } from "../params/chat-params.ts";
import { OWN_PARAMS, PRICE_PARAMS } from "../params/reserved-data.ts";
import { RESPONSES_ARGUMENTS } from "../params/responses-params.ts";
import { words } from "../params/words.ts";
import { envText } from "./directory.ts";
import type { Kwargs, World } from "./front.ts";

/** Arguments that chat completions know, and LiteLLM's own. */
const KNOWN: ReadonlySet<string> = new Set([
  ...CHAT_PARAMS,
  ...words(`${OWN_PARAMS} ${PRICE_PARAMS}`),
  ...words("model input base_url organization timeout extra_headers extra_body drop_params additional_drop_params"),
  ...words("signal exact"),
]);

/** Named arguments of `responses` that it hands on to nobody. */
const SPENT: ReadonlySet<string> = new Set([...RESPONSES_ARGUMENTS, "text_format", "extra_query"]);

/** Seconds where nobody says otherwise (`DEFAULT_REQUEST_TIMEOUT_SECONDS`). */
const PATIENCE = 6000;

interface Handing {
  readonly world: World;
  readonly allowed: readonly string[];
  /** Whether the provider has a Responses API of its own: then its chat is given nothing that chat does not know (`_bridge_kwargs`). */
  readonly isNative: boolean;
}

function patience({ env }: World): number {
  const seconds = Number(envText(env, "REQUEST_TIMEOUT") ?? PATIENCE);
  return Number.isFinite(seconds) ? seconds : PATIENCE;
}

/** The arguments that go over to chat beside those of the request. */
export function handedOn(kwargs: Kwargs, { world, allowed, isNative }: Handing): Kwargs {
  const { extra_body: extra, timeout } = kwargs;
  const isHanded = (name: string): boolean =>
    !SPENT.has(name) && (!isNative || KNOWN.has(name) || allowed.includes(name));
  return {
    ...(extra !== undefined && { extra_body: extra }),
    ...Object.fromEntries(Object.entries(kwargs).filter(([name]) => isHanded(name))),
    timeout: timeout ?? patience(world),
  };
}
