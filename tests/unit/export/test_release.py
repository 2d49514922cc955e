import csv
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from pipeline.evidence import State
from pipeline.export.cases import REGISTRY as REGISTRY_TABLE
from pipeline.export.cohorts import PREVALENCE
from pipeline.export.release import export_all
from pipeline.registry.model import Registry
from pipeline.resolve.model import Cohort
from tests.unit.export.example import COHORT, MAN, REGISTRY, count, registry_of

CONTRACT = {
    "registry": "case_id document_id first_author year doi pmid title case_label age_years sex "
    "indication procedure treated_levels approach cement_type cement_viscosity cement_volume_ml "
    "leakage leakage_site complication onset_days imaging management outcome follow_up_months "
    "vas_before vas_after leakage_site_absent complication_absent flags confidence review_status",
    "evidence": "evidence_id case_id document_id field value state original_text quote section "
    "page start end method confidence review_status",
    "cohorts": "document_id first_author year doi pmid patients levels leaks leak_unit "
    "symptomatic leaks_by_site",
    "cohort_evidence": "document_id count value quote section page start end method",
    "documents": "document_id source_path sha256 format doi pmid pmcid title first_author year "
    "journal licence study_type relevant status reason n_cases pages words reason_code "
    "language notices notes article_types",
    "same_patient_pairs": "case_id other_case_id score agree differ",
    "prevalence": "study xi ni event n studlab site unit",
    "codebook": "file column type unit codes description",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "new"
    export_all(REGISTRY, folder)
    return folder


def rows(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.mark.parametrize("name", CONTRACT)
def test_the_columns_of_the_contract(out: Path, name: str) -> None:
    header = (out / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == CONTRACT[name].split()


def test_every_file_is_reported_and_no_draft_is_left(tmp_path: Path) -> None:
    paths = export_all(REGISTRY, tmp_path)
    assert sorted(path.name for path in paths) == [
        "codebook.csv",
        "cohort_evidence.csv",
        "cohorts.csv",
        "datapackage.json",
        "documents.csv",
        "evidence.csv",
        "literature_cases.csv",
        "literature_evidence.csv",
        "overview.csv",
        "prevalence.csv",
        "registry.csv",
        "same_patient_pairs.csv",
    ]
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_a_case(out: Path) -> None:
    (row,) = rows(out, "registry")
    filled = {name: cell for name, cell in row.items() if cell}
    assert filled == {
        "case_id": "10-1",
        "document_id": "10",
        "first_author": "Mao",
        "year": "2024",
        "doi": "10.1/x",
        "pmid": "10",
        "title": "Cement, in the canal",
        "case_label": "Case 1",
        "age_years": "58",
        "sex": "male",
        "treated_levels": "T12; L1",
        "cement_volume_ml": "2.5; 10",
        "leakage": "present",
        "leakage_site": "intradural",
        "leakage_site_absent": "venous",
        "complication_absent": "infection",
        "flags": "level_outside_spine; volume_implausible",
        "confidence": "0.75",
        "review_status": "machine",
    }


def test_evidence_is_in_the_order_of_the_columns(out: Path) -> None:
    found = [(row["evidence_id"], row["value"], row["state"]) for row in rows(out, "evidence")]
    assert found == [
        ("10-1-age_years-1", "58", "present"),
        ("10-1-sex-1", "male", "present"),
        ("10-1-treated_levels-1", "T12", "present"),
        ("10-1-treated_levels-2", "L1", "present"),
        ("10-1-cement_volume_ml-1", "2.5", "present"),
        ("10-1-cement_volume_ml-2", "10", "present"),
        ("10-1-leakage-1", "present", "present"),
        ("10-1-leakage_site-1", "intradural", "present"),
        ("10-1-leakage_site-2", "venous", "absent"),
        ("10-1-complication-1", "infection", "absent"),
    ]
    sex, level = rows(out, "evidence")[1:3]
    assert (sex["page"], sex["start"], sex["end"]) == ("3", "0", "4")
    assert level["quote"] == "at T12,\nand L1"


def test_no_value_without_evidence(out: Path) -> None:
    stated = {(row["case_id"], row["field"]) for row in rows(out, "evidence")}
    for row in rows(out, "registry"):
        for column, cell in MAN.values().items():
            assert row[column] == ("; ".join(cell) if isinstance(cell, list) else cell)
            assert (row["case_id"], column.removesuffix("_absent")) in stated


def test_a_series(out: Path) -> None:
    (row,) = rows(out, "cohorts")
    assert row == {
        "document_id": "9",
        "first_author": "Ito",
        "year": "2011",
        "doi": "10.1/y",
        "pmid": "9",
        "patients": "20",
        "levels": "48",
        "leaks": "23",
        "leak_unit": "levels",
        "symptomatic": "0",
        "leaks_by_site": "venous=17; epidural=6; pulmonary=2",
    }
    assert [row["count"] for row in rows(out, "cohort_evidence")] == [
        "patients",
        "leaks_by_site.pulmonary",
    ]


def test_retold_cases_stand_apart(out: Path) -> None:
    (row,) = rows(out, "literature_cases")
    assert (row["literature_case_id"], row["reference"], row["sex"]) == (
        "10-literature-2",
        "Park 2009",
        "female",
    )
    (value,) = rows(out, "literature_evidence")
    assert value["literature_case_id"] == "10-literature-2"


def test_documents(out: Path) -> None:
    included, series, failed = rows(out, "documents")
    assert (included["relevant"], included["pages"], included["n_cases"]) == ("true", "", "1")
    assert series["title"] == "'=A series"
    assert (failed["status"], failed["reason"], failed["relevant"], failed["words"]) == (
        "failed",
        "The file is empty.",
        "",
        "",
    )


def shares(cohort: Cohort) -> list[str]:
    found = PREVALENCE.rows(registry_of(cohort))
    return [" ".join(map(str, (row[6], row[1], row[2], row[7]))) for row in found]


def test_prevalence(out: Path) -> None:
    assert rows(out, "prevalence")[0] == {
        "study": "9",
        "xi": "23",
        "ni": "48",
        "event": "23",
        "n": "48",
        "studlab": "Ito 2011",
        "site": "any",
        "unit": "levels",
    }
    assert shares(COHORT) == [
        "any 23 48 levels",
        "epidural 6 48 levels",
        "venous 17 48 levels",
        "pulmonary 2 20 patients",
    ]


def test_no_share_without_a_stated_denominator() -> None:
    assert shares(Cohort(leaks=5, leak_unit="levels", patients=20)) == []
    assert shares(Cohort(leaks=5, patients=20, levels=48)) == []
    assert shares(Cohort(leaks_by_site={"pulmonary": 2}, leak_unit="levels", levels=48)) == []
    assert shares(Cohort(leaks=5, leak_unit="patients", patients=4)) == []


def test_the_sentence_of_a_count_may_state_its_denominator() -> None:
    sentence = count("leaks", "5", "Leaks were found at 5 of 48 levels.")
    cohort = Cohort(patients=20, levels=48, leaks=5, evidence=(sentence,))
    assert shares(cohort) == ["any 5 48 levels"]
    both = count("leaks", "5", "Leaks were found at 5 of 48 levels in 20 patients.")
    assert shares(Cohort(patients=20, levels=48, leaks=5, evidence=(both,))) == []


def test_the_codebook_describes_every_column_of_every_file(out: Path) -> None:
    described = [(row["file"], row["column"]) for row in rows(out, "codebook")]
    found = [
        (path.name, column)
        for path in out.glob("*.csv")
        for column in path.read_text(encoding="utf-8").splitlines()[0].split(",")
    ]
    assert sorted(described) == sorted(found)
    by_name = {(row["file"], row["column"]): row for row in rows(out, "codebook")}
    volume = by_name["registry.csv", "cement_volume_ml"]
    assert (volume["type"], volume["unit"], volume["codes"]) == ("list of number", "ml", "")
    assert by_name["registry.csv", "sex"]["codes"] == "female; male"


def problems(out: Path) -> list[tuple[str, str]]:
    report = frictionless.validate(out / "datapackage.json")
    return [(error.type, task.name) for task in report.tasks for error in task.errors] + [
        (error.type, "") for error in report.errors
    ]


def test_the_datapackage_is_valid(out: Path) -> None:
    assert problems(out) == []


def test_an_empty_registry_is_a_valid_datapackage(tmp_path: Path) -> None:
    export_all(Registry(), tmp_path)
    assert problems(tmp_path) == []
    assert (tmp_path / "registry.csv").read_bytes().count(b"\n") == 1


@pytest.mark.parametrize(
    ("table", "old", "new", "error"),
    [
        ("registry", ",male,", ",man,", "constraint-error"),
        ("registry", "T12; L1", "D12; L1", "constraint-error"),
        ("registry", "2.5; 10", "2.5; ten", "constraint-error"),
        ("registry", ",58,", ",old,", "type-error"),
        ("evidence", ",10-1,", ",10-9,", "foreign-key"),
        ("evidence", "sex-1", "age_years-1", "primary-key"),
    ],
)
def test_the_datapackage_sees_a_wrong_cell(
    tmp_path: Path, table: str, old: str, new: str, error: str
) -> None:
    export_all(REGISTRY, tmp_path)
    path = tmp_path / f"{table}.csv"
    content = path.read_bytes()
    assert old.encode() in content
    path.write_bytes(content.replace(old.encode(), new.encode()))
    assert (error, table) in problems(tmp_path)


def test_the_same_registry_gives_the_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in export_all(REGISTRY, tmp_path / "a")]
    assert first == [path.read_bytes() for path in export_all(REGISTRY, tmp_path / "b")]


def test_pandas_reads_the_tables(out: Path) -> None:
    frame = pd.read_csv(out / "prevalence.csv")
    assert frame["xi"].tolist() == [23, 6, 17, 2]
    assert (frame["xi"] <= frame["ni"]).all()
    assert pd.read_csv(out / "registry.csv", dtype={"pmid": str})["pmid"].tolist() == ["10"]


def test_states_of_the_evidence_are_the_contracts() -> None:
    assert [state.value for state in State] == ["present", "absent", "unclear"]
    assert REGISTRY_TABLE.filename == "registry.csv"
