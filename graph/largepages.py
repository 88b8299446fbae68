"""Let the memory of a build come in large pages: its loader fills gigabytes and is done a tenth earlier with them.

The C library of most Linux systems asks for them where it is told to at the start of a process, by a tunable (glibc,
"Memory Allocation Tunables", ``glibc.malloc.hugetlb``; since release 2.35). Others do not know the variable.
"""

import os
import sys
from collections.abc import Mapping, Sequence

VARIABLE = "GLIBC_TUNABLES"
TUNABLE = "glibc.malloc.hugetlb=1"


def begin_again(command: Sequence[str]) -> None:
    """Replace this process by the same one with large pages, where ``command`` (program and arguments) is a build.

    Nothing is done where the user has tuned the C library, which holds for the process that this one becomes.
    """
    if sys.platform == "linux" and command[1:2] == ["build"] and VARIABLE not in os.environ:
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], tuned(os.environ))


def tuned(environment: Mapping[str, str]) -> dict[str, str]:
    """Return ``environment`` with the tunable."""
    return {**environment, VARIABLE: TUNABLE}
