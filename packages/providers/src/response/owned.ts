import { isOwnedResponseId, ownedResponseId, type ResponseMarks, sealedContent, sealedItemId } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, withMembers } from "@lintel/core/json";
import { ownedContainerId } from "./container-id.ts";

/** Whose answers they are, and what their ids carry. */
export interface Owner {
  readonly provider: string;
  readonly marks: ResponseMarks;
}

type Change = readonly [name: string, value: Json];

function changed(value: JsonObject, changes: readonly Change[]): JsonObject {
  return changes.length === 0 ? value : withMembers(value, Object.fromEntries(changes));
}

function containerChange(value: JsonObject, { provider, marks: { modelId } }: Owner): readonly Change[] {
  const { container_id: id } = value;
  if (typeof id !== "string") return [];
  return [["container_id", ownedContainerId(id, { provider, ...(modelId !== undefined && { modelId }) })]];
}

function withOwnedAnnotations(part: Json, owner: Owner): Json {
  if (!isObject(part) || !isArray(part.annotations) || part.annotations.length === 0) return part;
  return changed(part, [["annotations", part.annotations.map((it) => ownedContainers(it, owner))]]);
}

/** An item, or an annotation, whose containers tell whose they are (`_encode_container_id_on_output_item`). */
export function ownedContainers(item: Json, owner: Owner): Json {
  if (!isObject(item)) return item;
  const { code_interpreter_call: call, content, type } = item;
  const isMessage = type === "message" && isArray(content);
  const parts = isMessage ? content.map((part) => withOwnedAnnotations(part, owner)) : [];
  const isSame = !isMessage || parts.every((part, at) => part === content[at]);
  return changed(item, [
    ...containerChange(item, owner),
    ...(isObject(call) ? [["code_interpreter_call", changed(call, containerChange(call, owner))] as const] : []),
    ...(isSame ? [] : [["content", parts] as const]),
  ]);
}

function sealed(item: Json, { marks: { modelId, isSealing } }: Owner, isWhole: boolean): Json {
  if (!isObject(item) || !isSealing || modelId === undefined) return item;
  const { encrypted_content: content, id } = item;
  if (typeof content !== "string" || content === "") return item;
  const hasId = isWhole && typeof id === "string" && id !== "";
  return changed(item, [
    ["encrypted_content", sealedContent(content, modelId)],
    ...(hasId ? [["id", sealedItemId(id, modelId)] as const] : []),
  ]);
}

/** A response whose ids tell whose it is (`_update_responses_api_response_id_with_model_id`). */
export function ownedResponse(response: JsonObject, owner: Owner): JsonObject {
  const { id = null, output } = response;
  if (id === null || (typeof id === "string" && isOwnedResponseId(id))) return response;
  const { provider, marks } = owner;
  const told = ownedResponseId({ provider, modelId: marks.modelId, id: typeof id === "string" ? id : String(id) });
  if (!isArray(output)) return withMembers(response, { id: told });
  const items = output.map((item) => ownedContainers(sealed(item, owner, true), owner));
  return withMembers(response, { id: told, output: items });
}

type OwnedMember = readonly [name: string, owned: (value: Json, owner: Owner) => Json];

const ITEM: OwnedMember = ["item", (item, owner) => ownedContainers(sealed(item, owner, false), owner)];

/** The members of events that tell of a container. */
const MEMBERS: Readonly<Record<string, OwnedMember>> = {
  "response.output_item.added": ITEM,
  "response.output_item.done": ITEM,
  "response.output_text.annotation.added": ["annotation", ownedContainers],
  "response.content_part.done": ["part", withOwnedAnnotations],
};

/** An event whose ids tell whose the response is. */
export function ownedEvent(type: string, event: JsonObject, owner: Owner): JsonObject {
  const { response } = event;
  const [name, owned] = Object.hasOwn(MEMBERS, type) ? (MEMBERS[type] ?? []) : [];
  const member = name === undefined ? undefined : event[name];
  if (owned !== undefined && name !== undefined && member !== undefined)
    return changed(event, [[name, owned(member, owner)]]);
  return isObject(response) ? changed(event, [["response", ownedResponse(response, owner)]]) : event;
}
