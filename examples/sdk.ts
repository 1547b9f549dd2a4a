import { completion, ocr } from "@lintel/host-node";

const messages = [{ role: "user", content: "What is a lintel?" }] as const;

const answer = await completion({ model: "openai/gpt-4o", messages });
console.log(answer.choices[0]?.message.content);

const stream = await completion({ model: "openai/gpt-4o", messages, stream: true });
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? "");

const document = { type: "document_url", document_url: "https://arxiv.org/pdf/2201.04234" } as const;
const scan = await ocr({ model: "mistral/mistral-ocr-latest", document });
console.log(scan.pages.map((page) => page.markdown).join("\n"));
