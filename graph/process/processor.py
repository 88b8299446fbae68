"""The processor time that another process has used so far: it tells a query that worked from one that waited."""

import os
from pathlib import Path


def seconds_used(pid: int) -> float | None:
    """Return the seconds of processor time of process ``pid``, all its threads included.

    None where nobody can tell: the system has no ``/proc``, there is no such process, or no descriptor is left to read
    it with. The fields are those of https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, of which the name alone
    may hold a space.

    >>> seconds_used(2**30) is None
    True
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:  # whatever it is, a query runs without this figure
        return None
    user, system = fields[11:13]  # utime and stime, the 14th and 15th, in clock ticks
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
