"""The classes of characters in XML Schema's regular expressions."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TypeAlias

__all__ = ["Test", "any_of", "category_test", "escape_test", "not_line_end", "one", "span", "without"]

Test: TypeAlias = Callable[[str], bool]

# XML 1.0, productions [4] and [4a].
_NAME_START = (
    (":", ":"), ("A", "Z"), ("_", "_"), ("a", "z"), ("\xc0", "\xd6"), ("\xd8", "\xf6"), ("\xf8", "\u02ff"),
    ("\u0370", "\u037d"), ("\u037f", "\u1fff"), ("\u200c", "\u200d"), ("\u2070", "\u218f"), ("\u2c00", "\u2fef"),
    ("\u3001", "\ud7ff"), ("\uf900", "\ufdcf"), ("\ufdf0", "\ufffd"), ("\U00010000", "\U000effff"),
)  # fmt: skip
_NAME_MORE = (
    ("-", "-"),
    (".", "."),
    ("0", "9"),
    ("\xb7", "\xb7"),
    ("\u0300", "\u036f"),
    ("\u203f", "\u2040"),
)
_CATEGORIES = (
    "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp S Sm Sc Sk So C Cc Cf Co Cn"
)

# XML Schema 1.0, part 2, F.1.1: where each block begins; it ends where the next one begins.
_BLOCKS = (
    "0000 BasicLatin,0080 Latin-1Supplement,0100 LatinExtended-A,0180 LatinExtended-B,0250 IPAExtensions,"
    "02B0 SpacingModifierLetters,0300 CombiningDiacriticalMarks,0370 Greek,0400 Cyrillic,0500 -,0530 Armenian,"
    "0590 Hebrew,0600 Arabic,0700 Syriac,0750 -,0780 Thaana,07C0 -,0900 Devanagari,0980 Bengali,0A00 Gurmukhi,"
    "0A80 Gujarati,0B00 Oriya,0B80 Tamil,0C00 Telugu,0C80 Kannada,0D00 Malayalam,0D80 Sinhala,0E00 Thai,0E80 Lao,"
    "0F00 Tibetan,1000 Myanmar,10A0 Georgian,1100 HangulJamo,1200 Ethiopic,1380 -,13A0 Cherokee,"
    "1400 UnifiedCanadianAboriginalSyllabics,1680 Ogham,16A0 Runic,1700 -,1780 Khmer,1800 Mongolian,18B0 -,"
    "1E00 LatinExtendedAdditional,1F00 GreekExtended,2000 GeneralPunctuation,2070 SuperscriptsandSubscripts,"
    "20A0 CurrencySymbols,20D0 CombiningMarksforSymbols,2100 LetterlikeSymbols,2150 NumberForms,2190 Arrows,"
    "2200 MathematicalOperators,2300 MiscellaneousTechnical,2400 ControlPictures,2440 OpticalCharacterRecognition,"
    "2460 EnclosedAlphanumerics,2500 BoxDrawing,2580 BlockElements,25A0 GeometricShapes,2600 MiscellaneousSymbols,"
    "2700 Dingbats,27C0 -,2800 BraillePatterns,2900 -,2E80 CJKRadicalsSupplement,2F00 KangxiRadicals,2FE0 -,"
    "2FF0 IdeographicDescriptionCharacters,3000 CJKSymbolsandPunctuation,3040 Hiragana,30A0 Katakana,3100 Bopomofo,"
    "3130 HangulCompatibilityJamo,3190 Kanbun,31A0 BopomofoExtended,31C0 -,3200 EnclosedCJKLettersandMonths,"
    "3300 CJKCompatibility,3400 CJKUnifiedIdeographsExtensionA,4DB6 -,4E00 CJKUnifiedIdeographs,A000 YiSyllables,"
    "A490 YiRadicals,A4D0 -,AC00 HangulSyllables,D7A4 -,E000 PrivateUse,F900 CJKCompatibilityIdeographs,"
    "FB00 AlphabeticPresentationForms,FB50 ArabicPresentationForms-A,FE00 -,FE20 CombiningHalfMarks,"
    "FE30 CJKCompatibilityForms,FE50 SmallFormVariants,FE70 ArabicPresentationForms-B,FEFF Specials,"
    "FF00 HalfwidthandFullwidthForms,FFF0 Specials,10000 -,10300 OldItalic,10330 Gothic,10350 -,10400 Deseret,"
    "10450 -,1D000 ByzantineMusicalSymbols,1D100 MusicalSymbols,1D200 -,1D400 MathematicalAlphanumericSymbols,"
    "1D800 -,20000 CJKUnifiedIdeographsExtensionB,2A6D7 -,2F800 CJKCompatibilityIdeographsSupplement,2FA20 -,"
    "E0000 Tags,E0080 -,F0000 PrivateUse"
)
_STARTS = tuple(int(each.split(" ")[0], 16) for each in _BLOCKS.split(","))
_NAMES = tuple(each.split(" ")[1] for each in _BLOCKS.split(","))


def one(character: str) -> Test:
    """That character."""
    return lambda found: found == character


def span(first: str, last: str) -> Test:
    """The characters from one to another."""
    return lambda found: first <= found <= last


def any_of(tests: Sequence[Test], negated: bool = False) -> Test:
    """Characters that pass one of some tests, or none of them."""
    return lambda found: any(test(found) for test in tests) is not negated


def without(test: Test, taken: Test) -> Test:
    """Characters that pass a test and not another."""
    return lambda found: test(found) and not taken(found)


def not_line_end(found: str) -> bool:
    """A dot."""
    return found not in "\n\r"


def _in_ranges(ranges: Sequence[tuple[str, str]]) -> Test:
    return lambda found: any(first <= found <= last for first, last in ranges)


def _is_word(found: str) -> bool:
    return unicodedata.category(found)[0] not in "PZC"


_ESCAPES: dict[str, Test] = {
    "s": lambda found: found in " \t\n\r",
    "d": lambda found: unicodedata.category(found) == "Nd",
    "w": _is_word,
    "i": _in_ranges(_NAME_START),
    "c": _in_ranges((*_NAME_START, *_NAME_MORE)),
}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}


def escape_test(character: str) -> Test | None:
    """The meaning of a letter behind a backslash; None for letters and digits that mean nothing there."""
    if character in _CONTROLS:
        return one(_CONTROLS[character])
    if not character.isalnum():
        return one(character)
    test = _ESCAPES.get(character.lower())
    return test if test is None or character.islower() else any_of([test], negated=True)


def category_test(name: str, negated: bool) -> Test | None:
    """A category such as `Lu`, or a block such as `IsGreek`; None for what is neither."""
    if name in _CATEGORIES.split():
        return lambda found: unicodedata.category(found).startswith(name) is not negated
    block = name.removeprefix("Is")
    if block == name or block not in _NAMES or block == "-":
        return None
    return lambda found: (_NAMES[bisect_right(_STARTS, ord(found)) - 1] == block) is not negated
