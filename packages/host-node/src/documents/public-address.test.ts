import { describe, expect, it } from "vitest";
import { isPublicAddress } from "./public-address.ts";

const REFUSED: Readonly<Record<string, readonly string[]>> = {
  loopback: ["127.0.0.1", "127.255.255.254", "::1"],
  unspecified: ["0.0.0.0", "0.1.2.3", "::"],
  private: ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd00:ec2::254"],
  "link-local": ["169.254.169.254", "fe80::1", "febf::1", "fe80::1%eth0", "fec0::1"],
  "shared by a carrier": ["100.64.0.1", "100.100.100.200", "100.127.255.255"],
  multicast: ["224.0.0.1", "239.255.255.250", "ff02::1", "ff0e::1"],
  reserved: ["192.0.0.1", "192.0.0.192", "198.18.0.1", "198.19.255.255", "240.0.0.1", "255.255.255.255"],
  documentation: ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
  "special IPv6": ["100::1", "2001::1", "2001:2::1", "2001:10::1", "5f00::1", "4000::1", "64:ff9b:1::808:808"],
  "6to4 and its relay": ["2002:7f00:1::", "2002:808:808::1", "192.88.99.1"],
  "IPv4-mapped": ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::FFFF:0A00:0001"],
  "IPv4-compatible or translated": ["::127.0.0.1", "::7f00:1", "::8.8.8.8", "::ffff:0:127.0.0.1"],
  NAT64: ["64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::6440:1"],
  "a cloud's own": ["168.63.129.16", "::ffff:168.63.129.16"],
  unreadable: ["", "localhost", "127.0.0.1.", "1.2.3.4.5", "::g", "[::1]", "999.1.1.1"],
};

describe.each(Object.entries(REFUSED))("an address that is %s", (_, addresses) => {
  it.each(addresses)("such as %s is not public", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("an address that is public", () => {
  it.each(["8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1"])(
    "such as %s is told so",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it("is told so where IPv6 carries it, mapped or by NAT64", () => {
    expect(["::ffff:8.8.8.8", "64:ff9b::808:808"].map(isPublicAddress)).toEqual([true, true]);
  });
});
