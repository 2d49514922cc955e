"""The patient's last stated state."""

import pytest

from tests.unit.resolve.telling import OPENING, cell, listed, only_case, report

TROUBLE = "Cement leaked into the canal and paraparesis developed. Laminectomy was performed. "


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("She recovered completely.", "complete_recovery"),
        ("The pain was totally gone on the next day.", "complete_recovery"),
        ("Her diabetes was unchanged at one year.", ""),
        ("At twelve months she was without any respiratory complaint.", "complete_recovery"),
        (
            "Strength was 3/5 at discharge, 4/5 at two months and normal at six months.",
            "complete_recovery",
        ),
        (
            "At three months strength was normal in the left leg and 4/5 in the right.",
            "partial_recovery",
        ),
        (
            "At one year she was free from numbness; only mild low back pain remained.",
            "complete_recovery",
        ),
        (
            "At one year she was free from pain; only slight numbness of the toes remained.",
            "partial_recovery",
        ),
        ("She described her legs as much better than before.", "partial_recovery"),
        ("The weakness improved. At one year no residual shunt was visible.", "partial_recovery"),
        ("The weakness improved. At one year her tremor was unchanged.", "partial_recovery"),
        ("The weakness resolved. At one year nothing had changed.", "complete_recovery"),
        ("At one year nothing had changed.", "no_improvement"),
        ("She recovered fully. The last film showed unchanged deposits.", "complete_recovery"),
        (
            "The thigh was still numb; at the visit after two years the numbness had gone.",
            "complete_recovery",
        ),
        ("The tetraplegia was the same as on the first day; the pain was gone.", "no_improvement"),
        ("The paraplegia improved and the pain is gone.", "partial_recovery"),
        ("The numbness lessened; by the third month it had cleared up.", "complete_recovery"),
        ("The weakness resolved. The tumour is unchanged.", "complete_recovery"),
        (
            "She was free of symptoms and CT showed the cement in the lung and the arch unchanged.",
            "complete_recovery",
        ),
        ("MRI showed a free canal but the paraparesis was unchanged.", "no_improvement"),
        ("The numbness improved; after two months it had disappeared.", "complete_recovery"),
        ("On the third day power was 4/5 and on day 12 it was normal.", "complete_recovery"),
        ("The pain resolved; after six months strength had improved to 4/5.", "partial_recovery"),
        ("The paraplegia was unchanged and the back pain had disappeared.", "no_improvement"),
        ("Ten years back he was operated on, and numbness had remained since.", ""),
        ("She recovered completely. One patient died of a stroke.", "complete_recovery"),
        ("The evolution was without recuperation.", "no_improvement"),
        ("At one year she was free of symptoms and creatinine was normal.", "complete_recovery"),
        ("The paresis disappeared and had not come back at one year.", "complete_recovery"),
        ("At one year she walked without aid but could not run.", "partial_recovery"),
        ("Most of the deficit resolved.", "partial_recovery"),
        (
            "At nine months there was no change in power and a catheter was still needed.",
            "no_improvement",
        ),
        ("Her heart did not restart.", "death"),
        ("Her Parkinson's disease is getting worse.", ""),
        ("All symptoms resolved.", "complete_recovery"),
        ("The weakness had completely disappeared at six months.", "complete_recovery"),
        ("At the last follow-up she was pain-free.", "complete_recovery"),
        ("Her strength returned to normal.", "complete_recovery"),
        ("She made a full recovery.", "complete_recovery"),
        ("The weakness improved.", "partial_recovery"),
        ("There was partial recovery of strength.", "partial_recovery"),
        ("She could walk with a cane after three months.", "partial_recovery"),
        ("There was marked improvement.", "partial_recovery"),
        ("The paraparesis did not improve.", "no_improvement"),
        ("The deficit remained unchanged.", "no_improvement"),
        ("There was no neurological recovery.", "no_improvement"),
        ("No motor recovery had occurred after nine months.", "no_improvement"),
        ("She remained paraplegic at one year.", "no_improvement"),
        ("Her condition deteriorated further.", "worsened"),
        ("The weakness worsened after the operation.", "worsened"),
        ("She died of pneumonia two months later.", "death"),
        ("The patient passed away on day 10.", "death"),
        ("Resuscitation was unsuccessful.", "death"),
        ("She did not recover completely but improved.", "partial_recovery"),
        ("The leg pain improved but had not disappeared.", "partial_recovery"),
        ("Her condition stabilised.", ""),
        ("She had good pain relief.", ""),
        ("She was discharged on day 5.", ""),
        ("Full recovery is expected.", ""),
    ],
)
def test_outcome(text: str, outcome: str) -> None:
    assert cell("outcome", TROUBLE + text) == outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The weakness improved. At one year she had recovered completely.", "complete_recovery"),
        ("At first she did not improve. Later the weakness improved.", "partial_recovery"),
        ("She recovered completely. Two years later she died of a stroke.", "death"),
        ("The weakness improved at first. Two weeks later it worsened again.", "worsened"),
    ],
)  # fmt: skip
def test_the_last_state_wins(text: str, outcome: str) -> None:
    assert cell("outcome", TROUBLE + text) == outcome


def test_the_state_right_after_the_index_procedure_is_not_the_last() -> None:
    text = (
        "Her back pain was completely relieved. Cement had leaked into the canal. A week later "
        "paraparesis developed. Laminectomy was performed, but the paraparesis persisted."
    )
    assert cell("outcome", text) == "no_improvement"


def test_a_death_in_the_literature_is_not_the_patients() -> None:
    document = report(
        OPENING + TROUBLE + "She recovered completely.",
        discussion="Two of the published patients died [3, 4]. Padovani et al. reported a woman "
        "who died of pulmonary embolism [5].",
    )
    assert listed(only_case(document), "outcome") == ["complete_recovery"]


def test_the_discussion_may_tell_the_last_state() -> None:
    document = report(
        OPENING + TROUBLE,
        discussion="Leaks are common. Our patient recovered completely after decompression.",
    )
    assert listed(only_case(document), "outcome") == ["complete_recovery"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("At her final visit she walked with a rollator; a numb patch persisted.", "partial"),
        ("Strength improved to 4/5 and continence was regained by the last visit.", "partial"),
        ("The foot is much better, although two toes have stayed numb.", "partial"),
        ("Power was 4/5 when he was last seen, ten months after surgery.", "partial"),
        ("At two years she is continent by day but needs a pad at night.", "partial"),
        ("The foot drop recovered to 4/5.", "partial"),
        ("Her legs grew stronger over the months.", "partial"),
        ("A year later she considered herself better but not back to normal.", "partial"),
        ("At the last visit he walked with one crutch. He had resumed driving.", "partial"),
        ("At one year she did not have any complaint.", "complete"),
        ("At 12 months strength and sensation were normal.", "complete"),
        ("Her voice returned and she was discharged home.", "complete"),
        ("He has been back at his farm since.", "complete"),
        ("She improved slowly and recovered completely.", "complete"),
        ("Power of both legs was still grade 0 at the last visit.", "no"),
        ("She has needed a wheelchair ever since.", "no"),
        ("The paraplegia did not reverse.", "no"),
        ("The cement was unchanged on CT.", ""),
        ("The murmur was unchanged.", ""),
        ("Heparin was given in a reduced dose.", ""),
    ],
)
def test_one_state_of_a_sentence(text: str, state: str) -> None:
    names = {"partial": "partial_recovery", "complete": "complete_recovery", "no": "no_improvement"}
    opening = OPENING + "Cement leaked into the canal and paraparesis with numbness developed. "
    assert cell("outcome", text, opening) == names.get(state, "")
