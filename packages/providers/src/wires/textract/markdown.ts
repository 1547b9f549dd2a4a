import type { Block } from "./blocks.ts";

/** A document's blocks by their ids. */
type Index = ReadonlyMap<string, Block>;

const BULLET = /^[-*\u2022\u00b7]+\s*/;

function children({ children: ids }: Block, index: Index): readonly Block[] {
  return ids.flatMap((id) => index.get(id) ?? []);
}

const MOST_COLUMNS = 1000;

/** Textract's own blocks are four deep. */
const DEEPEST = 100;

/** A block's text, or its descendants', each of which is read once. */
function textOf(block: Block, { index, between }: { readonly index: Index; readonly between: string }): string {
  const met = new Set<Block>();
  const within = (at: Block, depth: number): string => {
    if (at.text !== undefined) return at.text;
    if (met.has(at) || depth > DEEPEST) return "";
    met.add(at);
    const texts = children(at, index).map((it) => within(it, depth + 1));
    return texts.filter((it) => it !== "").join(between);
  };
  return within(block, 0);
}

function words(block: Block, index: Index): string {
  return textOf(block, { index, between: " " });
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** A table of Markdown; a cell that is not there is empty. */
function table(block: Block, index: Index): string {
  const cells = children(block, index).filter(({ type }) => type === "CELL");
  const texts = new Map(cells.map((cell) => [`${cell.row} ${cell.column}`, words(cell, index).replaceAll("|", "\\|")]));
  const at = (line: number, column: number): string => texts.get(`${line} ${column}`) ?? "";
  const width = cells.reduce((most, { column = 0 }) => Math.min(Math.max(most, column), MOST_COLUMNS), 0);
  const rows = [...new Set(cells.flatMap(({ row: line = [] }) => line))].sort((a, b) => a - b);
  const [head, ...rest] = rows.map((line) => row(Array.from({ length: width }, (_, column) => at(line, column + 1))));
  if (head === undefined) return "";
  return [head, `|${" --- |".repeat(width)}`, ...rest].join("\n");
}

/** What a layout block needs to know of its page. */
interface Page {
  readonly index: Index;
  /** The table a layout block stands for, where it does. */
  tableOf(layout: Block): Block | undefined;
}

type Render = (block: Block, page: Page) => string;

const plain: Render = (block, { index }) => words(block, index);

const RENDERS: Readonly<Record<string, Render>> = {
  LAYOUT_TITLE: (block, { index }) => `# ${words(block, index)}`,
  LAYOUT_SECTION_HEADER: (block, { index }) => `## ${words(block, index)}`,
  LAYOUT_TEXT: plain,
  LAYOUT_HEADER: plain,
  LAYOUT_FOOTER: plain,
  LAYOUT_PAGE_NUMBER: plain,
  LAYOUT_KEY_VALUE: (block, { index }) => textOf(block, { index, between: "\n" }),
  LAYOUT_LIST: (block, { index }) =>
    children(block, index)
      .map((item) => `- ${words(item, index).replace(BULLET, "")}`)
      .join("\n"),
  LAYOUT_TABLE(block, { index, tableOf }) {
    const found = tableOf(block);
    return found === undefined ? textOf(block, { index, between: "\n" }) : table(found, index);
  },
};

function ofType(blocks: readonly Block[], type: string): readonly Block[] {
  return blocks.filter((it) => it.type === type);
}

/** A page's layout as Markdown. A list repeats its items as texts of their own; a table is its layout's child, or the one at the same place. */
function layoutMarkdown(blocks: readonly Block[], index: Index): string {
  const items = new Set(ofType(blocks, "LAYOUT_LIST").flatMap((it) => it.children));
  const tables = ofType(blocks, "TABLE");
  const layouts = ofType(blocks, "LAYOUT_TABLE");
  const page: Page = {
    index,
    tableOf: (layout) =>
      children(layout, index).find(({ type }) => type === "TABLE") ?? tables[layouts.indexOf(layout)],
  };
  return blocks
    .filter(({ id }) => !items.has(id))
    .flatMap((block) => (Object.hasOwn(RENDERS, block.type) ? RENDERS[block.type]?.(block, page) : undefined) ?? [])
    .filter((section) => section.trim() !== "")
    .join("\n\n");
}

function lines(blocks: readonly Block[]): string {
  return ofType(blocks, "LINE")
    .flatMap(({ text }) => text ?? [])
    .join("\n");
}

/** Every page that says something, by its number from 1: its layout where the document has one, else its lines. */
export function markdownByPage(blocks: readonly Block[]): readonly (readonly [page: number, markdown: string])[] {
  const index: Index = new Map(blocks.map((block) => [block.id, block]));
  const hasLayout = blocks.some(({ type }) => Object.hasOwn(RENDERS, type) || type === "LAYOUT_FIGURE");
  const pages = new Map<number, Block[]>();
  for (const block of blocks) {
    const own = pages.get(block.page);
    if (own === undefined) pages.set(block.page, [block]);
    else own.push(block);
  }
  return [...pages]
    .sort(([a], [b]) => a - b)
    .map(([page, own]) => [page, hasLayout ? layoutMarkdown(own, index) : lines(own)] as const)
    .filter(([, markdown]) => markdown !== "");
}
