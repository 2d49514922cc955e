"""Which headings stand below which, where nothing but their order tells."""

from dataclasses import dataclass

from pipeline.document.model import SectionKind
from pipeline.document.sections import heading_kind
from pipeline.ingest.blocks import Block
from pipeline.ingest.headings import is_capitals, is_numbered

_CASE, _METHODS, _RESULTS = SectionKind.CASE, SectionKind.METHODS, SectionKind.RESULTS
# The kinds of section that may stand in one of each kind, beside those that no words tell.
_PARTS = {
    _CASE: (_CASE, _METHODS, _RESULTS),
    _RESULTS: (_CASE, _RESULTS),
    _METHODS: (_METHODS,),
    SectionKind.DISCUSSION: (),
}


@dataclass(slots=True)
class Families:
    """Headings below one that has no text of its own, though they look alike.

    Attributes:
        bare: the heading that has just been read; text below it takes it away.
        parent: the heading that has no text but that of headings.
        small: whether those below it are set in small letters, and it in capitals.
    """

    bare: Block | None = None
    parent: Block | None = None
    small: bool = False

    def depth(self, block: Block) -> int:
        """The level of a heading, one below its parent's at least."""
        if self.bare and block.level >= self.bare.level and _may_hold(self.bare, block):
            self.parent = self.bare
            self.small = is_capitals(self.bare.text) and not is_capitals(block.text)
        elif self.parent and not self._holds(self.parent, block):
            self.parent = None
        self.bare = block
        return max(block.level, self.parent.level + 1) if self.parent else block.level

    def text(self) -> None:
        """Says that a text stands below the last heading."""
        self.bare = None

    def _holds(self, parent: Block, block: Block) -> bool:
        counted = is_numbered(block.text) and block.level <= parent.level
        large = self.small and is_capitals(block.text)
        return not counted and not large and _may_hold(parent, block)


def _may_hold(parent: Block, block: Block) -> bool:
    """Whether the words of two headings allow that one stands below the other."""
    above, own = heading_kind(parent.text), heading_kind(block.text)
    return above in _PARTS and (own is None or own in _PARTS[above])
