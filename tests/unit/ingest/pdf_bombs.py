"""PDFs that are small on the disk and without end for a reader."""

import zlib
from collections.abc import Sequence

MEGABYTE = 1 << 20


def document(content: bytes, resources: str = "", objects: Sequence[bytes] = ()) -> bytes:
    """A PDF of one page, the content and further objects from number 6 given as they stand."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
        + f"<< /Font << /F 5 0 R >> {resources} >> >>".encode(),
        content,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        *objects,
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(parts, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


def stream(data: bytes, times: int = 1, extra: str = "") -> bytes:
    """A compressed stream of data told so many times."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    # What is packed behind a full flush does not depend on what came before, and may be repeated.
    block = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = head + block * times + packer.flush()
    entries = f"<< /Length {len(packed)} /Filter /FlateDecode {extra} >>"
    return entries.encode() + b"\nstream\n" + packed + b"\nendstream"


def decompression() -> bytes:
    """Two gigabytes of blanks."""
    return document(stream(b" " * MEGABYTE, 2048))


def operators() -> bytes:
    """Twenty million painted letters."""
    return document(stream(b"BT /F 9 Tf 9 9 Td (a) Tj ET\n" * 10_000, 2_000))


def own_child() -> bytes:
    """A form that paints itself."""
    form = stream(
        b"/X Do /X Do ",
        1,
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
    )
    return document(stream(b"/X Do "), "/XObject << /X 6 0 R >>", [form])


def family(levels: int = 14) -> bytes:
    """Forms of which each paints the next one ten times."""
    forms = [
        stream(
            b"/X Do " * 10 if level < levels - 1 else b"BT /F 9 Tf (a) Tj ET ",
            1,
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources "
            f"<< /Font << /F 5 0 R >> /XObject << /X {7 + level} 0 R >> >>",
        )
        for level in range(levels)
    ]
    return document(stream(b"/X Do "), "/XObject << /X 6 0 R >>", forms)


def deep_array() -> bytes:
    """An array in an array, and so on."""
    return document(stream(b"[" * 200_000), "", [b"[" * 200_000])


def own_parent() -> bytes:
    """A tree of pages that holds itself."""
    pages = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 100000000 >>"
    return document(stream(b"")).replace(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", pages)


def thousand_pages() -> bytes:
    """A thousand pages, each the same."""
    kids = "3 0 R " * 1000
    pages = f"<< /Type /Pages /Kids [{kids}] /Count 1000 >>".encode()
    return document(stream(b"BT /F 9 Tf 9 9 Td (a page) Tj ET")).replace(
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", pages
    )
