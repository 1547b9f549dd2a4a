import { isArray, isObject, type Json, numeric } from "@lintel/core/json";

/** A [block](https://docs.aws.amazon.com/textract/latest/APIReference/API_Block.html), as far as its text is concerned. */
export interface Block {
  readonly id: string;
  readonly type: string;
  readonly text: string | undefined;
  readonly page: number;
  readonly row: number | undefined;
  readonly column: number | undefined;
  readonly children: readonly string[];
}

function member(value: Json, name: string): Json {
  return isObject(value) ? (value[name] ?? null) : null;
}

function list(value: Json): readonly Json[] {
  return isArray(value) ? value : [];
}

function textOf(value: Json): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function childrenOf(block: Json): readonly string[] {
  return list(member(block, "Relationships"))
    .filter((it) => member(it, "Type") === "CHILD")
    .flatMap((it) => list(member(it, "Ids")).flatMap((id) => textOf(id) ?? []));
}

function toBlock(block: Json): Block {
  return {
    id: textOf(member(block, "Id")) ?? "",
    type: textOf(member(block, "BlockType")) ?? "",
    text: textOf(member(block, "Text")),
    page: numeric(member(block, "Page")) ?? 1,
    row: numeric(member(block, "RowIndex")),
    column: numeric(member(block, "ColumnIndex")),
    children: childrenOf(block),
  };
}

/** The blocks of a reply, in reading order. */
export function blocksOf(reply: Json): readonly Block[] {
  return list(member(reply, "Blocks")).map(toBlock);
}
