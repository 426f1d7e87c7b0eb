"""Files of every kind, made here: PDFs with letters of all alphabets, Word files, mails, archives, feeds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

import docx

TEXT = "Sanayi Bakanı Bakü'de mevkidaşıyla görüştü. Министрлер Астанада кездесті, ортақ жоба талқыланды."


def pdf(pages: Sequence[str], *, title: str | None = None, packed: bool = False) -> bytes:
    """A PDF whose letters are found through a ToUnicode map, as word processors write them."""
    letters = sorted({letter for page in pages for letter in page if letter != "\n"})
    code = {letter: number + 1 for number, letter in enumerate(letters)}
    chars = "\n".join(f"<{number:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, number in code.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(code)} beginbfchar\n{chars}\nendbfchar\nendcmap end end"
    )
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        (
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
            b" /Supplement 0 >> /DW 500 >>"
        ),
        _stream(cmap.encode(), packed=packed),
    )
    objects += font
    kids = []
    for page in pages:
        lines = [
            f"BT /F1 12 Tf 50 {780 - 16 * row} Td <{''.join(f'{code[c]:04x}' for c in line)}> Tj ET"
            for row, line in enumerate(page.split("\n"))
        ]
        objects.append(_stream("\n".join(lines).encode(), packed=packed))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % len(objects)
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(f"<< /Title <feff{(title or '').encode('utf-16-be').hex()}> >>".encode())
    return _file(objects)


def _stream(data: bytes, *, packed: bool) -> bytes:
    body = zlib.compress(data) if packed else data
    how = b" /Filter /FlateDecode" if packed else b""
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(body), how, body)


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, len(objects), start,
    )  # fmt: skip
    return bytes(out)


def word(paragraphs: Sequence[str], *, cells: Sequence[Sequence[str]] = (), title: str = "") -> bytes:
    made = docx.Document()
    made.core_properties.title = title
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    if cells:
        table = made.add_table(len(cells), len(cells[0]))
        for row, values in enumerate(cells):
            for column, value in enumerate(values):
                table.cell(row, column).text = value
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def mail(
    text: str | None, *, html: str | None = None, attached: Mapping[str, bytes] | None = None, **headers: str
) -> bytes:
    message = EmailMessage()
    for name, value in ({"Subject": "Basın açıklaması", "From": "press@example.org"} | headers).items():
        message[name] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html") if text is not None else message.set_content(html, subtype="html")
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def archive(members: Mapping[str, bytes | str], *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()
