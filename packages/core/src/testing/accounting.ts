import { pointer } from "../json/index.ts";
import type { Law } from "./law.ts";
import { observe } from "./observe.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

export const accounting: Law = {
  name: "accounting of fields: an argument nobody knows reaches the provider, is refused, or its loss is told",
  applies: () => true,
  async violation(subject, sample, rolls) {
    const letters = Array.from({ length: 12 }, () => LETTERS[rolls.below(LETTERS.length)]).join("");
    const [name, value] = [`lawful_${letters}`, `told-${letters}`];
    const { plans, losses } = await observe(subject, { ...sample, kwargs: { ...sample.kwargs, [name]: value } });
    if (plans.length === 0) return undefined;
    const isSent = plans.some(({ body }) => body?.body === "text" && body.text.includes(value));
    const isTold = losses.some((loss) => loss.pointer.endsWith(pointer([name])));
    return isSent || isTold ? undefined : `${name} did not reach the request, and that is not told`;
  },
};
