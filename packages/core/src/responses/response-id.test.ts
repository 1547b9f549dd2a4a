import { describe, expect, it } from "vitest";
import { isOwnedResponseId, ownedResponse, ownedResponseId, plainResponseId } from "./response-id.ts";
import { sealedContent, sealedItemId, unsealedInput } from "./sealed-item.ts";

describe("an id of a response", () => {
  it("tells whose the response is, as LiteLLM writes it", () => {
    expect(ownedResponseId({ provider: "acme", modelId: "abc", id: "resp_1" })).toBe(
      "resp_bGl0ZWxsbTpjdXN0b21fbGxtX3Byb3ZpZGVyOmFjbWU7bW9kZWxfaWQ6YWJjO3Jlc3BvbnNlX2lkOnJlc3BfMQ==",
    );
  });

  it("is read again, with the word None for a deployment that has no id", () => {
    const id = ownedResponseId({ provider: "acme", id: "resp_ü😀" });
    expect(ownedResponse(id)).toEqual({ provider: "acme", modelId: "None", id: "resp_ü😀" });
    expect(plainResponseId(id)).toBe("resp_ü😀");
    expect(isOwnedResponseId(id)).toBe(true);
  });

  it.each(["resp_1", "", "resp_68f0", "resp_////", "resp_YTti", "x;y;z"])("%j is the provider's own", (id) => {
    expect(plainResponseId(id)).toBe(id);
    expect(isOwnedResponseId(id)).toBe(false);
  });
});

describe("a sealed item", () => {
  it("goes back as it came", () => {
    const item = { type: "reasoning", id: "rs_1", encrypted_content: "gAAA;b" };
    const sealed = {
      ...item,
      id: sealedItemId(item.id, "d;7"),
      encrypted_content: sealedContent(item.encrypted_content, "d7"),
    };
    expect(unsealedInput([{ ...sealed, id: sealedItemId(item.id, "d7") }, "text"])).toEqual([item, "text"]);
  });

  it("is left alone where it is none, or no base64", () => {
    const odd = [
      { id: "encitem_!", encrypted_content: "litellm_enc:a;x" },
      { id: 5, encrypted_content: null },
    ];
    expect(unsealedInput(odd)).toEqual([{ id: "encitem_!", encrypted_content: "litellm_enc:a;x" }, odd[1]]);
    expect(unsealedInput("text")).toBe("text");
  });
});
