"""What sentences tell of the past, of suspicions and of names, in many authors' wordings."""

import pytest

from pipeline.annotate.context import Context
from pipeline.annotate.sentence import AnnotatedSentence
from tests.unit.annotate.test_context import mentions

AFF, NEG, HYP, HIST, FAM = (
    Context.AFFIRMED,
    Context.NEGATED,
    Context.HYPOTHETICAL,
    Context.HISTORICAL,
    Context.FAMILY,
)


@pytest.mark.parametrize(
    ("text", "code", "context"),
    [
        ("Her history comprised gout and a deep vein thrombosis.", "thrombosis", HIST),
        ("She had had phlebitis and a thrombosis at the age of 62.", "thrombosis", HIST),
        ("She had suffered a stroke at 70, from which she had recovered.", "stroke", HIST),
        ("Tingling in both feet since a course of bortezomib.", "sensory_deficit", HIST),
        ("The fingers were numb since an accident in his twenties.", "sensory_deficit", HIST),
        ("A urinary infection, for which she was already treated.", "infection", HIST),
        ("A brother had had a stroke.", "stroke", FAM),
        # From the procedure on.
        ("She had had tingling in both feet since the procedure.", "sensory_deficit", AFF),
        ("The thigh has been numb since the injection.", "sensory_deficit", AFF),
        ("Numbness had been present since the first night.", "sensory_deficit", AFF),
        ("The foot had been weak since a few hours after it.", "motor_deficit", AFF),
        ("The history revealed chest pain on the second day.", "chest_pain", AFF),
        # What was thought, and what became of it.
        ("A haematoma was suspected; ultrasound ruled it out.", "haematoma", NEG),
        ("A thrombosis was feared; duplex did not confirm it.", "thrombosis", NEG),
        ("A haematoma was suspected; ultrasound confirmed it.", "haematoma", AFF),
        # Names, and who was left out.
        ("She was seen in the thrombosis clinic.", "thrombosis", HYP),
        ("The sepsis nurse was told.", "infection", HYP),
        ("Patients with infection were not included.", "infection", HYP),
        ("A thrombosis was treated in the clinic.", "thrombosis", AFF),
    ],
)
def test_past_thought_and_named(text: str, code: str, context: Context) -> None:
    sentence = AnnotatedSentence(text)
    assert {sentence.context(hit) for hit in mentions(sentence, code)} == {context}
