import pytest

from pipeline.ingest.citation import bibliographic, own_citation
from pipeline.ingest.frontmatter import read_head
from pipeline.ingest.headings import is_known, run_in, split_run_ins
from pipeline.ingest.licence import licence_of
from pipeline.ingest.names import family_names
from pipeline.ingest.superscripts import raised


@pytest.mark.parametrize(
    ("line", "journal", "year"),
    [
        ("AJNR Am J Neuroradiol 2011", "AJNR Am J Neuroradiol", 2011),
        ("J Pain Res. 2020. doi: 10.2147/JPR.S280650", "J Pain Res", 2020),
        ("Clinical Neurology and Neurosurgery (2010)", "Clinical Neurology and Neurosurgery", 2010),
        ("Year: 2021 | Volume: 4 | Issue: 2 | Pages: 243-249", "", 2021),
        ("Joint Bone Spine 73 (2006) 753-755", "Joint Bone Spine", 2006),
        ("John Wiley & Sons Australia, 2022. doi: 10.1111/os.13192", "", 2022),
        ("J Teh Univ Heart Ctr, Vol. 8, No. 1 (2013)", "J Teh Univ Heart Ctr", 2013),
        ("Spine (Phila Pa 1976) 2008; 33(10): E329-E333.", "Spine (Phila Pa 1976)", 2008),
        ("The Spine Journal, 2014. Case report, 5 pages.", "The Spine Journal", 2014),
        ("doi 10.3390/reports8030172", "", None),
        (
            "Halvorsen et al. Open Cardiovasc Case Rep (2022) 10:88",
            "Open Cardiovasc Case Rep",
            2022,
        ),
        ("Images en Chirurgie du Rachis 2017; 9: 349", "Images en Chirurgie du Rachis", 2017),
        (
            "van der Berg et al. Zorg en Verpleging 2022; 31: 23. PMID: 99310558",
            "Zorg en Verpleging",
            2022,
        ),
        (
            "Abstracts of the 9th Meeting on Spine Surgery 2023; 12: 537",
            "Abstracts of the 9th Meeting on Spine Surgery",
            2023,
        ),
        (
            "Congress of Trainees, abstract supplement 2016; 12(3): 754-8",
            "Congress of Trainees, abstract supplement",
            2016,
        ),
        (
            "Zeitschrift für Orthopädie und ihre Grenzgebiete. 2003;141:201",
            "Zeitschrift für Orthopädie und ihre Grenzgebiete",
            2003,
        ),
        ("Swiss Radiology Online 2017; 14: 800", "Swiss Radiology Online", 2017),
        ("Spinal Letters; 16: 211", "Spinal Letters", None),
    ],
)
def test_bibliographic_lines(line: str, journal: str, year: int | None) -> None:
    found = bibliographic(line)
    assert found is not None
    assert (found.journal, found.year) == (journal, year)


@pytest.mark.parametrize(
    "line",
    [
        "Kyphoplasty in 2014: what have we learned from ten years of trials?",
        "A 58-year-old man was admitted in 2013.",
        "Pulmonary cement embolism following kyphoplasty",
        "The score fell from 8 to 2; 3: 4",
        "The ratio was 12:14 in 2014, 5: 3",
        "We treated two patients in this way in 2014, at 5: 30",
    ],
)
def test_other_lines_are_not_bibliographic(line: str) -> None:
    assert bibliographic(line) is None


def test_citation_of_itself() -> None:
    found = own_citation(
        "Mao Z, Xiong ZH, Li JF. Paraplegia caused by cement leakage: A case report. "
        "World J Clin Cases 2024; In press"
    )
    assert found is not None
    assert found.title == "Paraplegia caused by cement leakage: A case report"
    assert found.authors == ("Mao", "Xiong", "Li")
    assert (found.journal, found.year) == ("World J Clin Cases", 2024)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dong-Hyeon Chae, MD1, and Ki-Tae Nam*", ("Chae", "Nam")),
        ("Ahmadzai H(1), Clark WA(2).", ("Ahmadzai", "Clark")),
        ("John A. Smith, MD; Peter van der Berg, PhD", ("Smith", "van der Berg")),
        ("Cement Left in Place", ()),
        ("Leakage In Myeloma", ()),
        ("Kim In-Ho, Park On Woo", ("In-Ho", "Woo")),
        ("Saeon, Korea", ()),
    ],
)
def test_author_lists(text: str, names: tuple[str, ...]) -> None:
    assert family_names(text) == names


@pytest.mark.parametrize("first", ["In reply", "The Spine Journal, 2014. Case report, 5 pages."])
def test_first_lines_that_are_no_title(first: str) -> None:
    prose = (
        "The two correspondents are of the opinion that the matter is open. We do not share it. "
    )
    head = read_head([first, prose * 4], [False, True], wrapped=False)
    assert (head.title, head.notes, head.used) == ("", [first], 1)


@pytest.mark.parametrize(
    "heading", ["3. Case 2", "MATERIALS AND METHODS", "Results and discussion"]
)
def test_known_headings(heading: str) -> None:
    assert is_known(heading)


@pytest.mark.parametrize("line", ["Spinal haematoma: a case report", "In this case", "The results"])
def test_lines_that_only_hold_a_headings_words(line: str) -> None:
    assert not is_known(line)


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("Case Presentation: A 51 year old", "Case Presentation", "A 51 year old"),
        ("Introduction. Implants are", "Introduction", "Implants are"),
        ("BACKGROUND:The treatment", "BACKGROUND", "The treatment"),
        ("BACKGROUNDThe treatment", "BACKGROUND", "The treatment"),
        ("Case 2. A man", "Case 2", "A man"),
    ],
)
def test_run_in_headings(text: str, heading: str, rest: str) -> None:
    assert run_in(text) == (heading, rest)


@pytest.mark.parametrize(
    "text", ["In this case: the cement", "Cement leaked. It was", "Patients were"]
)
def test_plain_starts(text: str) -> None:
    assert run_in(text) is None


def test_capitals_cut_a_paragraph_that_starts_without_a_heading() -> None:
    assert split_run_ins("We saw a leak. METHODS: We looked. RESULTS: It was gone.") == [
        ("", "We saw a leak."),
        ("METHODS", "We looked."),
        ("RESULTS", "It was gone."),
    ]


def test_what_lost_its_spaces_cuts_a_paragraph_that_starts_without_a_heading() -> None:
    assert split_run_ins("Reports were read for all.ResultsThere were 489 levels.") == [
        ("", "Reports were read for all."),
        ("Results", "There were 489 levels."),
    ]


@pytest.mark.parametrize(
    ("before", "text", "written"),
    [
        ("kyphoplasty", "3,4", " [3,4]"),
        ("6.4 × 10", "9", "^9"),
        ("12 mm", "2", "2"),
        ("the 1", "st", "st"),
    ],
)
def test_raised_text(before: str, text: str, written: str) -> None:
    assert raised(before, text) == written


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("https://creativecommons.org/licenses/by-nc/4.0/", "CC BY-NC 4.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("under the Creative Commons Attribution-NonCommercial License", "CC BY-NC"),
        ("All rights reserved", ""),
    ],
)
def test_licences(text: str, licence: str) -> None:
    assert licence_of(text) == licence


def test_title_ends_where_a_cut_citation_begins() -> None:
    lines = [
        "van der Berg et al. Zorg en Verpleging 2022; 31: 23",
        "When the bottom hurts more than before: a view",
        "of foraminal cement after sacroplasty",
        "Zorg en Verpleging 2022;",
        "31: 23. PMID: 99310558",
        "van der Berg L, Ebbing M",
    ]
    head = read_head(lines, [False] * 6, wrapped=True)
    assert head.title == (
        "When the bottom hurts more than before: a view of foraminal cement after sacroplasty"
    )
    assert (head.meta.journal, head.meta.year) == ("Zorg en Verpleging", 2022)
    assert (head.meta.pmid, head.meta.authors) == ("99310558", ("van der Berg", "Ebbing"))


def test_number_below_its_label_is_no_title() -> None:
    lines = [
        "Nucl Imaging Rep 2018; 28: 244. PMID:",
        "99031846",
        "Emboli of cement that look like metastases on",
        "PET/CT: a case report",
        "Mbeki A, Oyelaran D",
    ]
    head = read_head(lines, [False] * 5, wrapped=True)
    assert head.title == "Emboli of cement that look like metastases on PET/CT: a case report"
    assert head.meta.pmid == "99031846"


def test_headings_before_a_dot_are_known_where_the_first_opens_the_paragraph() -> None:
    assert split_run_ins("Findings. CT showed cement. Conclusion. It was fatal.") == [
        ("Findings", "CT showed cement."),
        ("Conclusion", "It was fatal."),
    ]
