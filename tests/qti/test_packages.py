"""Packages are read as a whole: what is wrong with a file is said of that file, and nothing leads out of them."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.qti.packages import MANIFEST, STIMULUS, exam2, item2, item3, manifest, zipped
from timeback.qti import Package, QtiPackageError, grade, grade_test, read_package

ITEM2, ITEM3, TEST2, STIM3 = (
    "imsqti_item_xmlv2p1", "imsqti_item_xmlv3p0", "imsqti_test_xmlv2p1", "imsqti_stimulus_xmlv3p0",
)  # fmt: skip
PICTURE = '<p><img src="../img/a%20b.png" alt=""/></p>'
FILES = {
    MANIFEST: manifest(f"r1 {ITEM2} items/a.xml r4", f"r2 {TEST2} tests/exam.xml r1", f"r3 {STIM3} story.xml",
                       f"r5 {ITEM3} items/c.xml", "r4 webcontent img/a%20b.png"),
    "items/a.xml": item2("a", PICTURE),
    "items/c.xml": item3("c", '<qti-assessment-stimulus-ref identifier="s" href="../story.xml"/>'),
    "tests/exam.xml": exam2("one ../items/a.xml"),
    "story.xml": STIMULUS,
    "img/a b.png": "png",
}  # fmt: skip


def problems(package: Package) -> list[tuple[str, str]]:
    return [(each.path, each.message) for each in package.problems]


@pytest.mark.parametrize("folder", ["", "a folder/"])
def test_items_tests_stimuli_and_files_are_there(tmp_path: Path, folder: str) -> None:
    noise = {"__MACOSX/._imsmanifest.xml": "x", f"{folder}.DS_Store": "x", f"{folder}img/._a b.png": "x"}
    package = read_package(
        zipped(tmp_path / "p.zip", {folder + name: text for name, text in FILES.items()} | noise)
    )
    assert [(each.identifier, each.path) for each in package.items] == [
        ("a", "items/a.xml"),
        ("c", "items/c.xml"),
    ]
    assert [(each.identifier, each.title) for each in package.stimuli] == [("story", "A story")]
    (exam,) = package.tests
    assert [(each.identifier, each.path) for each in exam.references] == [("one", "items/a.xml")]
    assert dict(package.files) == {"img/a b.png": 3}
    assert package.read("img/a b.png") == b"png"
    assert package.items[0].files == ("img/a b.png",)
    assert package.problems == ()
    assert grade(package.items[0], "A").score == 1.0
    assert grade_test(exam.xml, {"one": package.items[0]}, {"one": "A"}).score == 1.0
    assert "items=2, tests=1, stimuli=1, files=1, problems=0" in repr(package)


def test_a_folder_and_its_manifest_are_read_like_the_archive(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "p.zip", FILES)
    shutil.unpack_archive(archive, tmp_path / "p")
    for path in (tmp_path / "p", tmp_path / "p" / MANIFEST):
        package = read_package(path)
        assert [each.xml for each in package.items] == [each.xml for each in read_package(archive).items]
        assert (dict(package.files), package.problems) == ({"img/a b.png": 3}, ())


@pytest.mark.parametrize(
    ("name", "href"),
    [
        ("items\\a.xml", "items/a.xml"),
        ("items/a.xml", "items\\a.xml"),
        ("items/a b.xml", "items/a%20b.xml"),
        ("items/a%20b.xml", "items/a%20b.xml"),
        ("items/Ä.xml", "items/%C3%84.xml"),
        ("items/A\u0308.xml", "items/Ä.xml"),
        ("Items/A.XML", "items/a.xml"),
        ("items/a.xml", "./x/../items/a.xml"),
    ],
)  # fmt: skip
def test_addresses_find_their_files(tmp_path: Path, name: str, href: str) -> None:
    resource = f'<resource identifier="r" type="{ITEM2}" href="{href}"><file href="{href}"/></resource>'
    package = read_package(zipped(tmp_path / "p.zip", {MANIFEST: manifest(more=resource), name: item2("a")}))
    assert ([each.identifier for each in package.items], package.problems) == (["a"], ())


def test_addresses_start_at_the_bases_of_the_manifest(tmp_path: Path) -> None:
    based = manifest(more=f'<resource identifier="r" type="{ITEM2}" xml:base="items/" href="a.xml"/>')
    package = read_package(zipped(tmp_path / "p.zip", {MANIFEST: based, "items/a.xml": item2("a")}))
    assert ([each.identifier for each in package.items], package.problems) == (["a"], ())


def test_names_in_utf_8_that_do_not_say_so_are_read(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "p.zip", {MANIFEST: manifest(f"r {ITEM2} items/%C3%A9.xml"), "items/--.xml": item2("a")}
    )
    path.write_bytes(path.read_bytes().replace(b"items/--.xml", b"items/\xc3\xa9.xml"))
    package = read_package(path)
    assert ([each.identifier for each in package.items], package.problems) == (["a"], ())


def test_what_is_wrong_is_said_of_its_file(tmp_path: Path) -> None:
    files = {
        MANIFEST: manifest(f"r1 {ITEM2} broken.xml", f"r2 {ITEM2} gone.xml nothing", f"r3 {ITEM2} one.xml",
                           "r4 imsqti_xmlv1p2 old.xml", f"r5 {ITEM2} page.xml", f"r6 {ITEM2} twin.xml",
                           f"r7 {TEST2} exam.xml", "r8 webcontent film.mp4",
                           more=f'<resource identifier="r9" type="{ITEM2}"/>'),
        "broken.xml": "<assessmentItem>",
        "one.xml": item2("one", '<p><img src="gone.png" alt=""/><img src="http://example.org/a.png" alt=""/></p>'),
        "twin.xml": item2("one"),
        "old.xml": "<questestinterop/>",
        "page.xml": "<html/>",
        "exam.xml": exam2("x extra.xml", "y missing.xml"),
        "extra.xml": item2("extra"),
    }  # fmt: skip
    package = read_package(zipped(tmp_path / "p.zip", files))
    assert [each.identifier for each in package.items] == ["one", "one", "extra"]
    assert problems(package) == [
        ("broken.xml", "not well-formed XML: no element found (line 1, column 17)"),
        (MANIFEST, "r2 depends on 'nothing', which is no resource"),
        ("gone.xml", "it is missing in the package; imsmanifest.xml names it"),
        ("gone.png", "it is missing in the package; one.xml names it"),
        ("old.xml", "it is QTI 1, which is not read"),
        ("page.xml", "its root html is not QTI"),
        ("twin.xml", "another qti-assessment-item has the identifier 'one' too"),
        ("missing.xml", "it is missing in the package; exam.xml names it"),
        ("film.mp4", "it is missing in the package; imsmanifest.xml names it"),
        (MANIFEST, "the resource r9 has no file"),
        ("extra.xml", "exam.xml refers to it, the manifest does not name it"),
    ]
    assert {each.path for each in package.problems if each.unread} == {
        "broken.xml", "gone.xml", MANIFEST, "old.xml", "page.xml"
    }  # fmt: skip
    assert not package.files


def test_sections_in_files_of_their_own_stand_in_the_test(tmp_path: Path) -> None:
    section = (
        '<assessmentSection xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="S2" title="S2" visible="true">'
        '<assessmentItemRef identifier="two" href="../../items/b.xml"/>'
        '<assessmentSectionRef identifier="S2" href="two.xml"/></assessmentSection>'
    )
    package = read_package(zipped(tmp_path / "p.zip", {
        MANIFEST: manifest(f"r {TEST2} tests/exam.xml", f"i {ITEM2} items/b.xml"),
        "tests/exam.xml": exam2(more='<assessmentSectionRef identifier="S2" href="more/two.xml"/>'),
        "tests/more/two.xml": section,
        "items/b.xml": item2("b"),
    }))  # fmt: skip
    (exam,) = package.tests
    assert [(each.identifier, each.href, each.path) for each in exam.references] == [
        ("two", "../items/b.xml", "items/b.xml")
    ]
    assert '<qti-assessment-section identifier="S2"' in exam.xml
    assert package.problems == ()


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/evil.xml", "C:\\evil.xml", "a/../../evil.xml", "a/../evil.xml"]
)
def test_entries_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "p.zip", {MANIFEST: manifest(), name: "x"})
    with pytest.raises(QtiPackageError, match="leads out of the package"):
        read_package(path)


@pytest.mark.parametrize(
    "href", ["../secret.xml", "%2e%2e/secret.xml", "..\\secret.xml", "/etc/passwd", "C:/secret.xml"]
)
def test_addresses_that_lead_out_are_not_followed(tmp_path: Path, href: str) -> None:
    (tmp_path / "secret.xml").write_text(item2("secret"))
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / MANIFEST).write_text(manifest(f"r {ITEM2} {href}"))
    package = read_package(folder)
    assert package.items == ()
    assert any(each.unread for each in package.problems)


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(item2("secret"))
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / MANIFEST).write_text(manifest(f"r {ITEM2} a.xml"))
    (folder / "a.xml").symlink_to(tmp_path / "secret.xml")
    package = read_package(folder)
    assert package.items == ()
    assert ("a.xml", "it is a link, which is not followed") in problems(package)


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.zip", {MANIFEST: manifest(f"r {ITEM2} a.xml"), "a.xml": b" " * 2_000_000})
    with pytest.raises(QtiPackageError, match="max_bytes"):
        read_package(path, max_bytes=1_000_000)
    with pytest.raises(QtiPackageError, match="max_files"):
        read_package(path, max_files=1)
    small = read_package(path, max_document_bytes=1_000_000)
    assert problems(small) == [("a.xml", "a.xml has 2000000 bytes, more than the 1000000 that are allowed")]
    with pytest.raises(QtiPackageError, match="more than the 10"):
        small.read("a.xml", max_bytes=10)


def test_documents_that_would_expand_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    package = read_package(
        zipped(tmp_path / "p.zip", {MANIFEST: manifest(f"r {ITEM2} a.xml"), "a.xml": bomb + item2("&b;")})
    )
    assert "document type or an entity" in package.problems[0].message
    with pytest.raises(QtiPackageError, match="document type or an entity"):
        read_package(zipped(tmp_path / "q.zip", {MANIFEST: bomb + manifest()}))


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.xml": "x"}, "there is no imsmanifest.xml"),
        ({"a/imsmanifest.xml": manifest(), "b/imsmanifest.xml": manifest()}, "several manifests"),
        ({MANIFEST: "<manifest>"}, "imsmanifest.xml: not well-formed"),
        ({MANIFEST: "<package/>"}, "the root is package"),
    ],
)
def test_what_is_no_package_says_so(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(QtiPackageError, match=message):
        read_package(zipped(tmp_path / "p.zip", files))


def test_other_files_are_no_package(tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(b"not a ZIP file")
    for path in (tmp_path / "p.zip", tmp_path / "nothing"):
        with pytest.raises(QtiPackageError, match="neither a folder nor a ZIP file"):
            read_package(path)
    package = read_package(zipped(tmp_path / "q.zip", FILES))
    with pytest.raises(QtiPackageError, match="no file 'nothing'"):
        package.read("nothing")


def test_a_damaged_file_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(MANIFEST, manifest(f"a {ITEM2} a.xml", f"b {ITEM2} b.xml"))
        archive.writestr("a.xml", item2("mark-of-a"))
        archive.writestr("b.xml", item2("b"))
    path.write_bytes(path.read_bytes().replace(b"mark-of-a", b"mark-of-x"))
    package = read_package(path)
    assert [each.identifier for each in package.items] == ["b"]
    assert package.problems[0].path == "a.xml"
    assert "cannot be read" in package.problems[0].message


@given(st.text(alphabet="./\\%2eaC: ", min_size=1, max_size=12))
def test_no_address_reaches_a_file_outside(address: str) -> None:
    from timeback.qti.package_files import PackageFiles

    files = PackageFiles({MANIFEST: (MANIFEST, 1), "a": ("a", 1)}, lambda name, limit: b"", [])
    try:
        found = files.find("folder", address)
    except QtiPackageError:
        return
    assert found in (None, "a", MANIFEST)
