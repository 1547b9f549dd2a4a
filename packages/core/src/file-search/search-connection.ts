import type { Connection } from "../call.ts";
import type { StoreSearch } from "./store-search.ts";

/** The name by which a call's target holds the key of the stores and their address. */
export const STORES = "file_stores";

// What a connection is found to be is kept by the connection: each call has to bring the same one.
const extended = new WeakMap<StoreSearch, WeakMap<Connection, Connection>>();

function make(connection: Connection, { key, base }: StoreSearch): Connection {
  const { secrets, options } = connection;
  return { ...connection, secrets: { ...secrets, [STORES]: key }, options: { ...options, [STORES]: base } };
}

/** A provider's connection with that of the stores. */
export function withStores(connection: Connection, search: StoreSearch): Connection {
  const ofSearch = extended.get(search) ?? new WeakMap<Connection, Connection>();
  const found = ofSearch.get(connection) ?? make(connection, search);
  extended.set(search, ofSearch.set(connection, found));
  return found;
}
