import { expect, it } from "vitest";
import { citation, textPlaces } from "./citation.ts";

const PAGE = { title: "T", url: "https://a.example/", type: "url_citation", start_index: 1, end_index: 3 };

it("says what is cited where chat completions have it, at its place in the whole message", () => {
  const here = { title: "T", url: "https://a.example/", start_index: 5, end_index: 7 };
  expect(citation(PAGE, { offset: 4, isBare: false })).toEqual({ type: "url_citation", url_citation: here, ...here });
  expect(citation(PAGE, { offset: 4, isBare: true })).toEqual({ type: "url_citation", ...here });
});

it("counts the letters before each text of a stream, whichever way its texts are mixed", () => {
  const places = textPlaces();
  const event = (item: number, part: number, delta?: string) => ({
    output_index: item,
    content_index: part,
    ...(delta !== undefined && { delta }),
  });
  for (const [item, part, delta] of [
    [0, 0, "a😀"],
    [0, 1, "b"],
    [0, 0, "cd"],
    [1, 0, "e"],
  ] as const)
    places.take(event(item, part, delta));
  expect([places.of(event(0, 0)), places.of(event(0, 1)), places.of(event(1, 0)), places.of(event(2, 0))]).toEqual([
    0, 2, 5, 6,
  ]);
});
