"""A file that cannot be read is reported with its name, line and column where known, and what is right."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from re import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.errors import InputError
from mapgen.files.documents import Document, document_of, read_document


@pytest.fixture
def given_bytes(tmp_path: Path) -> Callable[[bytes], Path]:
    """Return a function that writes a file of bytes."""

    def written(data: bytes) -> Path:
        path = tmp_path / "given.toml"
        path.write_bytes(data)
        return path

    return written


class TestUnreadable:
    """Files that are not text."""

    def test_a_missing_file(self, tmp_path: Path) -> None:
        """The message has the path."""
        path = tmp_path / "nowhere.toml"
        with pytest.raises(InputError, match=f"^{escape(str(path))}: there is no such file$"):
            read_document(path)

    def test_a_folder(self, tmp_path: Path) -> None:
        """The message says that it is a folder, and what to name instead."""
        with pytest.raises(InputError, match=r": this is a folder; name a record or snapshot file \(\.toml\)$"):
            read_document(tmp_path)

    def test_a_file_one_may_not_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The message has the reason that the system gives."""

        def refuse(*_: object) -> bytes:
            raise PermissionError(13, "Permission denied")

        (tmp_path / "secret.toml").write_bytes(b"a = 1")
        monkeypatch.setattr(Path, "open", refuse)
        with pytest.raises(InputError, match=r"secret\.toml: cannot be read \(Permission denied\)$"):
            read_document(tmp_path / "secret.toml")

    def test_a_file_used_as_a_folder(self, given_bytes: Callable[[bytes], Path]) -> None:
        """Any other error of the system is an InputError as well."""
        with pytest.raises(InputError, match=r"given\.toml/inside\.toml: cannot be read \(Not a directory\)$"):
            read_document(given_bytes(b"a = 1") / "inside.toml")

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            pytest.param(b"a = 1\nb = '\xff'\n", r"line 2, column 6: byte 0xff is not UTF-8", id="byte"),
            pytest.param("a = 'é\xe9'".encode("latin-1"), r"line 1, column 6: byte 0xe9 is not", id="Latin-1"),
            pytest.param(
                "a = 'Perú ".encode() + b"\xfa'", r"line 1, column 11: byte 0xfa", id="characters count, not bytes"
            ),
            pytest.param(b"\xef\xbb\xbfa = '\xff'", r"line 1, column 6: byte 0xff", id="after a byte order mark"),
            pytest.param("a = 1".encode("utf-16"), r"line 1, column 1: byte 0xff is not UTF-8", id="UTF-16"),
            pytest.param(b"\x89PNG\r\n", r"line 1, column 1: byte 0x89", id="picture"),
        ],
    )
    def test_what_is_not_utf8(self, data: bytes, message: str, given_bytes: Callable[[bytes], Path]) -> None:
        """Line and column are those that an editor shows; the message says how to save the file."""
        with pytest.raises(InputError, match=rf"given\.toml, {message}.*; save the file as UTF-8$"):
            read_document(given_bytes(data))

    def test_a_nul_byte(self, given_bytes: Callable[[bytes], Path]) -> None:
        """A file with a NUL byte is refused as binary."""
        with pytest.raises(InputError, match=r"given\.toml: this is a binary file, not a TOML text file$"):
            read_document(given_bytes(b"a = 1\n\0\0\0"))

    @pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n"])
    def test_an_empty_file(self, data: bytes, given_bytes: Callable[[bytes], Path]) -> None:
        """A file of white space or a byte order mark alone counts as empty."""
        with pytest.raises(InputError, match=r"given\.toml: the file is empty; .*--help.* shows what a source is$"):
            read_document(given_bytes(data))


class TestSyntax:
    """Text that is not TOML."""

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            pytest.param(
                'a = 1\nb = "open\n', r"line 2, column 10: not valid TOML: .*, in: b = \"open$", id="open text"
            ),
            pytest.param(
                "a = 1\r\nb = \r\n", r"line 2, column 5: not valid TOML: Invalid value, in: b =$", id="Windows"
            ),
            pytest.param("a = [1,\n", r"line 2, column 1: not valid TOML: [^,]*$", id="end of the file"),
            pytest.param("a = 1\na = 2\n", r"line 2, column \d: .*[Oo]verwrite.*, in: a = 2$", id="key given twice"),
            pytest.param(
                "d = 2025-02-30\n",
                r"line 1, column 5: .*Invalid date.*, in: d = 2025-02-30"
                r"; 2025-02-30 is no day: February 2025 has 28 days$",
                id="no such day",
            ),
            pytest.param(
                "d = 2025-10\n",
                r"line 1, column 9: .*, in: d = 2025-10"
                r"; 2025-10 is no day but a month; write the day as well, such as 2025-10-01$",
                id="month without quotes",
            ),
            pytest.param("left right\n", r"line 1, column 6: .*, in: left right$", id="no name"),
            pytest.param('a = "\x1b[2J"\n', r'line 1, column 6: .*, in: a = "\\u001b\[2J"$', id="escape sequence"),
        ],
    )
    def test_a_syntax_error_names_line_and_column(
        self, text: str, message: str, document: Callable[[str], Document]
    ) -> None:
        """The message shows the faulty line, without characters that a terminal would obey."""
        with pytest.raises(InputError, match=rf"made\.toml, {message}"):
            document(text)

    def test_a_long_line_is_cut(self, document: Callable[[str], Document]) -> None:
        """The message shows only the start of a long line."""
        with pytest.raises(InputError, match=r", in: a = x{76}$"):
            document("a = " + "x" * 5000)

    @pytest.mark.parametrize(
        ("line", "right"),
        [
            ('perú = "derecha"', '"perú" = …'),
            ('Costa Rica = "left"', '"Costa Rica" = …'),
            ("a = { perú = 1 }", '"perú" = …'),
            ("text.name México = 1", 'text."name México" = …'),
            ("[classes.año]", '[classes."año"]'),
            ("[[el mapa]]", '[["el mapa"]]'),
        ],
    )
    def test_a_name_that_needs_quotes(self, line: str, right: str, given_bytes: Callable[[bytes], Path]) -> None:
        """A name with an accent or a space, written without quotes, is shown with them."""
        message = f", in: {line}; a name with an accent or a space needs quotes: {right}"
        with pytest.raises(InputError, match=escape(message) + "$"):
            read_document(given_bytes(f"a1 = 1\n{line}\n".encode()))

    @pytest.mark.parametrize("opening", ["[", "{b="])
    def test_brackets_nested_too_deeply(self, opening: str, document: Callable[[str], Document]) -> None:
        """A file made to exhaust the parser is refused as not TOML."""
        with pytest.raises(InputError, match=r"made\.toml: not valid TOML: brackets are nested too deeply$"):
            document("a = " + opening * 100_000)

    def test_a_number_without_end(self, document: Callable[[str], Document]) -> None:
        """Python refuses whole numbers of more than some thousand digits."""
        with pytest.raises(InputError, match=r"made\.toml: a number in it has too many digits$"):
            document("a = " + "9" * 5000)

    @given(
        data=st.one_of(
            st.binary(max_size=60), st.text("[]{}=\".'#,-:0123TZ\\ \nabeflnortu", max_size=60).map(str.encode)
        )
    )
    def test_any_bytes_are_read_or_refused(self, data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
        """Any bytes either parse or raise InputError."""
        path = tmp_path_factory.getbasetemp() / "any.toml"
        path.write_bytes(data)
        try:
            message = read_document(path).sha256
        except InputError as error:
            message = str(error)
        assert message == hashlib.sha256(data).hexdigest() or message.startswith(str(path))
        assert "\n" not in message


class TestDocument:
    """Documents that were read."""

    def test_it_holds_tables_and_the_hash_of_the_bytes(self, given_bytes: Callable[[bytes], Path]) -> None:
        """A byte order mark and Windows line ends are accepted; the hash is of the bytes in the file."""
        data = b"\xef\xbb\xbf[record]\r\ntitle = '\xc3\xb1'\r\n"
        read = read_document(given_bytes(data))
        assert read.tables == {"record": {"title": "ñ"}}
        assert read.sha256 == hashlib.sha256(data).hexdigest()

    def test_it_finds_the_lines_of_its_tables(self, document: Callable[[str], Document]) -> None:
        """A number finds one of several tables of the same name; an inline table has the line of its key."""
        read = document("# [vote]\nvote2 = {}\n[record]\n[[vote]]\n  [[ vote ]] # two\n[vote3.record]\n[[votes]]\n")
        assert [read.where("vote", index) for index in range(2)] == [f"{read.path}, line {line}" for line in (4, 5)]
        assert read.where("record") == f"{read.path}, line 3"
        assert read.where("vote3", "record") == f"{read.path}, line 6"
        assert read.where("vote2") == f"{read.path}, line 2"

    def test_where_names_file_and_line(self, document: Callable[[str], Document]) -> None:
        """If no line is known, `where` is the file alone."""
        read = document("a = 1\n[record]\n")
        assert read.where("record") == f"{read.path}, line 2"
        assert read.where("reviewed") == str(read.path)

    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    def test_another_text_takes_on_its_line_ends(self, newline: str, given_bytes: Callable[[bytes], Path]) -> None:
        """An edited text gets the file's line ends, so that an edit changes no other lines."""
        read = read_document(given_bytes(f"a = 1{newline}b = 2{newline}".encode()))
        assert read.text == "a = 1\nb = 2\n"
        assert read.encoded("a = 1\nb = 'ñ'\n") == f"a = 1{newline}b = 'ñ'{newline}".encode()

    def test_a_text_may_stand_for_a_file(self, tmp_path: Path) -> None:
        """A text gives the document that its file would give, and the same errors."""
        path, text = tmp_path / "made.toml", "[record]\ntitle = 'ñ'\n"
        made = document_of(path, text)
        path.write_text(text, encoding="utf-8")
        assert made == read_document(path)
        with pytest.raises(InputError, match=r"made\.toml, line 1, column 5: not valid TOML"):
            document_of(path, "a = \n")

    def test_what_looks_like_a_header_in_a_value_does_not_count(self, document: Callable[[str], Document]) -> None:
        """Lines of an array that start with brackets, and lines of a text, are not headers."""
        read = document('a = [\n  ["vote"],\n  [],\n]\nb = """\n[[vote]]\n"""\n[[vote]]\n')
        assert read.where("vote", 0) == f"{read.path}, line 8"
