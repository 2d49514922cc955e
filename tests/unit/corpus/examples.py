"""A source that holds every kind of block."""

from corpus.compose import compose
from corpus.markup import Source, parse
from corpus.paper import Paper

FULL = """title: Two leaks & one <fright>: vertebroplasty of T12
authors: Ødegård-Şen K; Miller TJ
journal: Invented Spine Reports
year: 2015
doi: 10.5555/isr.2015.1
pmid: 99000001
study_type: case_report
relevant: true
kind: full
---
## Abstract
Background: Leaks are common.

Case report: A [[1.age_years=58|58-year-old]] [[1.sex=male|man]] was treated.

Keywords: cement; leak

## Introduction
Leaks were found in 30% [1,2] and 40% [3-5].

## Case report
### Admission
Pain was [[1.vas_before=8|8 of 10]]; leucocytes were 9.8 × 10⁹/L and SpO₂ was ≥ 95%.

### Procedure
[[1.procedure=vertebroplasty|Percutaneous vertebroplasty]] of [[1.treated_levels=T12|T12]] with
[[1.cement_volume_ml=3.5|3.5 mL]] of [[1.cement_type=pmma|polymethylmethacrylate]] was difficult.

Figure 1. Cement [[1.leakage=present;1.leakage_site=epidural|in the epidural space]].

Table 1. Course of the patient
| Day | Finding |
| 1 | [[1.complication=motor_deficit|weak legs]] |
| 90 | [[1.outcome=complete_recovery|full strength]] |

Table 2. Published patients with leaks into the canal, their age, level, treatment and outcome
| Author | Age | Level | Cement | Treatment | Outcome |
| Miller | 70 | L1 | 4 mL | Laminectomy and removal of the cement | Complete recovery |

## Discussion
[[1.complication!infection|There was no infection]] [6].
"""

BARE = """title: Cement in the lung
journal: Invented Lung Letters
year: 2011
study_type: case_report
relevant: true
kind: abstract
---
A [[1.age_years=70|70-year-old]] [[1.sex=female|woman]] had emboli.

PURPOSE: none. RESULTS: She [[1.outcome=complete_recovery|recovered]].
"""


def example(text: str = FULL, identifier: str = "x01") -> tuple[Source, Paper]:
    source = parse(text)
    return source, compose(source, identifier)
