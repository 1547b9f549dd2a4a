import type { FailureKind, TransportFailure } from "@lintel/core";

/** httpx's error classes, by what went wrong between a request and its answer. */
const KINDS: Readonly<Record<string, FailureKind>> = {
  CloseError: "reset",
  ConnectError: "refused",
  ConnectTimeout: "connect_timeout",
  DecodingError: "protocol",
  LocalProtocolError: "protocol",
  NetworkError: "reset",
  PoolTimeout: "pool_timeout",
  ProtocolError: "protocol",
  ProxyError: "refused",
  ReadError: "reset",
  ReadTimeout: "read_timeout",
  RemoteProtocolError: "protocol",
  TooManyRedirects: "policy",
  UnsupportedProtocol: "policy",
  WriteError: "reset",
  WriteTimeout: "write_timeout",
};

/** The failure a host reports where a reply says that httpx raised. */
export function transportFailure(name: string, message = name): TransportFailure {
  return { kind: KINDS[name] ?? "protocol", message };
}
