"""Inputs that are nearly right: cut, repeated, swapped, and with pieces that programs stumble over."""

import re
from collections.abc import Sequence
from random import Random

PIECES = (
    *("", " ", "\0", "\t", "\n", "\r\n", "\x0b", "\x1b[31m", "\x85", "\u2028", "\u202e", "\ufeff", "\ufffe", "\ufffd"),
    *("%", "%00", "%zz", "%ff", "%ED%A0%80", "%0d%0aX-Injected:%201", "\\", "\\u0000", "\\ud800", "\\U00110000"),
    *(
        "'",
        '"',
        "'''",
        '"""',
        "`",
        "<",
        ">",
        "<>",
        "&",
        "&#0;",
        "]]>",
        "<!--",
        "-->",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "|",
    ),
    *("0", "-1", "1e999", "NaN", "Infinity", "9" * 25, "9" * 5000, "0" * 5000 + "1", "1" + "0" * 400, "٣", "½", "1_0"),
    *("../" * 8 + "etc/passwd", "/dev/zero", "a" * 300, "a" * 5000, "😀" * 70, "ｅ", "İ", "ß", "e\u0301" * 50, "ﷺ"),
    *(
        "true",
        "null",
        "None",
        "{{7*7}}",
        "${7*7}",
        "<img src=x onerror=harm()>",
        "javascript:harm()",
        "HP:",
        "HP:0000118",
    ),
    *(
        "(" * 300,
        "{" * 300,
        "[" * 300,
        "<a>" * 300,
        "<!--" * 30,
        "NOT ",
        " AND ",
        " OR ",
        " NEAR ",
        "*",
        ":",
        ";",
        ",",
        "^",
    ),
)
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def mutated(chance: Random, data: bytes) -> bytes:
    """Return ``data`` with up to six changes of its bytes."""
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        data = _changed(chance, data)
    return data


def _changed(chance: Random, data: bytes) -> bytes:
    begin, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    end = min(end, begin + chance.choice((0, 1, 1, 8, 200, len(data))))
    kind = chance.randrange(7)
    if kind == 0:
        return data[:begin] + data[end:]
    if kind == 1:
        return data[:begin]
    if kind == 2:
        return data[:end] + data[begin:end] * chance.choice((1, 2, 50)) + data[end:]
    if kind == 3:
        return data[:begin] + bytes(chance.randrange(256) for _ in range(chance.choice((1, 4)))) + data[begin + 1 :]
    if kind == 4:
        at = chance.randrange(len(data) + 1)
        return data[:at] + data[begin:end] + data[at:]
    return data[:begin] + chance.choice(PIECES).encode("utf-8", "surrogatepass") + data[begin if kind == 5 else end :]


def mutated_lines(chance: Random, text: str) -> str:
    """Return ``text`` with lines or cells of it removed, repeated, moved, or with a piece in their place."""
    lines = text.split("\n")
    for _ in range(chance.choice((1, 2, 4))):
        at = chance.randrange(len(lines))
        cells = lines[at].split("\t")
        kind = chance.randrange(5)
        if kind == 0:
            lines[at : at + chance.choice((1, 3))] = []
        elif kind == 1:
            lines[at:at] = [lines[chance.randrange(len(lines))]] * chance.choice((1, 3, 100))
        elif kind == 2:
            cells[chance.randrange(len(cells))] = chance.choice(PIECES)
            lines[at] = "\t".join(cells)
        else:
            lines[at] = mutated_tokens(chance, lines[at])
        lines = lines or [""]
    return "\n".join(lines)


def mutated_tokens(chance: Random, text: str, others: Sequence[str] = ("",)) -> str:
    """Return ``text`` with words of it removed, repeated, swapped, or replaced by a piece or a part of ``others``."""
    tokens = _TOKEN.findall(text)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at, other = (chance.randrange(len(tokens) + 1) for _ in range(2))
        kind = chance.randrange(6)
        if kind == 0:
            tokens[at : at + chance.choice((1, 2, 10))] = []
        elif kind == 1:
            tokens[at:at] = tokens[other : other + 5] * chance.choice((1, 1, 30))
        elif kind == 2 and at < len(tokens) and other < len(tokens):
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif kind == 3:
            found = _TOKEN.findall(chance.choice(others)) or [""]
            start = chance.randrange(len(found))
            tokens[at:at] = found[start : start + chance.choice((1, 5, 40))]
        else:
            tokens[at : at + kind - 4] = [chance.choice(PIECES)]
    return "".join(tokens)
