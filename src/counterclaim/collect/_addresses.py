"""Which network addresses a fetch may connect to."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

#: Besides what the standard library calls private, reserved and so on. Source: IANA special-purpose registries.
NEVER = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "240.0.0.0/4",
        "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10",
        "ff00::/8", "64:ff9b:1::/48",
    )
)  # fmt: skip
NAT64 = ip_network("64:ff9b::/96")
#: Metadata services of cloud providers that are not link-local.
METADATA = frozenset(map(ip_address, ("168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254")))


def _carried(address: IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that an IPv6 address stands for (mapped, compatible, NAT64, 6to4, Teredo, ISATAP)."""
    number = int(address)
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if number >> 32 == 0 or address in NAT64 or (number >> 32) & 0xFFFF_FFFF in (0x0000_5EFE, 0x0200_5EFE):
        yield IPv4Address(number & 0xFFFF_FFFF)
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo


def refusal(address: str) -> str | None:
    """Why `address` must not be connected to, or None where it is an ordinary public one.

    IPv6 forms that carry an IPv4 address are refused where the address that they carry is; `is_global` alone calls
    the NAT64 and 6to4 forms of 127.0.0.1 global.
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return "no network address"
    if isinstance(ip, IPv6Address):
        for inner in _carried(ip):
            if reason := refusal(str(inner)):
                return f"{reason}, as {inner}"
        if ip.ipv4_mapped or ip in NAT64:
            return None
    for reason, holds in (
        ("a metadata service", ip in METADATA),
        ("loopback", ip.is_loopback),
        ("unspecified", ip.is_unspecified),
        ("link-local", ip.is_link_local),
        ("multicast", ip.is_multicast),
        ("private", ip.is_private),
        ("reserved", ip.is_reserved or any(ip.version == block.version and ip in block for block in NEVER)),
        ("not public", not ip.is_global),
    ):
        if holds:
            return reason
    return None


class Private:
    """The addresses of this machine and of its own network, for a site of one's own and for tests: never those of
    metadata services or of a link."""

    def __contains__(self, address: object) -> bool:
        return isinstance(address, str) and refusal(address) in ("private", "loopback")
