import type { JsonObject } from "@lintel/core/json";
import { expect, it } from "vitest";
import { deployment } from "../test/running.ts";
import { describedModels } from "./described-models.ts";

function told(...models: readonly (readonly [model: string, info: JsonObject])[]) {
  const deployments = models.map(([model, info]) => ({ ...deployment("name", { model }), info }));
  return describedModels(deployments).filter(({ name }) => name.includes("/"));
}

it("tells each description under the deployment's id and under its model", () => {
  const one = {
    ...deployment("name", { model: "house", custom_llm_provider: "openai" }),
    id: "a",
    info: { mode: "chat" },
  };
  expect(describedModels([one])).toEqual([
    { name: "a", row: { mode: "chat" } },
    { name: "openai/house", row: { mode: "chat" } },
  ]);
});

it("tells a model that is named with its route under its own name, too", () => {
  expect(told(["openai/responses/house", {}]).map(({ name }) => name)).toEqual([
    "openai/responses/house",
    "openai/house",
  ]);
});

it("leaves a model on responses that an earlier deployment has put there, but for one that the map knows itself", () => {
  const modes = (model: string): unknown =>
    told([model, { mode: "responses" }], [model, { mode: "chat" }]).map(({ row }) => row.mode);
  expect(modes("openai/house")).toEqual(["responses", "responses"]);
  expect(modes("openai/gpt-4o")).toEqual(["responses", "chat"]);
});
