"""Generate the typed dicts of the bodies that may be given field by field, for type checkers alone.

A verb that takes `**fields: Unpack[UserFields]` asks for `UserFields`, which is written out of the Struct
`UserInput` into `models/<service>/_fields.py`. Nothing imports these modules when a program runs.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MODELS = "src/timeback/models"
RESOURCES = "src/timeback/_async"
ASKED = re.compile(r"\bUnpack\[(\w+)Fields\]")
CHOICES = re.compile(r"\b(\w+) \| \1Text\b")
HEADER = '''# Generated from the models beside it by setup_fields.py; do not edit.
"""The bodies of this service as typed dicts, for type checkers alone."""

from __future__ import annotations

'''
LIBRARY = (
    ("collections.abc", "Mapping"), ("collections.abc", "Sequence"),
    *(("typing", name) for name in ("Any", "Literal", "Required", "TypeAlias", "TypedDict")),
)  # fmt: skip
WRITING = f"{RESOURCES}/oneroster/writing.py"
# OneRoster's entities: who answers what to a PUT, what is read, created and replaced.
ENTITIES = {
    "AcademicSession": ("Roster", "AcademicSession", "AcademicSessionInput", "AcademicSessionInput"),
    "AssessmentLineItem": (
        "Gradebook",
        "AssessmentLineItem",
        "AssessmentLineItemInput",
        "AssessmentLineItemInput",
    ),
    "AssessmentResult": ("Gradebook", "AssessmentResult", "AssessmentResultInput", "AssessmentResultInput"),
    "Category": ("Gradebook", "Category", "CategoryInput", "CategoryInput"),
    "Class": ("Roster", "Class", "ClassInput", "ClassUpdateInput"),
    "ComponentResource": ("Roster", "ComponentResource", "ComponentResourceInput", "ComponentResourceInput"),
    "Course": ("Roster", "Course", "CourseInput", "CourseInput"),
    "CourseComponent": ("Roster", "CourseComponent", "CourseComponentInput", "CourseComponentInput"),
    "Demographics": ("Roster", "Demographics", "DemographicsInput", "DemographicsInput"),
    "Enrollment": ("Roster", "Enrollment", "EnrollmentInput", "EnrollmentUpdateInput"),
    "GradingPeriod": ("Roster", "AcademicSession", "GradingPeriodInput", "GradingPeriodInput"),
    "LineItem": ("Gradebook", "LineItem", "LineItemInput", "LineItemInput"),
    "Organization": ("Roster", "Organization", "OrganizationInput", "OrganizationInput"),
    "Resource": ("Roster", "Resource", "ResourceInput", "ResourceUpdateInput"),
    "Result": ("Gradebook", "Result", "ResultInput", "ResultInput"),
    "School": ("Roster", "Organization", "SchoolInput", "SchoolInput"),
    "ScoreScale": ("Gradebook", "ScoreScale", "ScoreScaleInput", "ScoreScaleInput"),
    "User": ("Roster", "User", "UserInput", "UserInput"),
}
_UNTYPED = frozenset({"further", "written"})


@dataclass(frozen=True)
class Found:
    """A definition, and the module that holds it; a node that is None stands in another library."""

    module: str
    name: str
    node: ast.ClassDef | ast.expr | None


class Models:
    """The modules of the models as type checkers see them."""

    def __init__(self, root: Path) -> None:
        self._defined: dict[str, dict[str, ast.ClassDef | ast.expr]] = {}
        self._imported: dict[str, dict[str, tuple[str, str]]] = {}
        self._packages: set[str] = set()
        for path in sorted((root / MODELS).rglob("*.py")):
            parts = path.relative_to(root / MODELS).with_suffix("").parts
            name = ".".join(parts).removesuffix("__init__").rstrip(".")
            if path.name == "__init__.py":
                self._packages.add(name)
            if path.name != "_fields.py":
                self._read(name, ast.parse(path.read_text("utf-8")).body)

    def _read(self, module: str, body: list[ast.stmt]) -> None:
        defined = self._defined.setdefault(module, {})
        imported = self._imported.setdefault(module, {})
        for node in body:
            match node:
                case ast.ClassDef(name=name):
                    defined[name] = node
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    defined[name] = value
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                    defined[name] = value
                case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                    self._read(module, node.body)
                case ast.ImportFrom(names=names):
                    source = self._source(module, node)
                    imported.update({each.asname or each.name: (source, each.name) for each in names})
                case _:
                    pass

    def _source(self, module: str, node: ast.ImportFrom) -> str:
        """The module that an import names; one outside the models begins with `/`."""
        if not node.level:
            return f"/{node.module}"
        package = module.split(".") if module else []
        up = node.level - (module in self._packages)
        if up > len(package):
            return f"/{node.module}"
        return ".".join([*package[: len(package) - up], *filter(None, [node.module])])

    def find(self, module: str, name: str) -> Found:
        """What a name means in a module."""
        if name in self._defined.get(module, {}):
            return Found(module, name, self._defined[module][name])
        if name in self._imported.get(module, {}):
            source, original = self._imported[module][name]
            return Found(source, original, None) if source.startswith("/") else self.find(source, original)
        return Found("", name, None)

    def bases(self, found: Found) -> Iterator[Found]:
        """A class and those that it comes from, the foremost first."""
        if isinstance(found.node, ast.ClassDef):
            for base in found.node.bases:
                if isinstance(base, ast.Name):
                    yield from self.bases(self.find(found.module, base.id))
            yield found

    def is_enum(self, found: Found) -> bool:
        return any(each.name == "OpenEnum" or _is_enum_base(each.node) for each in self.bases(found))


def _is_enum_base(node: object) -> bool:
    bases = node.bases if isinstance(node, ast.ClassDef) else []
    return any(isinstance(base, ast.Attribute) and base.attr.endswith("Enum") for base in bases)


class Writer:
    """One module of typed dicts."""

    def __init__(self, models: Models, service: str, roots: list[str], choices: list[str]) -> None:
        self._models, self._service = models, service
        self._imports: set[tuple[str, str]] = set()
        self._texts: dict[str, str] = {}
        self._dicts: dict[str, str] = {}
        self._roots = {f"{name}Fields" for name in roots}
        for name in roots:
            found = models.find(service, f"{name}Input")
            found = found if found.node is not None else models.find(service, name)
            if found.node is None:
                raise LookupError(f"{name}Fields: {service} has neither {name}Input nor {name}")
            self._root(found, f"{name}Fields")
        for name in choices:
            self._named(models.find(service, name))

    def text(self) -> str:
        """The source of the module."""
        parts = [self._texts[name] for name in sorted(self._texts)]
        parts += [self._dicts[name] for name in sorted(self._dicts)]
        body = "\n".join(parts)
        used = set(re.findall(r"\w+", body))
        imports: dict[str, list[str]] = {}
        for module, name in [*LIBRARY, *sorted(self._imports)]:
            if name in used:
                imports.setdefault(module, []).append(name)
        lines = [f"from {module} import {', '.join(names)}\n" for module, names in imports.items()]
        return HEADER + "".join(lines) + "\n" + body

    def _root(self, found: Found, name: str) -> None:
        if isinstance(found.node, ast.ClassDef):
            self._dict(found, name)
        else:  # a union: what any of its parts has
            fields: dict[str, str] = {}
            for part in _parts(found.node):
                variant = self._models.find(found.module, part)
                for field, (annotation, _) in self._fields(variant).items():
                    known = fields.setdefault(field, annotation)
                    fields[field] = known if annotation in known else f"{known} | {annotation}"
            self._dicts[name] = _class(name, fields)

    def _dict(self, found: Found, name: str) -> None:
        if name in self._dicts:
            return
        self._dicts[name] = ""  # a record may hold records of its own type
        is_root = name in self._roots
        fields = {
            field: f"Required[{annotation}]" if required and not is_root else annotation
            for field, (annotation, required) in self._fields(found).items()
        }
        self._dicts[name] = _class(name, fields)

    def _fields(self, found: Found) -> dict[str, tuple[str, bool]]:
        fields: dict[str, tuple[str, bool]] = {}
        tag_field, tag = "type", ""
        for each in self._models.bases(found):
            assert isinstance(each.node, ast.ClassDef)
            for keyword in each.node.keywords:
                if keyword.arg == "tag_field" and isinstance(keyword.value, ast.Constant):
                    tag_field = str(keyword.value.value)
                if keyword.arg == "tag":
                    tag = "str" if not isinstance(keyword.value, ast.Constant) else repr(keyword.value.value)
            for node in each.node.body:
                match node:
                    case ast.AnnAssign(target=ast.Name(id=name)) if (
                        name not in _UNTYPED and not name.startswith("_")
                    ):
                        if "ClassVar" not in ast.unparse(node.annotation):
                            required = node.value is None
                            fields[name] = self._type(each.module, node.annotation), required
                    case _:
                        pass
        if tag and tag not in ("None", "False"):
            name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", tag_field).lower()
            fields.setdefault(name, (tag if tag == "str" or tag == "True" else f"Literal[{tag}]", True))
        return fields

    def _type(self, module: str, node: ast.expr) -> str:
        match node:
            case ast.BinOp(left=left, right=right):
                parts = f"{self._type(module, left)} | {self._type(module, right)}".split(" | ")
                return " | ".join(dict.fromkeys(parts)) if "[" not in "".join(parts) else " | ".join(parts)
            case ast.Subscript(value=ast.Name(id="Unset" | "Choice"), slice=inner):
                return self._type(module, inner)
            case ast.Subscript(value=ast.Name(id="MetadataInput"), slice=inner):
                return f"{self._type(module, inner)} | dict[str, Any]"
            case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[inner, *_])):
                return self._type(module, inner)
            case ast.Subscript(value=ast.Name(id="list"), slice=inner):
                return f"Sequence[{self._type(module, inner)}]"
            case ast.Subscript(value=ast.Name(id="dict"), slice=ast.Tuple(elts=[key, value])):
                return f"Mapping[{self._type(module, key)}, {self._type(module, value)}]"
            case ast.Constant(value=str(text)):
                return self._type(module, ast.parse(text, mode="eval").body)
            case ast.Constant():
                return ast.unparse(node)
            case ast.Name(id=name):
                return self._named(self._models.find(module, name))
            case _:
                return "Any"

    def _named(self, found: Found) -> str:
        if found.node is None:
            if found.module == "/typing" or not found.module:
                return found.name
            self._imports.add((found.module.lstrip("/"), found.name))
            return found.name
        if not isinstance(found.node, ast.ClassDef):
            return self._type(found.module, found.node)
        self._imports.add((f"..{found.module}", found.name))
        if self._models.is_enum(found):
            return f"{found.name} | {self._choices(found)}"
        name = f"{found.name.removesuffix('Input')}Fields"
        if name in self._roots and not found.name.endswith("Input"):
            name = f"{found.name}RecordFields"
        self._dict(found, name)
        return f"{found.name} | {name}"

    def _choices(self, found: Found) -> str:
        if any(each.name == "ExtensibleEnum" for each in self._models.bases(found)):
            return "str"
        assert isinstance(found.node, ast.ClassDef)
        values = [
            node.value.value
            for node in found.node.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        ]
        name = f"{found.name}Text"
        self._texts[name] = f"{name}: TypeAlias = Literal[{', '.join(map(repr, dict.fromkeys(values)))}]\n"
        return name


def _parts(node: ast.expr | ast.ClassDef | None) -> Iterator[str]:
    match node:
        case ast.BinOp(left=left, right=right):
            yield from _parts(left)
            yield from _parts(right)
        case ast.Name(id=name):
            yield name
        case _:
            pass


def _class(name: str, fields: dict[str, str]) -> str:
    body = "".join(f"    {field}: {annotation}\n" for field, annotation in fields.items()) or "    pass\n"
    return f"\nclass {name}(TypedDict, total=False):\n{body}"


def writing(root: Path) -> dict[str, bytes]:
    """The verbs that write of each OneRoster entity, with its own fields in their signatures."""
    if not (root / RESOURCES / "oneroster").exists():
        return {}
    models = sorted({name for _, *names in ENTITIES.values() for name in names} | {"CreateResult"})
    dicts = sorted(
        {_fields_name(name) for *_, create, update in ENTITIES.values() for name in (create, update)}
    )
    text = f'''# Generated by setup_fields.py; do not edit.
"""The verbs that write, for each entity with its own fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Unpack

from ...models.oneroster import {", ".join(models)}
from .collection import AsyncGradebookCollection, AsyncGradebookScope, AsyncRosterCollection, AsyncRosterScope

if TYPE_CHECKING:
    from ...models.oneroster._fields import {", ".join(dicts)}
'''
    for name, (kind, read, create, update) in ENTITIES.items():
        answer = "None" if kind == "Roster" else read
        types = f"[{read}, {create}, {update}]"
        verbs = [("update", update, answer), ("upsert", create, answer)]
        text += f"\n\nclass Async{name}Collection(Async{kind}Collection{types}):\n"
        text += _verb("create", "", create, "CreateResult")
        text += "".join(_verb(verb, "id", body, answer) for verb, body, answer in verbs)
        text += _modify("id", update, answer)
        text += f"\n\nclass Async{name}EntityScope(Async{kind}Scope{types}):\n"
        text += "".join(_verb(verb, "", body, answer) for verb, body, answer in verbs).removeprefix("\n")
        text += _modify("", update, answer)
    return {WRITING: text.encode("utf-8")}


def _verb(verb: str, key: str, body: str, answer: str) -> str:
    before = f"{key}: str, " if key else ""
    passed = f"{key}, data" if key else "data"
    lead = "" if verb == "create" else "\n"
    call = f"await super().{verb}({passed}, **fields)"
    return (
        f"{lead}    async def {verb}(  # type: ignore[override]\n"
        f"        self, {before}data: {body} | Mapping[str, Any] | None = None, /,"
        f" **fields: Unpack[{_fields_name(body)}]\n"
        f"    ) -> {answer}:\n        {'' if answer == 'None' else 'return '}{call}\n"
    )


def _modify(key: str, body: str, answer: str) -> str:
    before, passed = (f"{key}: str, /, ", f"{key}, ") if key else ("", "")
    returned = "" if answer == "None" else "return "
    return (
        f"\n    async def modify(  # type: ignore[override]\n"
        f"        self, {before}**changes: Unpack[{_fields_name(body)}]\n"
        f"    ) -> {answer}:\n        {returned}await super().modify({passed}**changes)\n"
    )


def _fields_name(model: str) -> str:
    return f"{model.removesuffix('Input')}Fields"


def typed_dicts(root: Path) -> dict[str, bytes]:
    """The generated modules, as relative path to content."""
    models = Models(root)
    files: dict[str, bytes] = {}
    for folder in sorted(path for path in (root / RESOURCES).glob("*") if path.is_dir()):
        sources = [path.read_text("utf-8") for path in sorted(folder.glob("*.py"))]
        asked = sorted({name for source in sources for name in ASKED.findall(source)})
        choices = sorted({name for source in sources for name in CHOICES.findall(source)})
        if asked:
            text = Writer(models, folder.name, asked, choices).text()
            files[f"{MODELS}/{folder.name}/_fields.py"] = text.encode("utf-8")
    return files


def existing(root: Path) -> set[str]:
    """The generated modules that are there now."""
    return {
        path.relative_to(root).as_posix()
        for path in [*(root / MODELS).rglob("_fields.py"), *root.glob(WRITING)]
    }
