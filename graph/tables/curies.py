"""Shorten whole columns of IRIs by the one table of prefixes."""

from typing import TYPE_CHECKING

from rarekg.ontology.prefixes import compress, converter, padded

if TYPE_CHECKING:
    import pyarrow as pa
    from curies import Record

LOOKAROUND = "(?!"  # in a pattern that pyarrow's expressions cannot match; few ids have such a prefix


def curies(iris: "pa.StringArray") -> "pa.StringArray":
    """Return each IRI as :func:`rarekg.ontology.prefixes.compress` does, and in full where it has no CURIE.

    >>> import pyarrow as pa
    >>> curies(pa.array(["http://purl.obolibrary.org/obo/HP_0000964", "https://hpo.jax.org/", None])).to_pylist()
    ['HP:0000964', 'https://hpo.jax.org/', None]
    """
    import pyarrow.compute as pc

    encoded = pc.dictionary_encode(iris)
    return _shortened(encoded.dictionary).take(encoded.indices)


def _shortened(iris: "pa.StringArray") -> "pa.StringArray":
    """Return the CURIEs of different ``iris``, the longest namespace first."""
    import pyarrow as pa
    import pyarrow.compute as pc

    everywhere = pa.array(range(len(iris)), pa.int64())
    rest, at, parts, places = iris, everywhere, [iris.slice(0, 0)], [everywhere.slice(0, 0)]
    for record in sorted(converter().records, key=lambda record: -len(record.uri_prefix)):
        found = pc.starts_with(rest, record.uri_prefix)
        if pc.any(found).as_py():
            short = _of_one_prefix(rest.filter(found), record)
            parts.append(short.drop_null())
            places.append(at.filter(found).filter(short.is_valid()))
            rest, at = rest.filter(pc.invert(found)), at.filter(pc.invert(found))
    order = pc.index_in(everywhere, pa.concat_arrays(places))
    return pc.coalesce(pa.concat_arrays(parts).take(order), iris)


def _of_one_prefix(iris: "pa.StringArray", record: "Record") -> "pa.StringArray":
    """Return the CURIEs of ``iris``, which have the namespace of ``record``; null where the local id is not valid."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if record.prefix in padded() or LOOKAROUND in (record.pattern or ""):
        return pa.array([compress(iri) for iri in iris.to_pylist()], pa.string())
    local = pc.utf8_slice_codeunits(iris, len(record.uri_prefix))
    valid = pc.match_substring_regex(local, rf"\A(?:{record.pattern})\z" if record.pattern else "(?s).")
    return pc.if_else(valid, pc.binary_join_element_wise(record.prefix, local, ":"), pa.scalar(None, pa.string()))
