"""Files of Orphanet's product 1 for tests, in the layouts of 2026 and 2019; their disorders are invented."""

from collections.abc import Sequence
from html import escape

E, NTBT, BTNT = (
    "E (Exact mapping: the two concepts are equivalent)",
    "NTBT (ORPHAcode is narrower than the targeted code used to represent it)",
    "BTNT (ORPHAcode is broader than the targeted code used to represent it)",
)
ND = "ND (not yet decided/unable to decide: the alignment cannot be qualified by any of the existing labels)"


def product(*disorders: str) -> str:
    """Return a file with ``disorders``."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<JDBOR date="2026-06-23 07:53:50" version="1.3.42">\n'
    return f'{head}<DisorderList count="{len(disorders)}">\n{"".join(disorders)}</DisorderList>\n</JDBOR>\n'


def disorder(
    code: int | str,
    name: str,
    *,
    synonyms: Sequence[str] = (),
    definition: str = "",
    group: str = "Disorder",
    type_: str = "Disease",
    flags: Sequence[str] = ("",),
    references: Sequence[str] = (),
    moved_to: int | None = None,
    referred_to: int | None = None,
    moved_from: int | None = None,
) -> str:
    """Return a disorder as a file of 2026 has it."""
    ends = [("Moved to", moved_to), ("Referred to", referred_to)]
    associations = [_association(kind, target=other) for kind, other in ends if other is not None]
    if moved_from is not None:
        associations.append(_association("Moved to", root=moved_from))
    text = f"""<SummaryInformation lang="en"><TextSectionList count="1"><TextSection lang="en">
<TextSectionType id="16907"><Name lang="en">Definition</Name></TextSectionType>
<Contents>{escape(definition)}</Contents></TextSection></TextSectionList></SummaryInformation>"""
    return f"""<Disorder id="1">
<OrphaCode>{code}</OrphaCode>
<ExpertLink lang="en">http://www.orpha.net/</ExpertLink>
<Name lang="en">{escape(name)}</Name>
{_list("DisorderFlag", [f"<Value>1</Value><Label>{flag}</Label>" for flag in flags])}
{_list("Synonym", list(map(escape, synonyms)))}
<DisorderType id="21394"><Name lang="en">{type_}</Name></DisorderType>
<DisorderGroup id="36547"><Name lang="en">{group}</Name></DisorderGroup>
{_list("ExternalReference", references)}
{_list("DisorderDisorderAssociation", associations)}
<SummaryInformationList count="{int(bool(definition))}">{text if definition else ""}</SummaryInformationList>
</Disorder>
"""


def reference(
    source: str, number: str, relation: str = E, icd: str = "", status: str = "Validated", uri: str = ""
) -> str:
    """Return the content of an external reference."""
    related = f'<DisorderMappingICDRelation><Name lang="en">{icd}</Name></DisorderMappingICDRelation>' if icd else ""
    return f"""<Source>{source}</Source><Reference>{number}</Reference>
<DisorderMappingRelation id="1"><Name lang="en">{relation}</Name></DisorderMappingRelation>
{related or "<DisorderMappingICDRelation/>"}
<DisorderMappingValidationStatus id="1"><Name lang="en">{status}</Name></DisorderMappingValidationStatus>
<DisorderMappingICDRefUrl/><DisorderMappingICDRefUri>{uri}</DisorderMappingICDRefUri>"""


# Until 2020 an entry had an OrphaNumber and its texts another name.
OF_2019 = """<?xml version="1.0" encoding="ISO-8859-1"?>
<JDBOR date="2019-10-01 05:12:22" version="1.2.13">
  <DisorderList count="1">
    <Disorder id="2">
      <OrphaNumber>900010</OrphaNumber>
      <Name lang="en">Maladie de Hald\xe9n</Name>
      <SynonymList count="1"><Synonym lang="en">Halden disease</Synonym></SynonymList>
      <ExternalReferenceList count="1">
        <ExternalReference id="3">
          <Source>OMIM</Source><Reference>100100</Reference>
          <DisorderMappingRelation id="21527">
            <Name lang="en">E (Exact mapping (the terms and the concepts are equivalent))</Name>
          </DisorderMappingRelation>
        </ExternalReference>
      </ExternalReferenceList>
      <TextualInformationList count="1">
        <TextualInformation id="4" lang="en"><TextSectionList count="1"><TextSection id="5" lang="en">
          <TextSectionType id="16907"><Name lang="en">Definition</Name></TextSectionType>
          <Contents>A rare disease.</Contents>
        </TextSection></TextSectionList></TextualInformation>
      </TextualInformationList>
    </Disorder>
  </DisorderList>
</JDBOR>
"""


def _list(tag: str, contents: Sequence[str]) -> str:
    items = "".join(f"<{tag}>{content}</{tag}>" for content in contents)
    return f'<{tag}List count="{len(contents)}">{items}</{tag}List>'


def _association(kind: str, *, target: int | None = None, root: int | None = None) -> str:
    ends = "".join(
        f'<{end} id="7" cycle="true"/>' if code is None else f"<{end}><OrphaCode>{code}</OrphaCode></{end}>"
        for end, code in (("TargetDisorder", target), ("RootDisorder", root))
    )
    return f'{ends}<DisorderDisorderAssociationType><Name lang="en">{kind}</Name></DisorderDisorderAssociationType>'
