"""Invented references for documents that cite by number and bring no list of their own.

Authors, journals and identifiers do not exist. The titles tell of other patients on purpose:
they are there to mislead a careless extractor and must never be quoted as fact.
"""

from dataclasses import dataclass

from corpus.choice import draw, pick

SURNAMES = (
    "Abendroth",
    "Bakkali",
    "Castellan",
    "Dragovic",
    "Eklund",
    "Farrugia",
    "Gathercole",
    "Hoang",
    "Iversen",
    "Jankauskas",
    "Kettunen",
    "Lamprecht",
    "Marchetti",
    "Nakahara",
    "Okonjo",
    "Pelletier",
    "Quiroga",
    "Rautenberg",
    "Sandvik",
    "Tamayo",
    "Ulvestad",
    "Vandermeer",
    "Wojtowicz",
    "Yamazaki",
    "Zubiri",
)
INITIALS = ("A", "B", "C", "D", "E", "F", "G", "H", "JM", "K", "L", "M", "N", "P", "R", "S", "TV")
JOURNALS = (
    "Open Spine J Cases",
    "J Vertebr Interv",
    "Eur J Spinal Surg",
    "Neuroradiol Rep",
    "Cardiothorac Case J",
    "Asian J Spinal Disord",
    "Musculoskelet Imaging J",
    "Thorac Imaging Cases",
    "Acta Neurospinal",
)
TITLES = (
    "{leak} cement leakage after {procedure} of {level} in a {age}-year-old {person}",
    "{person_title} of {age} years with {event} after {procedure}: case report",
    "{procedure_title} with {volume} mL of cement at {level}: {event} in two patients",
    "{leak} leakage in {many} {procedure} levels: a retrospective series",
    "{event_title} {days} days after {procedure} of {level}",
    "Risk factors of {leak_lower} cement leakage: {many} patients",
    "Cement viscosity and leakage in {many} cadaver vertebrae",
    "{procedure_title} against conservative care: a randomised trial of {many} patients",
)
LEAKS = ("Intradural", "Epidural", "Venous", "Intradiscal", "Foraminal", "Paravertebral")
PROCEDURES = ("vertebroplasty", "balloon kyphoplasty", "kyphoplasty", "sacroplasty")
EVENTS = (
    "paraplegia",
    "fatal pulmonary embolism",
    "cauda equina syndrome",
    "cardiac perforation",
    "radicular pain",
    "foot drop",
    "spondylodiscitis",
)
LEVELS = ("T6", "T8", "T11", "T12", "L1", "L2", "L3", "L5")


@dataclass(frozen=True, slots=True)
class Citation:
    """The parts of an invented reference; authors are pairs of surname and initials."""

    authors: tuple[tuple[str, str], ...]
    title: str
    journal: str
    year: int
    volume: int
    first_page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a reference list; `parts` is None where the source brings only its text."""

    number: int
    text: str
    parts: Citation | None = None


def _title(key: str) -> str:
    procedure = pick(key, "procedure", PROCEDURES)
    event = pick(key, "event", EVENTS)
    leak = pick(key, "leak", LEAKS)
    person = pick(key, "person", ("woman", "man"))
    return pick(key, "title", TITLES).format(
        procedure=procedure,
        procedure_title=procedure.capitalize(),
        event=event,
        event_title=event.capitalize(),
        leak=leak,
        leak_lower=leak.lower(),
        person=person,
        person_title=person.capitalize(),
        level=pick(key, "level", LEVELS),
        age=45 + draw(key, "age", 45),
        volume=2 + draw(key, "volume", 9),
        many=40 + draw(key, "many", 900),
        days=2 + draw(key, "days", 28),
    )


def _authors(key: str) -> tuple[tuple[str, str], ...]:
    count = 2 + draw(key, "authors", 2)
    start = draw(key, "surname", len(SURNAMES))
    return tuple(
        (SURNAMES[(start + 7 * n) % len(SURNAMES)], pick(f"{key}.{n}", "initials", INITIALS))
        for n in range(count)
    )


def _printed(parts: Citation) -> str:
    names = ", ".join(f"{surname} {initials}" for surname, initials in parts.authors)
    pages = f"{parts.first_page}-{parts.last_page}"
    return f"{names}. {parts.title}. {parts.journal}. {parts.year};{parts.volume}:{pages}."


def invent(identifier: str, count: int, before_year: int) -> tuple[Reference, ...]:
    """`count` references for a document that appeared in `before_year`, numbered from 1."""
    references = []
    for number in range(1, count + 1):
        key = f"{identifier}/{number}"
        first_page = 3 + draw(key, "page", 1400)
        parts = Citation(
            authors=_authors(key),
            title=_title(key),
            journal=pick(key, "journal", JOURNALS),
            year=before_year - 1 - draw(key, "year", 14),
            volume=4 + draw(key, "volume", 40),
            first_page=first_page,
            last_page=first_page + 2 + draw(key, "pages", 7),
        )
        references.append(Reference(number, _printed(parts), parts))
    return tuple(references)
