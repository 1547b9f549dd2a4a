import { isArray, type Json, type JsonObject, pythonCompact } from "../json/index.ts";
import { pythonStr } from "../python-text.ts";
import { ownedResponse } from "../responses/response-id.ts";
import type { RouteName } from "../routes/index.ts";
import type { StoredResponse } from "../routes/responses.ts";
import type { Front, Kwargs, World } from "./front.ts";
import { missingArguments } from "./missing-arguments.ts";
import { refuse, refuseNameless, refuseRaised } from "./refuse.ts";
import { readMarks, readResponsesArgs } from "./responses-args.ts";
import { readNative } from "./responses-request.ts";
import { ownAddress } from "./responses-target.ts";

/** LiteLLM's functions of stored responses, and its names for what they do. */
const NAMES = {
  get: { name: "aget_responses", said: "GET responses" },
  delete: { name: "adelete_responses", said: "DELETE responses" },
  cancel: { name: "acancel_responses", said: "CANCEL responses" },
  list_input_items: { name: "alist_input_items", said: "list_input_items" },
} as const satisfies Record<StoredResponse["asks"], { readonly name: string; readonly said: string }>;

const PAGE = { limit: 20, order: "desc" } as const;

function text(value: Json): string {
  return typeof value === "string" ? value : pythonCompact(value);
}

interface Asked {
  readonly kwargs: Kwargs;
  readonly given: JsonObject;
  readonly world: World;
}

/** What narrows a list of input items, in LiteLLM's order; its defaults hold where nothing is said, not where null is. */
function queryOf({ given, kwargs }: Asked): StoredResponse["query"] {
  const { after, before, include } = given;
  const listed = isArray(include) ? include.map((it) => pythonStr(it)).join(",") : "";
  const limit = kwargs.limit === null ? undefined : (given.limit ?? PAGE.limit);
  const order = kwargs.order === null ? undefined : (given.order ?? PAGE.order);
  const members: Readonly<Record<string, Json | undefined>> = {
    after,
    before,
    include: listed === "" ? undefined : listed,
    limit,
    order,
  };
  return Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, text(value)] as const],
  );
}

function whose({ given }: Asked): { readonly id: string; readonly provider: string | undefined } {
  const { response_id, custom_llm_provider: custom } = given;
  const id = typeof response_id === "string" ? response_id : pythonStr(response_id ?? "");
  const owned = ownedResponse(id);
  const named = typeof custom === "string" ? custom : undefined;
  return { id: owned?.id || id, provider: owned?.provider || named };
}

/** A function of LiteLLM's on a response that is stored at its provider (https://docs.litellm.ai/docs/response_api). */
function storedFront(asks: StoredResponse["asks"]): Front<RouteName> {
  const { name, said } = NAMES[asks];
  return {
    route: "responses",
    needs: () => ({}),
    read(kwargs, _given, world) {
      const missing = missingArguments(kwargs, { name, needed: ["response_id"] });
      if (missing !== undefined) return missing;
      const args = readResponsesArgs(kwargs);
      if (args.read === "unwritable") return refuse("BadRequestError", args.text, { param: args.param });
      const asked = { kwargs, given: args.given, world };
      const { id, provider } = whose(asked);
      if (provider === undefined) return refuseNameless("custom_llm_provider is required but passed as None");
      const blamed = { provider, model: "", providers: world.providers };
      const adapter = world.find("responses", provider);
      if (adapter === undefined && world.providers.responses?.isNative(provider, "") !== true)
        return refuseRaised(`${said} is not supported for ${provider}`, blamed);
      const query = asks === "list_input_items" ? queryOf(asked) : [];
      return readNative(
        { ...asked, losses: args.losses },
        {
          target: { provider, model: "", ...(adapter !== undefined && { adapter }), ...ownAddress(asked) },
          requestedModel: "",
          input: { asks, id, query, marks: readMarks(kwargs) },
          stream: false,
        },
      );
    },
  };
}

export const getFront = storedFront("get");
export const deleteFront = storedFront("delete");
export const cancelFront = storedFront("cancel");
export const inputItemsFront = storedFront("list_input_items");
