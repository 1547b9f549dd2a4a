import { float, type JsonObject } from "../../json/index.ts";
import type { Buckets } from "../usage.ts";
import { fromUsage } from "../usage-buckets.ts";
import type { Amount } from "./amount.ts";
import type { CostReceipt } from "./receipt.ts";

/** What the tokens of a prompt and of an answer cost, in US dollars. */
export interface PlainSides {
  readonly input: number;
  readonly output: number;
}

/** A receipt whose amounts are there; everything else is reckoned when somebody asks. A class, since its getters are made once. */
export class PlainReceipt implements CostReceipt {
  readonly litellm: Amount;
  readonly sides: CostReceipt["sides"];
  readonly #reckon: () => CostReceipt;
  #made: CostReceipt | undefined;

  readonly #told: JsonObject;

  constructor({ input, output }: PlainSides, told: JsonObject, reckon: () => CostReceipt) {
    this.litellm = float(input + output);
    this.sides = { input: float(input), output: float(output) };
    this.#told = told;
    this.#reckon = reckon;
  }

  #whole(): CostReceipt {
    this.#made ??= this.#reckon();
    return this.#made;
  }

  get total(): string {
    return this.#whole().total;
  }
  get model(): string {
    return this.#whole().model;
  }
  get provider(): string | undefined {
    return this.#whole().provider;
  }
  get lines(): CostReceipt["lines"] {
    return this.#whole().lines;
  }
  get factors(): CostReceipt["factors"] {
    return this.#whole().factors;
  }
  get adjustments(): CostReceipt["adjustments"] {
    return this.#whole().adjustments;
  }
  get rows(): CostReceipt["rows"] {
    return this.#whole().rows;
  }
  get usage(): Buckets {
    return fromUsage(this.#told);
  }
}
