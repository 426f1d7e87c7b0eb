"""Connecting to public addresses only.

A name is resolved here and the connection goes to the very address that was checked, so a name that answers
differently the second time (DNS rebinding) gains nothing, and a redirect is held to the same rule as any address.
IPv4 addresses dressed as IPv6 (mapped, 6to4, NAT64, Teredo) count as what they stand for.
"""

from __future__ import annotations

import ipaddress
import socket

from elchi.errors import RefusedSourceError, UnreachableSourceError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the open internet, whatever it is dressed as."""
    return all(
        one.is_global and not one.is_multicast for one in _meant(ipaddress.ip_address(address.partition("%")[0]))
    )


def _meant(address: Address) -> list[Address]:
    """Return the address, or the IPv4 addresses that it stands for."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address.sixtofour:
        return [address, address.sixtofour]
    if address.teredo:
        return [address, *address.teredo]
    if address in _NAT64 or address in _COMPATIBLE:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address]


def connect(host: str, port: int, *, timeout: float, allow_private: bool) -> socket.socket:
    """Return a connected socket; raises RefusedSourceError where the name leads to no public address."""
    where = f"{host}:{port}"
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise UnreachableSourceError(f"is no known host: {error}", where=host, mend="check the address") from error
    open_ones = [one for one in found if allow_private or is_public(str(one[4][0]))]
    if not open_ones:
        raise RefusedSourceError(
            f"leads to the private address {found[0][4][0]}",
            where=where,
            mend="if you mean a server of your own: --allow-private or ELCHI_ALLOW_PRIVATE=1",
        )
    problem: OSError | None = None
    for family, kind, protocol, _, address in open_ones:
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(timeout)
            connection.connect(address)
        except OSError as error:
            connection.close()
            problem = error
        else:
            return connection
    raise UnreachableSourceError(f"cannot be reached: {problem}", where=where, mend="try again later") from problem
