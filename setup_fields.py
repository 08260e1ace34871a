"""Generate what type checkers see of the bodies that may be given field by field.

A verb that takes `**fields: Unpack[bodies.UserFields]` asks for `UserFields`, a typed dict that is written out of
the Struct `UserInput` into `models/<service>/bodies.py`. A program imports that module only if it asks for hints.

OneRoster's entities share their verbs, in a generic class that cannot say which fields an entity has. So
`_async/oneroster/entities.pyi` says it: the verbs of each, written out of `entities.py`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

MODELS = "src/timeback/models"
RESOURCES = "src/timeback/_async"
ASKED = re.compile(r"\bUnpack\[bodies\.(\w+)Fields\]")
CHOICES = re.compile(r"\b(\w+) \| bodies\.\1Text\b")
HEADER = '''# Generated from the models beside it by setup_fields.py; do not edit.
"""Bodies of this service as typed dicts: what its calls take as keywords."""

from __future__ import annotations

'''
LIBRARY = (
    ("collections.abc", "Mapping"), ("collections.abc", "Sequence"),
    *(("typing", name) for name in ("Any", "Literal", "Required", "TypeAlias", "TypedDict")),
)  # fmt: skip
ENTITIES = f"{RESOURCES}/oneroster/entities.py"
_UNTYPED = frozenset({"further", "written"})


@dataclass(frozen=True)
class Found:
    """A definition, and the module that holds it; a node that is None stands in another library."""

    module: str
    name: str
    node: ast.ClassDef | ast.expr | None


class Body(NamedTuple):
    """What a typed dict is written out of: one record, or those of a union."""

    records: list[Found]
    fields: dict[str, tuple[str, bool]]
    """The type of each field, and whether it must be given."""


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
            if path.name != "bodies.py":
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
        self.bodies: dict[str, Body] = {}
        self.enums: dict[str, Found] = {}
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
        parts += [self._class(name) for name in sorted(self.bodies)]
        body = "\n".join(parts)
        used = set(re.findall(r"\w+", body))
        imports: dict[str, list[str]] = {}
        for module, name in [*LIBRARY, *sorted(self._imports)]:
            if name in used:
                imports.setdefault(module, []).append(name)
        lines = [f"from {module} import {', '.join(names)}\n" for module, names in imports.items()]
        return HEADER + "".join(lines) + "\n" + body

    def _class(self, name: str) -> str:
        """The source of a typed dict. Of keywords any may be left out: the call says which it misses."""
        is_root = name in self._roots
        types = {
            field: f"Required[{annotation}]" if required and not is_root else annotation
            for field, (annotation, required) in self.bodies[name].fields.items()
        }
        body = "".join(f"    {field}: {annotation}\n" for field, annotation in types.items()) or "    pass\n"
        return f"\nclass {name}(TypedDict, total=False):\n{body}"

    def _root(self, found: Found, name: str) -> None:
        if isinstance(found.node, ast.ClassDef):
            self._dict(found, name)
            return
        records = [self._models.find(found.module, part) for part in _parts(found.node)]
        variants = [self._fields(each) for each in records]
        fields: dict[str, tuple[str, bool]] = {}  # what any of the records has
        for variant in variants:
            for field, (annotation, _) in variant.items():
                known, _ = fields.setdefault(field, (annotation, False))
                both = known if annotation in known else f"{known} | {annotation}"
                fields[field] = both, all(each.get(field, ("", False))[1] for each in variants)
        self.bodies[name] = Body(records, fields)

    def _dict(self, found: Found, name: str) -> None:
        if name not in self.bodies:
            self.bodies[name] = Body([found], {})  # a record may hold records of its own type
            self.bodies[name].fields.update(self._fields(found))

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
        self.enums[name] = found
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


STUB = '''# Generated from entities.py beside it by setup_fields.py; do not edit.
"""OneRoster's entities as type checkers see them: the verbs of each, with its own fields."""

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ...models.oneroster import {models}, bodies
from .bulk import AsyncBulkPlace
from .collection import AsyncEntities, AsyncStoredScope
from ..listing import AsyncListing
'''


def entities(root: Path) -> dict[str, bytes]:
    """The stub of OneRoster's entities, as relative path to content."""
    path = root / ENTITIES
    if not path.exists():
        return {}
    classes, models = "", {"CreateResult"}
    for node in ast.parse(path.read_text("utf-8")).body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Subscript(value=ast.Name(id=generic), slice=ast.Tuple(elts=types)),
            ):
                names = [each.id for each in types if isinstance(each, ast.Name)]
                models.update(names)
                classes += _entity(name, generic, *names)
            case _:
                pass
    stub = STUB.format(models=", ".join(sorted(models))) + classes
    return {f"{ENTITIES}i": stub.encode("utf-8")}


def _entity(name: str, generic: str, read: str, create: str, update: str = "") -> str:
    """One class of the stub: those that it comes from, and the verbs that take fields as keywords."""
    if generic.startswith("AsyncBulk"):
        bases = f"AsyncBulkPlace[{read}, {create}]" + f", AsyncListing[{read}]" * generic.endswith("Listing")
        row = f"{create} | Mapping[str, Any]"
        return f"\n\nclass {name}({bases}):\n" + _verb(
            "create", "", f"{row} | Sequence[{row}]", create, "CreateResult"
        )
    answer = "None" if generic.startswith("AsyncRoster") else read
    is_scope = generic.endswith("Scope")
    id_ = "" if is_scope else "id: str, "
    bases = (
        f"AsyncStoredScope[{read}]" if is_scope else f"AsyncEntities[{read}, {create}, {update}, {answer}]"
    )
    verbs = [] if is_scope else [_verb("create", "", f"{create} | Mapping[str, Any]", create, "CreateResult")]
    for verb, body in (("update", update), ("upsert", create)):
        verbs.append(_verb(verb, id_, f"{body} | Mapping[str, Any]", body, answer))
    verbs.append(
        f"    async def modify(self, {id_ and 'id: str, /, '}*, if_unchanged: bool = False,"
        f" **changes: Unpack[{_fields_name(update)}]) -> {answer}: ...\n"
    )
    return f"\n\nclass {name}({bases}):\n" + "".join(verbs)


def _verb(verb: str, id_: str, data: str, body: str, answer: str) -> str:
    return (
        f"    async def {verb}(self, {id_}data: {data} | None = None, /,"
        f" **fields: Unpack[{_fields_name(body)}]) -> {answer}: ...\n"
    )


def _fields_name(model: str) -> str:
    return f"bodies.{model.removesuffix('Input')}Fields"


def typed_dicts(root: Path) -> dict[str, bytes]:
    """The generated modules and stubs, as relative path to content."""
    texts = {f"{MODELS}/{service}/bodies.py": each.text() for service, each in writers(root).items()}
    return entities(root) | {path: text.encode("utf-8") for path, text in texts.items()}


def writers(root: Path) -> dict[str, Writer]:
    """What writes the module of each service that has one."""
    models = Models(root)
    found: dict[str, Writer] = {}
    stubs = [each.decode("utf-8") for each in entities(root).values()]
    for folder in sorted(path for path in (root / RESOURCES).glob("*") if path.is_dir()):
        sources = [path.read_text("utf-8") for path in sorted(folder.glob("*.py"))]
        sources += stubs * (folder.name == "oneroster")
        asked = sorted({name for source in sources for name in ASKED.findall(source)})
        choices = sorted({name for source in sources for name in CHOICES.findall(source)})
        if asked:
            found[folder.name] = Writer(models, folder.name, asked, choices)
    return found


def existing(root: Path) -> set[str]:
    """The generated modules and stubs that are there now."""
    found = [*(root / MODELS).glob("*/bodies.py"), *root.glob(f"{ENTITIES}i")]
    return {path.relative_to(root).as_posix() for path in found}
