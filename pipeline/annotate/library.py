"""spaCy without its command line.

`import spacy` loads its own program as well, with what that needs to download models, draw tables
and run projects: a quarter of the time that the import takes, and of no use to a document.
"""

import sys
from importlib import import_module
from types import ModuleType

_PROGRAM, _INFO = "spacy.cli", "spacy.cli.info"


def load_spacy() -> None:
    """Imports spaCy, unless that was done; its command line is there for who imports it later."""
    if "spacy" in sys.modules:
        return
    info = ModuleType(_INFO)
    vars(info)["info"] = _info
    sys.modules |= {_PROGRAM: ModuleType(_PROGRAM), _INFO: info}
    import_module("spacy")
    del sys.modules[_PROGRAM], sys.modules[_INFO]


def _info(*args: object, **options: object) -> object:
    """What `spacy.info` gives, which is the only part of the command line that spaCy names."""
    return import_module(_INFO).info(*args, **options)
