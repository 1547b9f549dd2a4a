import net from "node:net";
import { bytes } from "@lintel/core";
import type { Unsupplied } from "@lintel/core/host";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { testHost } from "../test/sending.ts";
import { freePort, serve, type TestServer } from "../test/servers.ts";
import type { DocumentRules, ResolvedAddress } from "./document-rules.ts";

const PUBLIC: ResolvedAddress = { address: "93.184.216.34", family: 4 };

async function refusal(url: string, documents: DocumentRules = {}): Promise<Unsupplied> {
  const need = bytes({ from: "url", url, parameter: "document.document_url" });
  const answer = await testHost({ documents }).supply(need);
  if (answer.supplied) throw new Error(`${url} was fetched`);
  return answer;
}

async function expectRefused(url: string, why: string, documents?: DocumentRules): Promise<void> {
  const { message, ...rest } = await refusal(url, documents);
  expect(message).toBe(`Error: Unable to fetch image from URL. document.document_url: ${why}. url=${url}`);
  expect(rest).toMatchObject({ kind: "ImageFetchError", param: "document.document_url", failure: { kind: "policy" } });
}

function unnamed(host: string): string {
  return `the host ${host} has no public address, and neither documents.allowHosts nor settings.user_url_allowed_hosts names it`;
}

function resolvesTo(...addresses: readonly string[]): Pick<DocumentRules, "resolve"> {
  return { resolve: async () => addresses.map((address) => ({ address, family: net.isIP(address) })) };
}

async function secretServer(): Promise<TestServer> {
  return serve((_, response) => response.writeHead(200, { "content-type": "text/plain" }).end("internal"));
}

async function redirectingTo(location: string): Promise<TestServer> {
  return serve((_, response) => response.writeHead(302, { location }).end());
}

describe("a document at a private address is refused", () => {
  it.each([
    ["https://127.0.0.1/a.pdf", "127.0.0.1"],
    ["https://127.1/a.pdf", "127.0.0.1"],
    ["https://2130706433/a.pdf", "127.0.0.1"],
    ["https://017700000001/a.pdf", "127.0.0.1"],
    ["https://0x7f000001/a.pdf", "127.0.0.1"],
    ["https://0x7f.0.0.1/a.pdf", "127.0.0.1"],
    ["https://0177.0.0.01/a.pdf", "127.0.0.1"],
    ["https://127.0.0.1./a.pdf", "127.0.0.1"],
    ["https://0/a.pdf", "0.0.0.0"],
    ["https://１２７.０.０.１/a.pdf", "127.0.0.1"],
    ["https://127。0。0。1/a.pdf", "127.0.0.1"],
    ["https://%31%32%37.0.0.1/a.pdf", "127.0.0.1"],
    ["https:\\\\127.0.0.1\\a.pdf", "127.0.0.1"],
    ["https://127.0.0.1:8443/a.pdf", "127.0.0.1"],
    ["https://10.0.0.1/a.pdf", "10.0.0.1"],
    ["https://192.168.0.1/a.pdf", "192.168.0.1"],
    ["https://169.254.169.254/latest/meta-data/", "169.254.169.254"],
    ["https://100.64.0.1/a.pdf", "100.64.0.1"],
    ["https://[::1]/a.pdf", "[::1]"],
    ["https://[::]/a.pdf", "[::]"],
    ["https://[fe80::1]/a.pdf", "[fe80::1]"],
    ["https://[fd00::1]/a.pdf", "[fd00::1]"],
    ["https://[::ffff:127.0.0.1]/a.pdf", "[::ffff:7f00:1]"],
    ["https://[::ffff:a9fe:a9fe]/a.pdf", "[::ffff:a9fe:a9fe]"],
    ["https://[64:ff9b::7f00:1]/a.pdf", "[64:ff9b::7f00:1]"],
    ["https://[2002:7f00:1::]/a.pdf", "[2002:7f00:1::]"],
  ])("spelt %s", async (url, host) => {
    await expectRefused(url, unnamed(host));
  });

  it("that the machine's own names lead to", async () => {
    await expectRefused("https://localhost/a.pdf", unnamed("localhost"));
    await expectRefused("https://LOCALHOST./a.pdf", unnamed("localhost"));
  });

  it.each(["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"])(
    "that a name resolves to: %s",
    async (address) => {
      await expectRefused("https://evil.test/a.pdf", unnamed("evil.test"), resolvesTo(address));
    },
  );

  it("that a name resolves to among public ones", async () => {
    const rules = resolvesTo(PUBLIC.address, "2606:4700::1111", "10.0.0.1");
    await expectRefused("https://evil.test/a.pdf", unnamed("evil.test"), rules);
  });

  it("in the same words as a name that does not exist, so that private names cannot be listed", async () => {
    const missing = { resolve: () => Promise.reject(new Error("ENOTFOUND")) };
    await expectRefused("https://evil.test/a.pdf", unnamed("evil.test"), missing);
    await expectRefused("https://evil.test/a.pdf", unnamed("evil.test"), resolvesTo());
    await expectRefused("https://evil.test/a.pdf", unnamed("evil.test"), resolvesTo("nonsense"));
  });

  it("as an international name leads there, in Punycode", async () => {
    await expectRefused("https://bücher.test/a", unnamed("xn--bcher-kva.test"), resolvesTo("::1"));
  });
});

describe("a document is refused by its address's form", () => {
  it.each([
    ["http://example.com/a.pdf", 'the scheme "http" is not allowed, only https'],
    ["ftp://example.com/a.pdf", 'the scheme "ftp" is not allowed, only https'],
    ["file:///etc/passwd", 'the scheme "file" is not allowed, only https'],
    ["data:text/plain,a", 'the scheme "data" is not allowed, only https'],
    ["//example.com/a.pdf", "it is no valid address"],
    ["nonsense", "it is no valid address"],
    ["https://", "it is no valid address"],
    ["https://1.2.3.4.5/", "it is no valid address"],
    ["https://256.256.256.256/", "it is no valid address"],
    ["https://[fe80::1%25eth0]/", "it is no valid address"],
    ["https://exa mple.com/", "it is no valid address"],
    ["https://.../a.pdf", "it names no host"],
    ["https://example.com@127.0.0.1/", "an address with credentials in it is not fetched"],
    ["https://user:pass@example.com/", "an address with credentials in it is not fetched"],
  ])("%s", async (url, why) => {
    await expectRefused(url, why, { resolve: () => Promise.reject(new Error("nothing is looked up")) });
  });

  it("or where the host fetches nothing at all", async () => {
    const answer = await testHost({ documents: false }).supply(
      bytes({ from: "url", url: "https://example.com/a.pdf" }),
    );
    expect(answer).toEqual({ supplied: false, message: "document: this host fetches no documents", param: "document" });
  });
});

describe("a document whose address is checked", () => {
  it("is fetched from that very address, whatever the name says a moment later", async () => {
    const secret = await secretServer();
    const closed = await freePort();
    const real = net.connect;
    const connected: unknown[] = [];
    const spy = vi.spyOn(net, "connect").mockImplementation((...args: readonly unknown[]) => {
      const [options] = args as readonly [{ readonly host: string; readonly lookup: net.LookupFunction }];
      options.lookup(options.host, { all: true }, (_, found) => connected.push(found));
      options.lookup(options.host, { all: false }, (_, found) => connected.push(found));
      return real({ host: "127.0.0.1", port: closed });
    });
    onTestFinished(() => spy.mockRestore());
    const asked: string[] = [];
    const resolve = async (host: string): Promise<readonly ResolvedAddress[]> => {
      asked.push(host);
      return asked.length === 1 ? [PUBLIC] : [{ address: "127.0.0.1", family: 4 }];
    };
    const url = `http://rebinding.test:${secret.port}/a.pdf`;
    await expectRefused(url, unnamed("rebinding.test"), { schemes: ["http"], resolve });
    expect(connected).toEqual([[PUBLIC], PUBLIC.address]);
    expect(asked).toHaveLength(2);
    expect(secret.sockets).toHaveLength(0);
  });

  it("is refused where it redirects into a private range, by address or by name", async () => {
    const secret = await secretServer();
    const resolve = async (): Promise<readonly ResolvedAddress[]> => [{ address: "127.0.0.1", family: 4 }];
    for (const [location, why] of [
      [`${secret.origin}/`, unnamed("127.0.0.1")],
      [`http://2130706433:${secret.port}/`, unnamed("127.0.0.1")],
      [`http://[::ffff:7f00:1]:${secret.port}/`, unnamed("[::ffff:7f00:1]")],
      [`//internal.test:${secret.port}/`, unnamed("internal.test")],
      ["http://169.254.169.254/latest/meta-data/", unnamed("169.254.169.254")],
      ["file:///etc/passwd", "the answer redirects to file:"],
      [`https://user:pass@127.0.0.1:${secret.port}/`, 'the scheme "https" is not allowed, only http'],
    ] as const) {
      const server = await redirectingTo(location);
      const allowHosts = [`127.0.0.1:${server.port}`];
      await expectRefused(`${server.origin}/a.pdf`, why, { schemes: ["http"], allowHosts, resolve });
    }
    expect(secret.sockets).toHaveLength(0);
  });

  it("is refused after nine redirects", async () => {
    const server = await redirectingTo("/again");
    const rules = { schemes: ["http"], allowHosts: ["127.0.0.1"] } as const;
    await expectRefused(`${server.origin}/a.pdf`, "more than 9 redirects", rules);
    expect(server.sockets).toHaveLength(10);
  });
});

describe("a host that is let in", () => {
  it("is meant with its port, where it has one, and no other", async () => {
    const server = await secretServer();
    const why = unnamed("127.0.0.1");
    for (const entry of ["127.0.0.1:1", "127.0.0.2", "localhost", "[::1]", "*", "", `${server.origin}/`, "127.0.0.0/8"])
      await expectRefused(`${server.origin}/a`, why, { schemes: ["http"], allowHosts: [entry] });
    expect(server.sockets).toHaveLength(0);
  });
});
