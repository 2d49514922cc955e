"""The case fields of the registry, one `FieldSpec` each.

Columns, gold validation, the codebook and the datapackage all derive from this list: a new
field is one new entry in `CASE_FIELDS`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How the values of a field are written."""

    NUMBER = "number"
    CODE = "code"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One case field.

    Attributes:
        name: column name in `registry.csv`.
        kind: how one value is written.
        many: whether a case may hold several values.
        description: what the column means, in the codebook's words.
        unit: unit of a number, empty for codes.
        codes: the closed list of codes, in their column order; empty for numbers and levels.
        findable: whether the field codes findings, which may also be denied ("no dyspnoea");
            a findable field has a second column, `<name>_absent`.
    """

    name: str
    kind: Kind
    many: bool
    description: str
    unit: str = ""
    codes: tuple[str, ...] = ()
    findable: bool = False

    def ordered(self, values: Iterable[str]) -> list[str]:
        """The distinct values in the order in which a cell lists them."""
        distinct = list(dict.fromkeys(values))
        if self.kind is Kind.LEVEL:
            return sorted(distinct, key=LEVELS.index)
        if self.codes:
            return sorted(distinct, key=self.codes.index)
        return distinct


LEVELS: tuple[str, ...] = (
    *(f"C{n}" for n in range(1, 8)),
    *(f"T{n}" for n in range(1, 13)),
    *(f"L{n}" for n in range(1, 7)),
    *(f"S{n}" for n in range(1, 6)),
)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CASE_FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("age_years", Kind.NUMBER, False, "Age of the patient at the report", "years"),
    FieldSpec("sex", Kind.CODE, False, "Sex of the patient", codes=_codes("female male")),
    FieldSpec(
        "indication",
        Kind.CODE,
        True,
        "Why the vertebra was augmented",
        codes=_codes(
            "osteoporotic_fracture traumatic_fracture metastasis multiple_myeloma lymphoma "
            "hemangioma osteonecrosis other_tumour other"
        ),
    ),
    FieldSpec(
        "procedure",
        Kind.CODE,
        True,
        "The index cement procedure",
        codes=_codes(
            "vertebroplasty kyphoplasty sacroplasty implant_augmentation screw_augmentation "
            "other_augmentation"
        ),
    ),
    FieldSpec(
        "treated_levels",
        Kind.LEVEL,
        True,
        "Levels that received cement at the index procedure",
    ),
    FieldSpec(
        "approach",
        Kind.CODE,
        False,
        "Way of the needle to the vertebral body",
        codes=_codes("unipedicular bipedicular other"),
    ),
    FieldSpec(
        "cement_type",
        Kind.CODE,
        False,
        "Material of the cement",
        codes=_codes("pmma calcium_phosphate other"),
    ),
    FieldSpec(
        "cement_viscosity",
        Kind.CODE,
        False,
        "Viscosity of the cement as stated",
        codes=_codes("low medium high"),
    ),
    FieldSpec(
        "cement_volume_ml",
        Kind.NUMBER,
        True,
        "Volumes of cement stated for the index procedure",
        "ml",
    ),
    FieldSpec(
        "leakage",
        Kind.CODE,
        False,
        "Whether cement left the treated bone",
        codes=_codes("present absent unclear"),
    ),
    FieldSpec(
        "leakage_site",
        Kind.CODE,
        True,
        "Where the leaked cement went",
        codes=_codes(
            "intradural epidural spinal_canal foraminal intradiscal paravertebral venous "
            "pulmonary cardiac arterial needle_track other"
        ),
        findable=True,
    ),
    FieldSpec(
        "complication",
        Kind.CODE,
        True,
        "What befell the patient at or after the index procedure",
        codes=_codes(
            "paraplegia motor_deficit sensory_deficit radicular_pain bladder_bowel_dysfunction "
            "cauda_equina_syndrome spinal_cord_compression csf_leak pulmonary_embolism "
            "cardiac_injury thrombosis stroke dyspnoea chest_pain hypotension_shock "
            "cardiac_arrest infection haematoma adjacent_fracture asymptomatic death"
        ),
        findable=True,
    ),
    FieldSpec(
        "onset_days",
        Kind.NUMBER,
        False,
        "From the procedure to the first symptom of the leak",
        "days",
    ),
    FieldSpec(
        "imaging",
        Kind.CODE,
        True,
        "Examinations of this patient, guidance during the procedure aside",
        codes=_codes(
            "xray ct mri echocardiography myelography angiography scintigraphy pet ultrasound"
        ),
    ),
    FieldSpec(
        "management",
        Kind.CODE,
        True,
        "Care of the leak or the complication",
        codes=_codes(
            "decompression cement_removal durotomy fusion vertebrectomy endovascular_retrieval "
            "cardiac_surgery anticoagulation steroids antibiotics oxygen conservative other"
        ),
    ),
    FieldSpec(
        "outcome",
        Kind.CODE,
        False,
        "The patient's last stated state",
        codes=_codes("complete_recovery partial_recovery no_improvement worsened death"),
    ),
    FieldSpec(
        "follow_up_months",
        Kind.NUMBER,
        False,
        "Time of the last follow-up stated, a month being 30.4375 days",
        "months",
    ),
    FieldSpec(
        "vas_before",
        Kind.NUMBER,
        False,
        "Pain before the index procedure, or before the treatment of its complication",
        "points on a scale from 0 to 10",
    ),
    FieldSpec(
        "vas_after",
        Kind.NUMBER,
        False,
        "Pain as last stated",
        "points on a scale from 0 to 10",
    ),
)

FIELDS: dict[str, FieldSpec] = {spec.name: spec for spec in CASE_FIELDS}

FINDINGS: tuple[FieldSpec, ...] = tuple(spec for spec in CASE_FIELDS if spec.findable)


def absent_column(spec: FieldSpec) -> str:
    """Name of the column that lists what was looked for and not found."""
    return f"{spec.name}_absent"
