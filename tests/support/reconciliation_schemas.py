"""What the JSON schemas of the Reconciliation Service API 0.2 demand of responses, as types that msgspec checks.

https://reconciliation-api.github.io/specs/0.2/schemas/; a cell of a data extension has no member beside its own.
"""

import re

import msgspec


class Type(msgspec.Struct, forbid_unknown_fields=True):
    """A type of entities."""

    id: str
    name: str


class Candidate(msgspec.Struct, forbid_unknown_fields=True):
    """A candidate of a query."""

    id: str
    name: str
    score: float
    match: bool
    type: list[Type]
    description: str | msgspec.UnsetType = msgspec.UNSET


class Result(msgspec.Struct, forbid_unknown_fields=True):
    """The candidates of a query."""

    result: list[Candidate]


class Suggestion(msgspec.Struct, forbid_unknown_fields=True):
    """A suggested entity, type or property."""

    id: str
    name: str
    description: str | msgspec.UnsetType = msgspec.UNSET
    notable: list[Type] | msgspec.UnsetType = msgspec.UNSET


class Suggestions(msgspec.Struct, forbid_unknown_fields=True):
    """The answer of a suggest service."""

    result: list[Suggestion]


class Place(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Where a suggest service is."""

    service_url: str
    service_path: str
    flyout_service_url: str = ""
    flyout_service_path: str = ""


class Suggest(msgspec.Struct, forbid_unknown_fields=True):
    """The suggest services."""

    entity: Place
    type: Place
    property: Place


class Template(msgspec.Struct, forbid_unknown_fields=True):
    """An address with a place for an id."""

    url: str


class Preview(Template, forbid_unknown_fields=True):
    """A frame of this size."""

    width: int
    height: int


class NumberSetting(msgspec.Struct, forbid_unknown_fields=True, tag="number"):
    """A setting of a property that is a number."""

    name: str
    label: str
    default: float
    help_text: str


class Extend(msgspec.Struct, forbid_unknown_fields=True):
    """The data extension service."""

    propose_properties: Place
    property_settings: list[NumberSetting]


class ServiceManifest(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    """The manifest of a service."""

    versions: list[str]
    name: str
    identifier_space: str
    schema_space: str
    documentation: str
    default_types: list[Type]
    view: Template
    preview: Preview
    suggest: Suggest
    extend: Extend


class Meta(msgspec.Struct, forbid_unknown_fields=True):
    """A column of a data extension."""

    id: str
    name: str
    type: Type | msgspec.UnsetType = msgspec.UNSET


class Cell(msgspec.Struct, forbid_unknown_fields=True):
    """A value of a data extension: an entity with id and name, or a string."""

    id: str | msgspec.UnsetType = msgspec.UNSET
    name: str | msgspec.UnsetType = msgspec.UNSET
    text: str | msgspec.UnsetType = msgspec.field(default=msgspec.UNSET, name="str")

    def __post_init__(self) -> None:
        """Demand exactly one of the forms."""
        forms = [(self.id, self.name), (self.text,)]
        given = [[part is not msgspec.UNSET for part in form] for form in forms]
        if sorted(map(all, given)) != [False, True] or sum(map(any, given)) != 1:
            raise ValueError(f"no value of a data extension: {self}")


class ExtensionResponse(msgspec.Struct, forbid_unknown_fields=True):
    """The answer of a data extension service."""

    meta: list[Meta]
    rows: dict[str, dict[str, list[Cell]]]


class Proposals(msgspec.Struct, forbid_unknown_fields=True):
    """The properties that are proposed for a type."""

    properties: list[Suggestion]
    type: str | msgspec.UnsetType = msgspec.UNSET
    limit: int | msgspec.UnsetType = msgspec.UNSET


def manifest(payload: object) -> ServiceManifest:
    """Return a manifest that has what the schema asks for."""
    read = msgspec.convert(payload, ServiceManifest)
    assert "0.2" in read.versions
    assert all("{{id}}" in template.url for template in (read.view, read.preview))
    assert re.search(r"\$\{id\}", read.suggest.entity.flyout_service_path)
    assert len({kind.id for kind in read.default_types}) == len(read.default_types)
    return read
