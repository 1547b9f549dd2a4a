import { httpxUrl } from "../../httpx/index.ts";
import { ocrPost, type Request, timeouts } from "../../ocr/index.ts";
import type { Source } from "./document.ts";
import type { Asked, ReductoVendor } from "./vendor.ts";

export type Upload = Extract<Source, { readonly source: "bytes" }>;

/** A document as one part of an [upload](https://docs.reducto.ai/api-reference/upload), without the caller's headers and timeout. */
export function toUpload(
  vendor: ReductoVendor,
  { asked: { call, given }, bytes, mediaType }: Pick<Upload, "bytes" | "mediaType"> & { readonly asked: Asked },
): Request {
  const address = vendor.address(call, given);
  if ("refused" in address) return { raised: { text: address.refused } };
  return {
    plan: {
      method: "POST",
      url: httpxUrl(`${address.url}/upload`),
      headers: address.headers.filter(([name]) => name === "Authorization"),
      body: { body: "multipart", parts: [{ name: "file", filename: "document", mediaType, content: bytes }] },
      expect: "whole",
      timeouts: timeouts({}),
    },
  };
}

/** The [parse](https://docs.reducto.ai/api-reference/parse) of a document by its id. */
export function toParse(vendor: ReductoVendor, { asked, id }: { readonly asked: Asked; readonly id: string }): Request {
  const { call, given } = asked;
  const address = vendor.address(call, given);
  if ("refused" in address) return { raised: { text: address.refused } };
  const url = `${address.url}/parse`;
  return ocrPost(call, { address: { ...address, url }, body: vendor.body(id, call.input.params) });
}
