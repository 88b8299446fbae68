"""The XML of Orphanet's products in its real layout, with invented disorders."""

EXACT = "E (Exact mapping: the two concepts are equivalent)"
LOSS = "Disease-causing germline mutation(s) (loss of function) in"


def xml(list_: str, records: str) -> str:
    """Return a product with ``records`` in its list."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<JDBOR date="2025-12-09 07:09:56" version="1.3.42">\n'
        f"<Availability/><{list_}>\n{records}</{list_}>\n</JDBOR>\n"
    )


def listed(tag: str, items: str) -> str:
    """Return the list of ``items``, which are elements called ``tag``."""
    return f'<{tag}List count="{items.count(f"<{tag}>") + items.count(f"<{tag} ")}">{items}</{tag}List>'


def named(tag: str, name: str) -> str:
    """Return an element that has a name."""
    return f'<{tag} id="1"><Name lang="en">{name}</Name></{tag}>'


def disorder(code: object, content: str, tag: str = "Disorder") -> str:
    """Return a record of a disorder."""
    head = f'<OrphaCode>{code}</OrphaCode><Name lang="en">Halden syndrome {code}</Name>'
    return (
        f'<{tag} id="1">{head}{named("DisorderType", "Disease")}{named("DisorderGroup", "Disorder")}{content}</{tag}>\n'
    )


def entity(code: object, *, synonyms: str = "", references: str = "", moves: str = "", definition: str = "") -> str:
    """Return a record of product 1."""
    flag = "<DisorderFlag><Value>1</Value><Label></Label></DisorderFlag>"
    lists = [listed("DisorderFlag", flag), listed("Synonym", synonyms), listed("ExternalReference", references)]
    lists.append(listed("DisorderDisorderAssociation", moves))
    if definition:
        text = f"<TextSection>{named('TextSectionType', 'Definition')}<Contents>{definition}</Contents></TextSection>"
        summary = f"<SummaryInformation>{listed('TextSection', text)}</SummaryInformation>"
        lists.append(listed("SummaryInformation", summary))
    return disorder(code, "".join(lists))


def reference(source: str, number: object, relation: str = EXACT) -> str:
    """Return a mapping of product 1."""
    return (
        f"<ExternalReference><Source>{source}</Source><Reference>{number}</Reference>"
        f"{named('DisorderMappingRelation', relation)}<DisorderMappingICDRelation/>"
        f"{named('DisorderMappingValidationStatus', 'Validated')}<DisorderMappingICDRefUri/></ExternalReference>"
    )


def relation(kind: str, code: object) -> str:
    """Return an entity that the one of a record was moved to, or that stands above it."""
    target = f"<TargetDisorder><OrphaCode>{code}</OrphaCode><Name>Halden disease {code}</Name></TargetDisorder>"
    end = named("DisorderDisorderAssociationType", kind)
    return f'<DisorderDisorderAssociation>{target}<RootDisorder cycle="true"/>{end}</DisorderDisorderAssociation>'


def profile(code: object, rows: str, source: str = "12345678[PMID]") -> str:
    """Return a record of product 4."""
    inner = disorder(code, listed("HPODisorderAssociation", rows))
    day = "<ValidationStatus>y</ValidationStatus><ValidationDate>2016-06-01 00:00:00.0</ValidationDate>"
    return f"<HPODisorderSetStatus>{inner}<Source>{source}</Source>{day}</HPODisorderSetStatus>\n"


def phenotype(term: str = "HP:0001250", frequency: str = "Frequent (79-30%)") -> str:
    """Return a row of product 4."""
    about = f"<HPO><HPOId>{term}</HPOId><HPOTerm>Seizure</HPOTerm></HPO>{named('HPOFrequency', frequency)}"
    criterion = named("DiagnosticCriteria", "Diagnostic criterion")
    return f"<HPODisorderAssociation>{about}{criterion}</HPODisorderAssociation>"


def gene(number: object = 6106, *, ids: str = "", source: str = "12345678[PMID]", symbol: str = "FOXP3") -> str:
    """Return a row of product 6."""
    own = f"<ExternalReference><Source>HGNC</Source><Reference>{number}</Reference></ExternalReference>{ids}"
    about = f"<Name>forkhead box P3</Name><Symbol>{symbol}</Symbol>{listed('ExternalReference', own)}"
    role = named("DisorderGeneAssociationType", LOSS) + named("DisorderGeneAssociationStatus", "Assessed")
    return (
        f"<DisorderGeneAssociation><SourceOfValidation>{source}</SourceOfValidation><Gene>{about}</Gene>{role}"
        "</DisorderGeneAssociation>"
    )


def prevalence(value: object = "1.5", *, class_: str = "1-9 / 100 000", source: str = "12345678[PMID]") -> str:
    """Return a row of product 9 (prevalence)."""
    named_parts = (
        *(("PrevalenceType", "Point prevalence"), ("PrevalenceQualification", "Value and class")),
        *(("PrevalenceClass", class_), ("PrevalenceGeographic", "Norway"), ("PrevalenceValidationStatus", "Validated")),
    )
    parts = "".join(named(tag, name) for tag, name in named_parts)
    return f"<Prevalence><Source>{source}</Source><ValMoy>{value}</ValMoy>{parts}</Prevalence>"
