import io

from flows.progress import RunProgress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_a_batch_in_a_file() -> None:
    stream = io.StringIO()
    progress = RunProgress(40, stream)
    progress.add(32, 0)
    progress.add(8, 0)
    assert stream.getvalue() == "32/40 files, 0 words/s\n40/40 files, 0 words/s\n"


def test_in_place_on_a_terminal() -> None:
    stream = Terminal()
    progress = RunProgress(40, stream)
    progress.add(32, 0)
    progress.add(8, 0)
    assert stream.getvalue() == "32/40 files, 0 words/s\r40/40 files, 0 words/s\n"
