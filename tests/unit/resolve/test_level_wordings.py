"""The levels that received cement, in many authors' wordings."""

import pytest

from tests.unit.resolve.telling import told

WOMAN = "A 70-year-old woman "
LEAK = " Cement leaked into the azygos vein."

TREATED = [
    ("underwent percutaneous vertebroplasty (PVP) at the L1 level.", "L1"),
    ("underwent bipedicular balloon kyphoplasty at T7 and T8.", "T7 T8"),
    ("underwent T12, L1 and L2 vertebroplasties.", "T12 L1 L2"),
    ("underwent L1/L2 kyphoplasty.", "L1 L2"),
    ("underwent multilevel vertebroplasty (T9, T11 and L3).", "T9 T11 L3"),
    ("underwent PKP of the L2 vertebral body.", "L2"),
    ("underwent vertebroplasty at the level of L4.", "L4"),
    ("underwent vertebroplasty of D10 and D11.", "T10 T11"),
    ("underwent vertebroplasty of Th8.", "T8"),
    ("underwent vertebroplasty of the eleventh thoracic and first lumbar vertebrae.", "T11 L1"),
    ("underwent vertebroplasty from T6 through T9.", "T6 T7 T8 T9"),
    ("underwent vertebroplasty of L1 as well as of L3.", "L1 L3"),
    ("underwent vertebroplasty for a collapsed T12.", "T12"),
    ("underwent kyphoplasty for L1 and L2 compression fractures.", "L1 L2"),
    ("underwent cementoplasty of C2.", "C2"),
    ("underwent sacroplasty for insufficiency fractures at S1 and S2.", "S1 S2"),
    ("with an L3 metastasis was treated by vertebroplasty.", "L3"),
    ("with osteoporotic collapse of T8 received vertebroplasty.", "T8"),
    ("was seen. The T11 vertebra was punctured and 3 ml of PMMA were injected during "
     "vertebroplasty.", "T11"),
    ("was seen. PMMA was instilled into T12 and L1 at vertebroplasty.", "T12 L1"),
    ("was seen. Bone cement was deposited in the bodies of L2 and L3 by vertebroplasty.", "L2 L3"),
    ("was seen. T10 was stabilised with a vertebral body stent filled with cement.", "T10"),
    ("was seen. Needles were placed into T12 and L1, and vertebroplasty was carried out.",
     "T12 L1"),
    ("was seen. Both L1 and L2 were treated by vertebroplasty in one session.", "L1 L2"),
    ("was seen. Vertebroplasty was successfully performed on L1, L2, L3, and L4.", "L1 L2 L3 L4"),
    ("was seen. The procedure, a kyphoplasty, was done at T12.", "T12"),
    ("was seen. Vertebroplasty was done in L2 under CT guidance.", "L2"),
    ("had painful fractures of T7, T9 and L1. All three were treated by vertebroplasty.",
     "T7 T9 L1"),
    ("had a compression fracture of T12. It was treated with percutaneous vertebroplasty.", "T12"),
    ("had a burst fracture of L1. SpineJack implants were inserted.", "L1"),
    ("underwent percutaneous kyphoplasty of the T12 fracture.", "T12"),
    ("underwent two-level vertebroplasty, at L2 and L4.", "L2 L4"),
    ("underwent vertebroplasty: T7, T8, T10.", "T7 T8 T10"),
    ("underwent L4 PVP for myeloma.", "L4"),
    ("underwent vertebroplasty of the third lumbar vertebral body.", "L3"),
    ("was seen. The vertebroplasty needle was advanced into L5 and 3 ml of PMMA was injected.", "L5"),
    ("was seen. Balloon tamps were inflated in T9 and T10 at kyphoplasty.", "T9 T10"),
    ("was seen. During vertebroplasty, T11 received 3 ml and T12 4 ml of cement.", "T11 T12"),
    ("was seen. The fractured L1 body was augmented by kyphoplasty.", "L1"),
    ("was seen. Vertebroplasty of four vertebrae (T12-L3) was done.", "T12 L1 L2 L3"),
]  # fmt: skip

SCREWS = [
    ("underwent L3-L5 fusion with cement-augmented fenestrated screws.", "L3 L4 L5"),
    ("had back pain and had L1 and L2 treated by vertebroplasty.", "L1 L2"),
    ("underwent fusion from L3 to S1 with cement-augmented screws.", "L3 L4 L5 S1"),
    ("was operated on. Cement-augmented pedicle screws were inserted at L4 and L5.", "L4 L5"),
    ("underwent posterior fixation of T10-L2 with fenestrated screws and cement augmentation.",
     "T10 T11 T12 L1 L2"),
    ("was operated on. Augmented screws were placed in L2 and L3, and the construct was prolonged "
     "to T11 with conventional screws.", "L2 L3"),
    ("was operated on. The screws were augmented with cement in L5 and S1.", "L5 S1"),
]  # fmt: skip

OTHERS = [
    ("underwent vertebroplasty of L1. Cement had extravasated into the canal at T12-L1.", "L1"),
    ("underwent vertebroplasty of L1. MRI showed cord compression at T12.", "L1"),
    ("underwent vertebroplasty of L1. Cement lay behind the body of T12.", "L1"),
    ("underwent vertebroplasty of L1. A laminectomy of T12 and L1 was performed.", "L1"),
    ("underwent vertebroplasty of L1. T11 to L2 laminectomies were carried out.", "L1"),
    ("underwent vertebroplasty of L1. Pedicle screws were inserted at T11, T12, L2 and L3.", "L1"),
    ("underwent vertebroplasty of L1. There was hypoaesthesia from T10 downwards.", "L1"),
    ("underwent vertebroplasty of L1. Strength of the L2 to L4 myotomes was 3/5.", "L1"),
    ("underwent vertebroplasty of L1. The L2 vertebra was intact.", "L1"),
    ("underwent vertebroplasty of L3. Pain ran along the right L3 root.", "L3"),
    ("underwent vertebroplasty of L3. The right L3 nerve root was surrounded by cement.", "L3"),
    ("underwent vertebroplasty of L3. Cement had tracked up to L1 in the epidural veins.", "L3"),
    ("underwent vertebroplasty of L3. Cement entered the L2-3 disc.", "L3"),
    ("underwent vertebroplasty of L3. Intradural cement was seen from T12 to L4.", "L3"),
    ("underwent vertebroplasty of L3. T1 and T2-weighted MRI was normal.", "L3"),
    ("underwent vertebroplasty of L3. She later fell and fractured L5.", "L3"),
    ("underwent vertebroplasty of L3. Six months later L4 was fractured as well.", "L3"),
    ("underwent vertebroplasty of L3. L4-5 spinal stenosis was also known.", "L3"),
    ("had old fractures of T8 and T9 and a fresh fracture of L1. The latter, L1, was treated by "
     "vertebroplasty.", "L1"),
    ("had degenerative disease at L4-S1. Vertebroplasty was performed at T12.", "T12"),
    ("had a fusion of L4-S1 in the past. Vertebroplasty was performed at L2.", "L2"),
    ("had fractures of T12 and L2. Only L2 was treated by vertebroplasty.", "L2"),
    ("had fractures of T11, T12 and L1. Vertebroplasty of T12 was performed; T11 was left alone.",
     "T12"),
    ("had fractures of T11 to L1. Vertebroplasty was performed at T11 and L1, skipping T12.",
     "T11 L1"),
    ("had collapse of T8 and T9, of which only T9, the painful one, underwent vertebroplasty.",
     "T9"),
    ("underwent ablation of the tumour in S1-S3, followed by sacroplasty limited to S1 and S2.",
     "S1 S2"),
    ("underwent vertebroplasty of T12 and L1, while T11 and L2 were left for a second session.",
     "T12 L1"),
    ("had fractures at T7 and L1. Kyphoplasty of L1 was performed, T7 being treated with a brace.",
     "L1"),
    ("underwent vertebroplasty of T9. The cement had migrated to the level of T4 in the azygos "
     "vein.", "T9"),
    ("underwent vertebroplasty of L2. The inferior vena cava contained cement at L1.", "L2"),
    ("underwent vertebroplasty of L2. Her motor level was L1.", "L2"),
    ("underwent vertebroplasty of L2. The conus ended at L1.", "L2"),
    ("underwent vertebroplasty of L2. Lumbar puncture at L4 yielded clear fluid.", "L2"),
    ("underwent vertebroplasty of L2. An L1 to L3 hemilaminectomy exposed the dura.", "L2"),
    ("underwent vertebroplasty of L2. Anaesthesia below T12 was found.", "L2"),
    ("underwent vertebroplasty of L2. Corpectomy of L2 and fusion of L1-L3 followed.", "L2"),
    ("underwent vertebroplasty of L3. Fusion was extended from L1 to L5.", "L3"),
    ("underwent vertebroplasty of L3. EMG showed an L4 radiculopathy.", "L3"),
    ("underwent vertebroplasty of L3. A needle was left in the L3-L4 foramen.", "L3"),
    ("underwent vertebroplasty of L3. The tip of the cement reached L1.", "L3"),
    ("underwent vertebroplasty of L3. Cement lay dorsal to L2 and L4.", "L3"),
    ("underwent vertebroplasty of L3. Percussion over T12 was painful.", "L3"),
    ("underwent vertebroplasty of L3. DXA of L1-L4 gave a T-score of -3.2.", "L3"),
    ("had a fracture of T6 treated with a brace. Now L3 was fractured, and vertebroplasty of L3 "
     "was done.", "L3"),
    ("had metastases in T4, T9 and L3. The painful L3 was treated by vertebroplasty.", "L3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "levels"), [*TREATED, *SCREWS, *OTHERS])
def test_treated_levels(text: str, levels: str) -> None:
    assert set(told("treated_levels", text + LEAK, WOMAN)) == set(levels.split())
