import { float, type JsonObject, parse, pythonCompact } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { openModels } from "./index.ts";

const models = openModels(`
Thing
  id str
  kind ('a'|'b')
  weight float? = null
  parts list<(Part|Other|dict<any>)> = null
  note str? = null
Part
  type 'part'
  size int
  of str? = null
Other
  type 'other'
  price cost<float?> = null
  free bool = false
Shut closed
  a int = 0
Loose dict
  b? str
  a int
Said
  items items<list<dict<any>>>
  text config<dict<any>?> = null
`);

function json(text: string): JsonObject {
  const parsed = parse(text);
  if (!parsed.ok || typeof parsed.value !== "object") throw new Error(text);
  return parsed.value as JsonObject;
}

function printed(name: string, text: string, isSparse = false): string {
  return pythonCompact(models.printed(name, json(text), isSparse));
}

describe("a value printed through its model", () => {
  it("has the model's fields in their order, its defaults, and members it does not know last", () => {
    expect(printed("Thing", '{"z":1,"kind":"a","id":"x"}')).toBe(
      '{"id":"x","kind":"a","weight":null,"parts":null,"note":null,"z":1}',
    );
  });

  it("has neither nulls nor defaults where it is sparse", () => {
    expect(printed("Thing", '{"z":null,"y":{"n":null},"kind":"a","note":null,"id":"x"}', true)).toBe(
      '{"id":"x","kind":"a","y":{"n":null}}',
    );
  });

  it("is converted as pydantic's lax mode converts", () => {
    expect(printed("Thing", '{"id":"x","kind":"b","weight":3}')).toContain('"weight":3.0');
    expect(printed("Thing", '{"id":"x","kind":"b","weight":"2.50"}')).toContain('"weight":2.5');
    expect(printed("Shut", '{"a":"7","b":1}')).toBe('{"a":7}');
  });

  it("takes the alternative of a union that has the most fields, and is left as it is where none fits", () => {
    const parts = '[{"size":1,"type":"part"},{"type":"other","price":{"total_cost":2}},{"type":"part","size":"big"}]';
    expect(printed("Thing", `{"id":"x","kind":"a","parts":${parts}}`)).toContain(
      '[{"type":"part","size":1,"of":null},{"type":"other","price":2.0,"free":false},{"type":"part","size":"big"}]',
    );
  });

  it("is left as it is where a conversion would have to bend it, and a plain object fits as well", () => {
    expect(printed("Thing", '{"id":"x","kind":"a","parts":[{"size":true,"type":"part"}]}')).toContain(
      '[{"size":true,"type":"part"}]',
    );
  });

  it("keeps what a typed dict does not name, and wants what it needs", () => {
    expect(printed("Loose", '{"z":1,"a":2}')).toBe('{"a":2,"z":1}');
    expect(models.fits("Loose", json('{"b":"x"}'))).toBe(false);
  });

  it("is printed unread, in the model's order, where it does not fit", () => {
    expect(models.fits("Thing", json('{"id":5,"kind":"a"}'))).toBe(false);
    expect(printed("Thing", '{"z":1,"weight":1,"kind":"?","id":5}')).toBe(
      '{"id":5,"kind":"?","weight":1.0,"parts":null,"note":null,"z":1}',
    );
    expect(printed("Thing", '{"z":1,"weight":null,"id":5}', true)).toBe('{"id":5,"z":1}');
  });

  it("spares reasoning the nulls that trouble clients, and a configuration its own", () => {
    const text =
      '{"items":[{"type":"reasoning","status":null,"n":null},{"status":null}],"text":{"format":{"type":"x","a":null},"b":null}}';
    expect(printed("Said", text)).toContain('"items":[{"type":"reasoning","n":null},{"status":null}]');
    expect(printed("Said", text, true)).toContain('"text":{"format":{"type":"x"}}');
  });

  it("shares nothing that could be changed with what was read", () => {
    const value = { id: "x", kind: "a", weight: float(1) };
    models.printed("Thing", Object.freeze(value), false);
    expect(Object.keys(value)).toEqual(["id", "kind", "weight"]);
  });
});
