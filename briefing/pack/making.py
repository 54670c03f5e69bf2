"""Making a pack: every item of an audience in order, here or by several processes at once."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import closing
from dataclasses import dataclass

from briefing.content.audiences import Audience, Item
from briefing.content.brief import Brief
from briefing.pack.form import Form
from briefing.pack.makers import LONGEST_FIRST, MAKERS, Files
from gis.blocks import Lost
from gis.executors import processes
from gis.siting.watch import Watch
from i18n import msg
from layers.errors import SettingError, WorkersError

_ASK_EVERY_S = 0.2
_DEFAULT = Form()


@dataclass(frozen=True, slots=True)
class File:
    """One file of a pack: the item that it belongs to, its name, what is in it.

    The name may have a folder before it, parted by a slash. The two files that are about the pack
    itself belong to no item.
    """

    item: Item | None
    name: str
    content: bytes


def items_of(audience: Audience, only: Collection[Item] | None = None) -> tuple[Item, ...]:
    """Give the items that a pack holds, in order; ``only`` are some of them.

    Raises SettingError where an audience is not given one that is asked for, or none is asked for.
    """
    held = tuple(item for item in audience.items if item in MAKERS)
    for item in only or ():
        if item not in held:
            raise SettingError(
                msg("The pack “{audience}” holds no “{item}”.", audience=audience.label, item=item),
                msg("Choose among: {words}.", words=tuple(map(str, held))),
            )
    asked = held if only is None else tuple(item for item in held if item in only)
    if not asked:
        raise SettingError(
            msg("A pack of nothing cannot be made."),
            msg("Choose among: {words}.", words=tuple(map(str, held))),
        )
    return asked


def items_named(words: Iterable[str]) -> frozenset[Item]:
    """Read words for items, as on the command line. Raises SettingError."""
    found = frozenset(word.strip().lower() for word in words if word.strip())
    strange = sorted(found - set(map(str, Item)))
    if strange:
        raise SettingError(
            msg("There is no item “{word}” in a pack.", word=strange[0]),
            msg("Choose among: {words}.", words=tuple(map(str, Item))),
        )
    return frozenset(map(Item, found))


def pack(
    brief: Brief,
    *,
    only: Collection[Item] | None = None,
    form: Form = _DEFAULT,
    workers: int = 1,
    watch: Watch | None = None,
) -> Iterator[File]:
    """Make the files of a pack, item by item in the order of ``Audience.items``.

    With more than one worker items that take long are made side by side, by processes; where none
    or one of them is asked for, all are made here. No byte depends on that.
    The watch is told how many items are done and of how many, before each one and at the end. Once
    it is over no further item comes: who needs them all counts them. Raises SettingError as
    ``items_of`` does, WorkersError where a process was lost.
    """
    items, watch = items_of(brief.audience, only), watch or Watch()
    alone = min(workers, len(set(items) & set(LONGEST_FIRST))) < 2  # noqa: PLR2004 - one is alone
    work = _here(brief, items, form) if alone else _beside(brief, items, form, workers, watch)
    with closing(work):
        for done, item in enumerate(items):
            watch.tell(incumbent=done, bound=len(items))
            made = None if watch.over else next(work)
            if made is None:
                return
            yield from (File(item, name, content) for name, content in made.items())
    watch.tell(incumbent=len(items), bound=len(items))


def make(item: Item, brief: Brief, form: Form) -> Files:
    """Make the files of one item."""
    return MAKERS[item](brief, form)


def _here(brief: Brief, items: Sequence[Item], form: Form) -> Generator[Files | None]:
    yield from (make(item, brief, form) for item in items)


def _beside(
    brief: Brief, items: Sequence[Item], form: Form, workers: int, watch: Watch
) -> Generator[Files | None]:
    """Make items by processes, and give them in order; None once the watch is over."""
    with processes(min(workers, len(items))) as crew:
        work = {item: crew.executor.submit(make, item, brief, form) for item in _by_length(items)}
        for item in items:
            while not work[item].done() and not watch.over:
                wait([work[item]], timeout=_ASK_EVERY_S)
            yield None if watch.over else _files_of(work[item], crew.lost)


def _files_of(work: Future[Files], lost: Lost) -> Files:
    try:
        return work.result()
    except lost as cause:
        raise WorkersError(
            msg("A process that made an item of the pack was lost."),
            msg("Close what else needs memory, and make the pack again."),
        ) from cause


def _by_length(items: Sequence[Item]) -> list[Item]:
    """Put what takes longest first."""
    order = {item: n for n, item in enumerate(LONGEST_FIRST)}
    return sorted(items, key=lambda item: order.get(item, len(order)))
