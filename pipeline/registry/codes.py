"""Closed lists of codes that belong to documents and cohorts rather than to a case."""

from enum import StrEnum

from pipeline.document.model import Mark

STUDY_TYPES = ("case_report", "case_series", "cohort", "review", "other")
FORMATS = ("text", "pdf", "jats", "pubmed", "ris", "bioc", "docx", "html")
LEAK_UNITS = ("patients", "levels", "procedures", "screws")
COUNTS = ("patients", "levels", "leaks", "symptomatic")
"""The counts of a cohort that are plain numbers."""
EXCLUDED_MARKS = (Mark.RETRACTED,)
"""The marks whose bearers are left out unless a run says otherwise."""


class Status(StrEnum):
    """What became of a document that went in."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    DUPLICATE = "duplicate"
    FAILED = "failed"


class ReviewStatus(StrEnum):
    """What a person decided of a value or a case; MACHINE where nobody decided."""

    MACHINE = "machine"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
