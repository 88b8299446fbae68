"""The key of a client, by which it gets its share of workers, of connections and of memory."""

import ipaddress

V6_PREFIX = 64  # bits; providers give a customer a network of this size or larger


def client_key(host: str) -> str:
    """Return the key of the client with the address ``host``: an IPv4 address, or the network of an IPv6 one.

    >>> client_key("192.0.2.7"), client_key("2001:db8:0:1:2:3:4:5"), client_key("::ffff:192.0.2.7")
    ('192.0.2.7', '2001:db8:0:1::/64', '192.0.2.7')
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6:
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((int(address), V6_PREFIX), strict=False))
    return host
