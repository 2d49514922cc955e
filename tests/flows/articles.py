"""Small documents: two patients, a copy, one that is not relevant, and files that are broken."""

WOMAN = """\
Venous leakage of cement after vertebroplasty: a case report

Introduction
Vertebroplasty is widely used for painful fractures.

Case report
A 72-year-old woman with osteoporosis was treated by percutaneous vertebroplasty for a compression
fracture of L1. A total of 3.5 ml of PMMA was injected. Postoperative CT showed leakage of cement
into the paravertebral veins. She had no dyspnoea. At follow-up after 6 months she was pain-free.

Discussion
Leakage of cement is common.
"""

MAN = """\
Epidural leakage of cement after kyphoplasty: a case report

Case report
A 65-year-old man underwent balloon kyphoplasty of T12 for an osteoporotic fracture. Two days later
he developed weakness of both legs. MRI showed epidural cement at T12. Laminectomy was performed
and he improved.
"""

NOTHING = """\
Migraine in young adults: a survey of treatment habits

Methods
We asked 300 students about headache and its treatment in a questionnaire.

Results
Most of them took paracetamol.
"""

ARTICLES = {
    "woman.txt": WOMAN.encode(),
    "deeper/man.txt": MAN.encode(),
    "deeper/copy.txt": MAN.encode(),
    "nothing.txt": NOTHING.encode(),
    "broken.pdf": b"%PDF-1.4\n1 0 obj\n<< /Type /Cat",
    "empty.txt": b"",
    ".DS_Store": b"\x00\x01",
}
