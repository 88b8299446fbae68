"""The counts that lists in Orphadata's files state, held against what is in them."""

from rarekg.mappings.orphanet.xml_records import Element
from rarekg.mappings.reading.issues import Issues

OTHER_COUNT = "other-count"


def check_counts(record: Element, about: str, issues: Issues) -> None:
    """Report each list in ``record`` that states another number of elements than it has; what it has is read.

    Args:
        record: The record of a product.
        about: The disorder, for the message.
        issues: Where to note it.
    """
    todo = [record]
    while todo:
        element = todo.pop()
        stated = element.attributes.get("count")
        if stated is not None and stated != str(len(element.children)):
            message = f"{about} states {stated:.20} for {element.tag}, which has {len(element.children)}"
            issues.note(OTHER_COUNT, element.line, message, action="kept", value=about)
        todo += element.children
