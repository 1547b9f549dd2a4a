import { parse, pythonCompact } from "@lintel/core/json";
import { expect, test } from "vitest";
import { any, int, list, model, nullable, read, record, sequence, text, tuple, validationError } from "./index.ts";

const item = model({ name: "Item", fields: { id: int, note: nullable(text) }, required: ["id"], extra: "allow" });
const box = model({ name: "Box", fields: { items: list(item), tag: any }, required: ["items"], extra: "ignore" });

test("fields come in the model's order, absent ones as null, further members after them as they were", () => {
  const parsed = parse('{"10": 1, "note": "n", "2": {"b": 1.0}, "id": 5}');
  const found = read(item, parsed.ok ? parsed.value : null);
  expect(found.ok && pythonCompact(found.value)).toBe('{"id":5,"note":"n","10":1,"2":{"b":1.0}}');
  const empty = read(item, { id: 5 });
  expect(empty.ok && pythonCompact(empty.value)).toBe('{"id":5,"note":null}');
});

test("a member that is not kept is reported with its pointer", () => {
  expect(read(box, { items: [], "a/b": 1 })).toEqual({
    ok: true,
    value: { items: [], tag: null },
    losses: [{ pointer: "/a~1b", action: "dropped", reason: "Box has no such field" }],
  });
});

test("inherited names are no members", () => {
  expect(read(item, { id: 1, constructor: "x" })).toMatchObject({ value: { constructor: "x" } });
  expect(read(model({ name: "M", fields: { toString: nullable(text) }, extra: "allow" }), {})).toMatchObject({
    ok: true,
  });
});

test("every problem is told, in pydantic's words and order", () => {
  const found = read(box, { items: [{ id: "x" }, { note: 1 }, 5] });
  expect(found.ok ? "" : validationError("Box", found.problems)).toBe(
    [
      "4 validation errors for Box",
      "items.0.id",
      "  Input should be a valid integer, unable to parse string as an integer [type=int_parsing, input_value='x', input_type=str]",
      "    For further information visit https://errors.pydantic.dev/2.14/v/int_parsing",
      "items.1.id",
      "  Field required [type=missing, input_value={'note': 1}, input_type=dict]",
      "    For further information visit https://errors.pydantic.dev/2.14/v/missing",
      "items.1.note",
      "  Input should be a valid string [type=string_type, input_value=1, input_type=int]",
      "    For further information visit https://errors.pydantic.dev/2.14/v/string_type",
      "items.2",
      "  Input should be a valid dictionary or instance of Item [type=model_type, input_value=5, input_type=int]",
      "    For further information visit https://errors.pydantic.dev/2.14/v/model_type",
    ].join("\n"),
  );
});

test("what is no array is told as pydantic tells it of a tuple or a Sequence, at its place or at none", () => {
  const both = model({ name: "Both", fields: { t: tuple(int), s: sequence(int) }, extra: "allow" });
  const told = (value: Parameters<typeof read>[1]): string => {
    const found = read(both, value);
    return found.ok ? "" : validationError("Both", found.problems);
  };
  expect(told({ t: [1], s: ["2"] })).toBe("");
  expect(told({ t: null, s: {} })).toBe(
    [
      "2 validation errors for Both",
      "t",
      "  Input should be a valid tuple [type=tuple_type, input_value=None, input_type=NoneType]",
      "    For further information visit https://errors.pydantic.dev/2.14/v/tuple_type",
      "s",
      "  Input should be an instance of Sequence [type=is_instance_of, input_value={}, input_type=dict]",
      "    For further information visit https://errors.pydantic.dev/2.14/v/is_instance_of",
    ].join("\n"),
  );
  expect(told({ t: [], s: "ab" })).toBe(
    "1 validation error for Both\ns\n  'str' instances are not allowed as a Sequence value [type=sequence_str, input_value='ab', input_type=str]",
  );
  expect(told([])).toBe(
    "1 validation error for Both\n  Input should be a valid dictionary or instance of Both [type=model_type, input_value=[], input_type=list]\n    For further information visit https://errors.pydantic.dev/2.14/v/model_type",
  );
});

test("an absent field has its default, a null one is not absent", () => {
  const lined = model({ name: "Page", fields: { lines: tuple(int) }, defaults: { lines: [] }, extra: "allow" });
  expect(read(lined, {})).toMatchObject({ value: { lines: [] } });
  expect(read(lined, { lines: null })).toMatchObject({ ok: false });
});

test("a long value is shown by its ends, never by half a character", () => {
  const found = read(record, "é".repeat(100));
  const said = found.ok ? "" : validationError("R", found.problems);
  expect(said).toContain("input_value='éééééééééééé...ééééééééééé', input_type=str");
});

test("nothing read is changed", () => {
  const given = Object.freeze({ items: Object.freeze([Object.freeze({ id: "7", extra: Object.freeze([1]) })]) });
  expect(read(box, given)).toMatchObject({ value: { items: [{ id: 7, note: null, extra: [1] }] } });
  expect(given).toEqual({ items: [{ id: "7", extra: [1] }] });
});
