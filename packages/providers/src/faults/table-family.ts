import { type Family, type Row, rowOf, type Verdict } from "./family.ts";

/** What LiteLLM knows of a provider's failures: texts first, in its order, then statuses, then whatever else there is. */
export interface FamilyTable {
  /** Whose call it is told to be, and how that is named. */
  readonly named?: Pick<Verdict, "provider" | "label">;
  readonly texts?: readonly Row[];
  readonly statuses?: Readonly<Record<number, Verdict>>;
  /** What is made of a status that is not listed. */
  readonly others?: (status: number) => Verdict;
  /** What is made of an error without a status. */
  readonly bare?: Verdict;
}

/** The mapping that such a table tells. */
export function tableFamily({ named, texts = [], statuses = {}, others, bare }: FamilyTable): Family {
  return (raised) => {
    const { status } = raised;
    const verdict = rowOf(texts, raised) ?? (status === undefined ? bare : (statuses[status] ?? others?.(status)));
    return verdict && { ...named, ...verdict };
  };
}

/** An error whose status nobody knows: LiteLLM hands the status on. */
export function anyStatus(status: number): Verdict {
  return { kind: "APIError", status };
}

/** What Python prints after the message of an error that is being handled by nobody. */
export const NO_TRACEBACK = "\nNoneType: None\n";
