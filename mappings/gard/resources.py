"""Websites, organisations and readers' questions that a page lists."""

import re
from collections.abc import Iterator, Sequence

from rarekg.mappings.facts import Issue, Question, Resource, ResourceKind
from rarekg.mappings.gard.layout import PageSection
from rarekg.mappings.gard.lines import Line
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.reading.lookups import lookup_rows

# Kind of section → kind of resource.
KINDS: dict[str, ResourceKind] = {
    "testing": "testing",
    "specialists": "specialist",
    "organizations": "support",
    "where-to-start": "where-to-start",
    "in-depth": "in-depth",
    "related-diseases": "related",
}
_VERB = re.compile(r" (?:provides|contains|offers|has|is|are|brings|lists|describes|allows|helps|can)\b")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_ANSWER = re.compile(r"\s*\bSee answers?\b\s*$", re.IGNORECASE)


def resource_facts(section: PageSection, page: PageContext) -> Iterator[Resource | Issue]:
    """Yield a Resource for each item of a section, and an Issue for each repetition."""
    seen: set[str] = set()
    for item in _items(section.lines):
        resource = _resource(item, section.kind, page)
        if resource.title in seen:
            message = f"{resource.title!r} is listed twice"
            yield page.issue(item[0].number, "duplicate-row", message, "skipped", resource.title)
        else:
            yield resource
        seen.add(resource.title)


def question_facts(section: PageSection, page: PageContext) -> Iterator[Question | Issue]:
    """Yield each distinct question of a section, and an Issue for each repetition."""
    seen: set[str] = set()
    for item in _items(section.lines):
        text = _ANSWER.sub("", _text(item))
        # The site joined questions without a space: "… in women?Also, how rare …".
        text = re.sub(r"(?<=[a-z)])([?!])(?=[A-Z])", r"\1 ", text)
        if text in seen:
            yield page.issue(item[0].number, "duplicate-row", "a question is listed twice", "skipped", text)
        elif text:
            yield Question(disease=page.disease, text=text, origin=page.origin(section.kind, text))
        seen.add(text)


def _items(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield each list item with its continuation lines, which end at a blank line."""
    item: list[Line] = []
    for line in lines:
        if line.is_bullet or not line.text:
            if item:
                yield item
            item = [line] if line.is_bullet else []
        elif item:
            item.append(line)
    if item:
        yield item


def _text(item: Sequence[Line]) -> str:
    return " ".join(line.text for line in item).removeprefix("•").strip()


def _resource(item: Sequence[Line], kind: str, page: PageContext) -> Resource:
    text = _text(item)
    listed = _organisation(text)
    links = [link for line in item for link in line.links if link.url.startswith(("http://", "https://"))]
    printed = _URL.search(text)
    title = listed["name"] if listed else (links[0].words if links else "") or _title(item[0])
    url = links[0].url if links else printed[0].rstrip(".,;)") if printed else listed["url"] if listed else None
    organization = kind == "organizations"
    return Resource(
        disease=page.disease,
        kind=KINDS[kind],
        title=title,
        origin=page.origin(kind, title),
        url=f"https://{url}" if url and url.lower().startswith("www.") else url,
        publisher=listed["publisher"] if listed else None,
        organization=organization,
        description=text if text != title else None,
    )


def _organisation(text: str) -> dict[str, str] | None:
    """Return the row of ``lookups/organisations.tsv`` whose name begins the item; the longest name wins."""
    plain = re.sub(r"^the ", "", text, flags=re.IGNORECASE)
    for row in sorted(lookup_rows("organisations"), key=lambda row: -len(row["name"])):
        if any(re.match(rf"{re.escape(name)}(?!\w)", plain) for name in _names(row)):
            return row
    return None


def _names(row: dict[str, str]) -> Iterator[str]:
    yield row["name"]
    yield from (name for name in row["other_names"].split("|") if name)


def _title(line: Line) -> str:
    text = line.text.removeprefix("•").strip()
    verb = _VERB.search(text)
    return text[: verb.start()] if verb else text
