"""Forgeries of PDF files: what the page draws, what lies on it, its frame, what a program runs or reads."""

from __future__ import annotations

from collections.abc import Callable

from pikepdf import Name, Object, Pdf, Stream
from proof.forgery import BROKEN, UNSEEN, Change, enter_all, replaced
from proof.pdf_objects import drawing, drawn_after, redrawn, saved

_BLOCK = b"q 1 0 0 rg 0 0 480 300 re f Q"


def _filtered(pdf: Pdf) -> None:
    """Store what is drawn decoded, under the name of another filter."""
    for stream in pdf.pages[0].obj.Contents:
        stream.write(stream.read_bytes(), filter=Name.ASCIIHexDecode)


def _predicted(pdf: Pdf) -> None:
    """Name a predictor that the stream was not made with."""
    drawing(pdf).DecodeParms = pdf.make_indirect({"/Predictor": 12, "/Columns": 4})


def _early(pdf: Pdf) -> None:
    """Have programs end the stream at its first end of data."""
    stream = drawing(pdf)
    data = stream.read_bytes()
    stream.write(b"%x" % 0 + b"0a>" + data.hex().encode() + b">", filter=Name.ASCIIHexDecode)


def _noted(subtype: str, **more: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        look = Stream(pdf, b"1 0 0 rg 0 0 480 300 re f")
        look.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": [0, 0, 480, 300]})
        note = {"/Type": Name.Annot, "/Subtype": Name(f"/{subtype}"), "/Rect": [0, 0, 480, 300], "/F": 4, **more}
        note["/AP"] = {"/N": look}
        pdf.pages[0].obj.Annots = pdf.make_indirect([pdf.make_indirect(note)])

    return change


def _field(pdf: Pdf) -> None:
    _noted("Widget", FT=Name.Tx, T="card")(pdf)
    pdf.Root.AcroForm = {"/Fields": [pdf.pages[0].obj.Annots[0]]}


def _page(**keys: object) -> Change:
    return saved(lambda pdf: pdf.pages[0].obj.update({f"/{key}": value for key, value in keys.items()}))


def _root(**keys: object) -> Change:
    return saved(lambda pdf: pdf.Root.update({f"/{key}": value for key, value in keys.items()}))


def _action(kind: str, **keys: object) -> dict[str, object]:
    return {"/S": Name(f"/{kind}"), **{f"/{key}": value for key, value in keys.items()}}


def _fonts_exchanged(pdf: Pdf) -> None:
    fonts = pdf.pages[0].Resources.Font
    fonts.F1, fonts.F2 = fonts.F2, fonts.F1


def _font_files_exchanged(pdf: Pdf) -> None:
    first, second = (pdf.pages[0].Resources.Font[key].DescendantFonts[0].FontDescriptor for key in ("/F1", "/F2"))
    first.FontFile2, second.FontFile2 = second.FontFile2, first.FontFile2


def _unicode_exchanged(pdf: Pdf) -> None:
    stream = pdf.pages[0].Resources.Font.F1.ToUnicode
    stream.write(stream.read_bytes().replace(b"<0061>", b"<0062>"))


def _glyphs_exchanged(pdf: Pdf) -> None:
    glyphs = bytearray(pdf.pages[0].Resources.Font.F1.DescendantFonts[0].CIDToGIDMap.read_bytes())
    a, e = 2 * ord("a"), 2 * ord("e")
    glyphs[a : a + 2], glyphs[e : e + 2] = glyphs[e : e + 2], glyphs[a : a + 2]
    pdf.pages[0].Resources.Font.F1.DescendantFonts[0].CIDToGIDMap.write(bytes(glyphs))


def _layer_off(pdf: Pdf) -> None:
    layer = pdf.make_indirect({"/Type": Name.OCG, "/Name": "map"})
    pdf.Root.OCProperties = {"/OCGs": [layer], "/D": {"/OFF": [layer], "/Order": [layer]}}
    pdf.pages[0].Resources.Properties = {"/MC0": layer}
    drawing(pdf).write(b"/OC /MC0 BDC\n" + drawing(pdf).read_bytes() + b"\nEMC")


def _form_drawn(pdf: Pdf) -> None:
    form = Stream(pdf, b"1 0 0 rg 0 0 480 300 re f")
    form.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": [0, 0, 480, 300]})
    pdf.pages[0].Resources.XObject = {"/X": pdf.make_indirect(form)}
    pdf.pages[0].obj.Contents.append(pdf.make_stream(b"/X Do"))


def _pattern(pdf: Pdf) -> None:
    states = pdf.pages[0].Resources.ExtGState
    for key in states.keys():  # noqa: SIM118 (a pikepdf object iterates otherwise)
        states[key].ca = 0.1


def _attached(pdf: Pdf) -> None:
    pdf.attachments["fraud.txt"] = b"FRAUD"


enter_all(
    "pdf",
    {
        "early-end-of-data": ("an empty page", saved(_early)),
        "block-drawn": ("a block over the map", drawn_after(_BLOCK)),
        "colour": ("another colour", redrawn(b"0.9098039216", b"0.1098039216", 9)),
        "space-as-tab": ("boxes for spaces", redrawn(b"(\0 )", b"(\0\t)", 99)),
        "letters": ("another word", redrawn(b"(\0B)", b"(\0V)", 99)),
        "nothing-drawn": ("an empty page", saved(lambda pdf: drawing(pdf).write(b""))),
        "stream-more": (
            "a block over the map",
            saved(lambda pdf: pdf.pages[0].obj.Contents.append(pdf.make_stream(_BLOCK))),
        ),
        "stream-missing": (
            "an empty page",
            saved(lambda pdf: pdf.pages[0].obj.__setitem__("/Contents", pdf.make_stream(b""))),
        ),
        "form-drawn": ("a block over the map", saved(_form_drawn)),
        "note-over-map": ("a block over the map", saved(_noted("Stamp"))),
        "text-over-map": ("a text over the map", saved(_noted("FreeText", Contents="FRAUD", DA="/F1 40 Tf"))),
        "link": ("a click leads elsewhere", saved(_noted("Link", A=_action("URI", URI="https://example.org")))),
        "field": ("a field to fill in", saved(_field)),
        "turned": ("the map lies on its side", _page(Rotate=90)),
        "turned-from-above": ("the map lies on its side", saved(lambda pdf: pdf.Root.Pages.update({"/Rotate": 90}))),
        "cropped": ("a part of the map", _page(CropBox=[0, 300, 480, 600])),
        "trimmed": ("printers cut it", _page(TrimBox=[0, 300, 480, 600])),
        "box": ("a part of the map", _page(MediaBox=[0, 0, 480, 300])),
        "scale-of-units": ("a page of ten times the size", _page(UserUnit=10)),
        "group": ("other blending", _page(Group={"/S": Name.Transparency, "/CS": Name.DeviceCMYK})),
        "goes-on": ("the page turns by itself", _page(Dur=1, Trans={"/S": Name.Wipe})),
        "actions-of-page": ("it runs a script", _page(AA={"/O": _action("JavaScript", JS="app.alert(1)")})),
        "foreign-key-of-page": ("a program's own data", _page(PieceInfo={"/X": {"/Private": "FRAUD"}})),
        "script-when-opened": ("it runs a script", _root(OpenAction=_action("JavaScript", JS="app.alert(1)"))),
        "page-when-opened": ("it asks elsewhere", _root(OpenAction=_action("URI", URI="https://example.org"))),
        "program-when-opened": ("it starts a program", _root(OpenAction=_action("Launch", F="calc.exe"))),
        "named-script": (
            "it runs a script",
            _root(Names={"/JavaScript": {"/Names": ["a", _action("JavaScript", JS="1")]}}),
        ),
        "actions": ("it runs a script when printed", _root(AA={"/WP": _action("JavaScript", JS="app.alert(1)")})),
        "form": ("a form", _root(AcroForm={"/Fields": [], "/NeedAppearances": True})),
        "language": ("it is read aloud in Spanish", _root(Lang="es")),
        "full-screen": ("it takes the whole screen", _root(PageMode=Name.FullScreen)),
        "outline": ("entries beside the page", _root(Outlines={"/Type": Name.Outlines, "/Count": 0})),
        "version": ("readers take it as another version", _root(Version=Name("/2.0"))),
        "collection": ("a list of files in its place", _root(Collection={"/View": Name.T})),
        "output-intent": ("printers mix other inks", _root(OutputIntents=[{"/S": Name.GTS_PDFX, "/Info": "x"}])),
        "structure-missing": ("screen readers say nothing", saved(lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"))),
        "alternative": (
            "screen readers say another text",
            saved(lambda pdf: _figure(pdf).update({"/Alt": "All on the right"})),
        ),
        "replacing-text": (
            "screen readers say another text",
            saved(lambda pdf: _figure(pdf).update({"/ActualText": "FRAUD"})),
        ),
        "role": ("screen readers pass it by", saved(lambda pdf: _figure(pdf).update({"/S": Name.Artifact}))),
        "fonts-exchanged": ("bold for plain", saved(_fonts_exchanged)),
        "font-files-exchanged": ("bold for plain", saved(_font_files_exchanged)),
        "letters-exchanged": ("a for e", saved(_glyphs_exchanged)),
        "copied-text": ("copied text has other letters", saved(_unicode_exchanged)),
        "widths": (
            "letters on each other",
            saved(lambda pdf: pdf.pages[0].Resources.Font.F1.DescendantFonts[0].update({"/DW": 0, "/W": []})),
        ),
        "faint": ("a map that is hardly seen", saved(_pattern)),
        "layer-off": ("an empty page", saved(_layer_off)),
        "page-before": (
            "another page first",
            saved(lambda pdf: pdf.add_blank_page(page_size=(480, 600)) and pdf.pages.reverse()),
        ),
        "page-after": ("another page last", saved(lambda pdf: pdf.add_blank_page(page_size=(480, 600)))),
        "page-twice": ("the map twice", saved(lambda pdf: pdf.pages.append(pdf.pages[0]))),
        "attachment": ("a file in the file", saved(_attached)),
        "title": ("another title", saved(lambda pdf: pdf.docinfo.update({"/Title": "All on the right"}))),
        "author": ("another author", saved(lambda pdf: pdf.docinfo.update({"/Author": "Reuters"}))),
        "own-property": ("a property of a stranger", saved(lambda pdf: pdf.docinfo.update({"/Checked": "yes"}))),
        "day": (
            "the metadata tell another day",
            saved(
                lambda pdf: pdf.Root.Metadata.write(
                    pdf.Root.Metadata.read_bytes().replace(b"2025-12-15", b"2025-12-16")
                )
            ),
        ),
        "second-packet": ("another packet for the page", _page(Metadata="x")),
    },
)
enter_all(
    "pdf",
    {
        "other-filter": ("an empty page", saved(_filtered)),
        "false-predictor": ("an empty page", saved(_predicted)),
        "packet-longer": (
            "programs read another title",
            saved(lambda pdf: pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes() + b"<x/>")),
        ),
        "packet-missing": ("the same", saved(lambda pdf: pdf.Root.__delitem__("/Metadata"))),
        "properties-missing": ("no title in the window", saved(lambda pdf: pdf.trailer.__delitem__("/Info"))),
        "root-renamed": ("an error", replaced(b"/Type /Catalog", b"/Type /Catalop")),
        "no-pages": (
            "an error",
            saved(lambda pdf: pdf.Root.update({"/Pages": {"/Type": Name.Pages, "/Count": 0, "/Kids": []}})),
        ),
    },
    BROKEN,
)
enter_all(
    "pdf",
    {
        "saved-by-another": ("the same", saved(lambda pdf: pdf.docinfo.update({"/Producer": "A program"}))),
        "unused-object": ("the same", saved(lambda pdf: pdf.docinfo.update({"/ModDate": "D:20200101000000Z"}))),
    },
    UNSEEN,
)


def _figure(pdf: Pdf) -> Object:
    return pdf.Root.StructTreeRoot.K[0].K[0]
