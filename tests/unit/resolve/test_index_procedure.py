"""Which of several procedures is the index one, and what was done to others or not at all."""

import pytest

from tests.unit.resolve.telling import listed, only_case, report

VP, KP = "vertebroplasty", "kyphoplasty"

OTHER = "other_augmentation"

STORIES = [
    (
        "A 58-year-old woman had a metastasis of T7. 4 cc of PMMA was injected at T7 by a left "
        "transpedicular route. Cement leaked into the foramen.",
        OTHER, "T7",
    ),
    (
        "A 77-year-old man had a fracture of L2. After a biopsy, L2 was filled with 4 ml of bone "
        "cement. Cement leaked into the disc.",
        OTHER, "L2",
    ),
    (
        "Four years before, a vertebroplasty of L2 had been done in a 76-year-old woman. Now the "
        "sacrum was fractured. Cement was injected in S1 and S2. Cement leaked into a foramen.",
        OTHER, "S1 S2",
    ),
    (
        "In past L5 was cemented elsewhere in this 70-year-old man. Kyphoplasty of L1 was done. "
        "Cement leaked into a vein.",
        KP, "L1",
    ),
    (
        "The present case concerns a 78-year-old man in whom kyphoplasty of the 12th thoracic "
        "vertebra had brought relief. Cement leaked into a vein.",
        KP, "T12",
    ),
    (
        "A 74-year-old woman had a lytic metastasis. The radiologist proposed cement for it, and "
        "sacroplasty at S1 was done on a Tuesday. Cement leaked into a foramen.",
        "sacroplasty", "S1",
    ),
    (
        "An 85-year-old woman was scheduled for kyphoplasty of L1 under general anaesthesia. A "
        "total of 6 ml of cement was injected. One minute later the blood pressure fell.",
        KP, "L1",
    ),
    (
        "A 74-year-old woman, who had had vertebroplasty of L3 three years before, was scheduled "
        "for cataract surgery. CT showed cement in the inferior vena cava.",
        VP, "L3",
    ),
    (
        "An 82-year-old woman lived alone. An earlier vertebroplasty, at T12 and in 2009, had been "
        "tolerated. MRI had shown oedema in L2 to L4. Vertebroplasty of these three bodies was "
        "begun at 8:40. Cement leaked into a vein.",
        VP, "L2 L3 L4",
    ),
    (
        "A 75-year-old man was known to us from a kyphoplasty of L3 (2015). He now had a fracture "
        "of T9, and vertebroplasty was carried out. Cement leaked into a vein.",
        VP, "T9",
    ),
    (
        "A 75-year-old woman had fractures of L1 and L2. Both vertebrae were treated by "
        "kyphoplasty, and cement leaked into a vein.",
        KP, "L1 L2",
    ),
    (
        "A 36-year-old man fractured L5. As he refused six weeks in bed, vertebral body stents "
        "were expanded in it and filled with 3 ml of cement. An older kyphoplasty, of T8, in 2014, "
        "had required 4 ml. Cement leaked into a vein.",
        "implant_augmentation", "L5",
    ),
    (
        "As she declined surgery, a 75-year-old woman with a fracture of L1 had vertebroplasty. "
        "Cement leaked into a vein.",
        VP, "L1",
    ),
    (
        "In a 75-year-old woman kyphoplasty of L2 with 7 cc overall was completely uneventful. CT "
        "showed cement in a vein.",
        KP, "L2",
    ),
    (
        "An 80-year-old woman had had vertebroplasty of L4 in 2008. In 2012 she underwent "
        "kyphoplasty of T12, and cement leaked into the disc.",
        KP, "T12",
    ),
    (
        "An 80-year-old woman with previous vertebroplasties at L2 and L3 presented with a "
        "fracture of T11. Kyphoplasty of T11 was carried out. Cement entered the azygos vein.",
        KP, "T11",
    ),
    (
        "A 77-year-old man, status post kyphoplasty of L1, sustained a fracture of T10. "
        "Vertebroplasty of T10 was performed and cement leaked into the canal.",
        VP, "T10",
    ),
    (
        "A 77-year-old man had already been treated by kyphoplasty of L5. Now L3 was fractured, "
        "and he underwent vertebroplasty of L3. Cement leaked into the canal.",
        VP, "L3",
    ),
    (
        "A 68-year-old woman underwent vertebroplasty of T12. Cement leaked into the spinal canal. "
        "Two years later she underwent kyphoplasty of L2 for a new fracture.",
        VP, "T12",
    ),
    (
        "A 68-year-old woman underwent vertebroplasty of T12. Cement leaked into the spinal canal. "
        "L1 collapsed six weeks later and another vertebroplasty, of L1, was done without a leak.",
        VP, "T12",
    ),
    (
        "A 68-year-old woman underwent kyphoplasty of T8, which was followed by paraplegia from "
        "cement in the canal. Kyphoplasty of T9 was repeated elsewhere a year afterwards.",
        KP, "T8",
    ),
    (
        "A 68-year-old woman was planned for kyphoplasty, but the balloon could not be placed and "
        "vertebroplasty of L2 was performed instead. Cement leaked into the disc.",
        VP, "L2",
    ),
    (
        "A 68-year-old woman declined kyphoplasty. Vertebroplasty of L2 was performed. Cement "
        "leaked into the disc.",
        VP, "L2",
    ),
    (
        "Vertebroplasty of L2 rather than kyphoplasty was chosen for this 68-year-old woman and "
        "performed under local anaesthesia. Cement leaked into the disc.",
        VP, "L2",
    ),
    (
        "A 68-year-old woman was referred with leg weakness. She had undergone vertebroplasty of "
        "L2 at another hospital two weeks earlier. CT showed cement in the canal.",
        VP, "L2",
    ),
    (
        "A 68-year-old woman who had received kyphoplasty of T12 three years previously was "
        "admitted with dyspnoea. CT showed cement in the pulmonary artery.",
        KP, "T12",
    ),
    (
        "Four years after kyphoplasty of T12, a 68-year-old woman was found to have cement in the "
        "right ventricle.",
        KP, "T12",
    ),
    (
        "A 68-year-old woman, whose mother had undergone kyphoplasty, was treated by "
        "vertebroplasty of L4. Cement leaked into the foramen.",
        VP, "L4",
    ),
    (
        "A 68-year-old woman underwent vertebroplasty of T11 and, in the same session, kyphoplasty "
        "of L1. Cement leaked into the disc.",
        f"{KP} {VP}", "T11 L1",
    ),
    (
        "A 68-year-old woman underwent vertebroplasty of L1 and L2. During the second injection, "
        "at L2, cement leaked into the canal.",
        VP, "L1 L2",
    ),
    (
        "A 68-year-old woman underwent hip replacement in 2001 and vertebroplasty of L3 in 2010. "
        "Immediately after the vertebroplasty foot drop was noted; cement lay in the foramen.",
        VP, "L3",
    ),
    (
        "A 68-year-old woman underwent vertebroplasty of L3. Cement leaked into the canal. "
        "Kyphoplasty may be safer. She recovered.",
        VP, "L3",
    ),
    (
        "A 68-year-old woman was admitted. Percutaneous vertebroplasty was recommended, and after "
        "informed consent vertebroplasty of L3 was performed. Cement leaked into the canal.",
        VP, "L3",
    ),
    (
        "A 68-year-old woman had been on the waiting list for kyphoplasty of L3 when L4 collapsed "
        "too. Kyphoplasty of L3 and L4 was performed. Cement leaked into the canal.",
        KP, "L3 L4",
    ),
    (
        "A 68-year-old woman underwent kyphoplasty of L3. Cement leaked into the canal at once. "
        "Vertebroplasty of L2, which had been scheduled for the next week, was cancelled.",
        KP, "L3",
    ),
    (
        "Her first kyphoplasty, of L1, had been uneventful. The 68-year-old woman was then treated "
        "by kyphoplasty of T12, during which cement leaked into the canal.",
        KP, "T12",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("story", "procedures", "levels"), STORIES)
def test_index_procedure(story: str, procedures: str, levels: str) -> None:
    case = only_case(report(story))
    assert listed(case, "procedure") == procedures.split()
    assert set(listed(case, "treated_levels")) == set(levels.split())
