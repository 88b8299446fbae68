"""Who says so: sources, knowledge level, agent and Biolink's predicate of an association must agree with each other.

The requirements are those of Biolink 4.4.6 (``schema/biolink_model.yaml``) and of this graph's model.
"""

from functools import lru_cache

from msgspec import Struct

from rarekg.graph.validation.model.slots import Fault
from rarekg.graph.validation.model.tokens import iri
from rarekg.graph.validation.model.vocabulary import Association

PREDICATE, LEVEL, AGENT, SOURCES = "Biolink predicate", "knowledge level", "agent type", "sources of an association"
EVIDENCE = "evidence and agent"
# KnowledgeLevelEnum and AgentTypeEnum of Biolink 4.4.6.
LEVELS = (
    *("knowledge_assertion", "logical_entailment", "prediction", "statistical_association", "observation"),
    "not_provided",
)
AGENTS = (
    *("manual_agent", "automated_agent", "data_analysis_pipeline", "computational_model", "text_mining_agent"),
    *("image_processing_agent", "manual_validation_of_automated_agent", "not_provided"),
)
# What the agent of a statement is by its evidence: a curator's, or a program's that read a text.
_AGENTS_OF_EVIDENCE = {
    iri("ECO:0000304"): "manual_agent",
    iri("ECO:0006017"): "manual_agent",
    iri("ECO:0000501"): "text_mining_agent",
}
_CONTRIBUTES, _SUSCEPTIBILITY = iri("biolink:contributes_to"), iri("rkg:SusceptibilityGene")


class Stated(Struct, frozen=True):
    """What an association says of where it comes from, each a term of N-Triples or None."""

    predicate: bytes | None
    level: bytes | None
    agent: bytes | None
    primary: bytes | None
    aggregator: bytes | None
    supporting: bytes | None
    evidence: bytes | None
    role: bytes | None


PROPERTIES = tuple(
    map(
        iri,
        (
            *("biolink:predicate", "biolink:knowledge_level", "biolink:agent_type"),
            *("biolink:primary_knowledge_source", "biolink:aggregator_knowledge_source"),
            *("biolink:supporting_data_source", "RO:0002558", "rkg:geneRole"),
        ),
    )
)


@lru_cache(maxsize=1 << 12)
def faults(association: Association, stated: Stated) -> tuple[Fault, ...]:
    """Return what is wrong with the provenance of an ``association``, which thousands share."""
    found = []
    contributes = stated.role == _SUSCEPTIBILITY
    due = association.predicates & {_CONTRIBUTES} if contributes else association.predicates - {_CONTRIBUTES}
    if stated.predicate is not None and stated.predicate not in due:
        found.append(Fault(PREDICATE, "is not the predicate of its class and role", stated.predicate))
    for rule, value, values in ((LEVEL, stated.level, LEVELS), (AGENT, stated.agent, AGENTS)):
        if value is not None and value not in [_text(name) for name in values]:
            found.append(Fault(rule, "is no value of Biolink's list", value))
    passed_on = [source for source in (stated.aggregator, stated.supporting) if source is not None]
    if stated.primary in passed_on or len({*passed_on}) < len(passed_on):
        found.append(Fault(SOURCES, "one source has two parts in the statement", stated.primary or b""))
    agent = _AGENTS_OF_EVIDENCE.get(stated.evidence or b"")
    if agent is not None and stated.agent not in (None, _text(agent)):
        found.append(Fault(EVIDENCE, f"the agent of this evidence is {agent}", stated.evidence or b""))
    return tuple(found)


def _text(value: str) -> bytes:
    return f'"{value}"'.encode()
