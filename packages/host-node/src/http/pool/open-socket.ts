import { connect, isIP, type OnReadOpts, type Socket, type TcpNetConnectOpts } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { type ConnectionOptionsOfHost, tlsOptions } from "../connection-options.ts";

/** Where connections of one origin go, and how. */
export interface Target {
  /** A socket on its way to the origin, which reads into the buffer given. */
  open(onread: OnReadOpts): Socket;
  /** What tells that the connection may be written to. */
  readonly ready: "connect" | "secureConnect";
}

/** How the sockets of one origin are opened. A TLS session is taken up again where the server allows it. */
export function target(url: URL, options: ConnectionOptionsOfHost): Target {
  // An IPv6 address stands in brackets.
  const host = url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname;
  const isSecure = url.protocol === "https:";
  const port = url.port === "" ? (isSecure ? 443 : 80) : Number(url.port);
  const place = { host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 };
  if (!isSecure) return { ready: "connect", open: (onread) => connect({ ...place, onread }) };
  const secure = {
    ...place,
    ...tlsOptions(options),
    ALPNProtocols: ["http/1.1"],
    ...(isIP(host) === 0 && { servername: host }),
  };
  // Taken where an origin is secure: it holds 6 MB.
  const tls = process.getBuiltinModule("node:tls");
  let session: Buffer | undefined;
  return {
    ready: "secureConnect",
    open(onread) {
      // `onread` is documented with tls.connect, and missing in its types.
      const own: ConnectionOptions & Pick<TcpNetConnectOpts, "onread"> = {
        ...secure,
        onread,
        ...(session !== undefined && { session }),
      };
      // A ticket is good for one connection.
      session = undefined;
      return tls.connect(own).on("session", (fresh) => {
        session = fresh;
      });
    },
  };
}
