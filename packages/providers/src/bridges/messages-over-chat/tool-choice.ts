import { truthy } from "@lintel/core";
import { isObject, type Json, pythonRepr } from "@lintel/core/json";
import { shortName } from "./tool-name.ts";
import { drop, type Way } from "./way.ts";

const CHOICES: Readonly<Record<string, string>> = { any: "required", auto: "auto", none: "none" };

/** Which tool is to be called, in chat's words. */
export function toolChoice(choice: Json | undefined, way: Way): Json | undefined {
  if (!truthy(choice)) return undefined;
  if (!isObject(choice)) {
    way.refuse({ at: "/tool_choice", text: "tool_choice must be an object with a type" });
    return undefined;
  }
  if (choice.disable_parallel_tool_use === true)
    drop(way, "/tool_choice/disable_parallel_tool_use", "it is not told to chat models");
  const { type, name = "" } = choice;
  if (type === "tool")
    return { type: "function", function: { name: typeof name === "string" ? shortName(name) : name } };
  const known = typeof type === "string" && Object.hasOwn(CHOICES, type) ? CHOICES[type] : undefined;
  if (known === undefined)
    way.refuse({ at: "/tool_choice/type", text: `Incompatible tool choice param submitted - ${pythonRepr(choice)}` });
  return known;
}
