"""Making a pack: every item of an audience in order, here or by several processes at once."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from contextlib import closing
from dataclasses import dataclass
from typing import TypeAlias

from briefing.content.audiences import Audience, Item
from briefing.content.brief import Brief
from briefing.pack.form import USUAL, Form
from briefing.pack.makers import JOINT, LONGEST_FIRST, MAKERS, Files
from gis.blocks import Lost
from gis.executors import processes
from gis.siting.watch import Watch
from i18n import msg
from layers.errors import SettingError, WorkersError

Task: TypeAlias = tuple[Item, ...]  # items that are made in one piece of work
Made: TypeAlias = Generator[Mapping[Item, Files] | None]
_ASK_EVERY_S = 0.2


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
    held = audience.items
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
    form: Form = USUAL,
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
    tasks = _tasks(items)
    alone = min(workers, sum(_is_long(task) for task in tasks)) < 2  # noqa: PLR2004 - one is alone
    work = _here(brief, tasks, form) if alone else _beside(brief, tasks, form, workers, watch)
    done = 0
    with closing(work):
        for task in tasks:
            watch.tell(incumbent=done, bound=len(items))
            made = None if watch.over else next(work)
            if made is None:
                return
            for item in task:
                yield from (File(item, name, content) for name, content in made[item].items())
            done += len(task)
    watch.tell(incumbent=len(items), bound=len(items))


def make(task: Task, brief: Brief, form: Form) -> Mapping[Item, Files]:
    """Make the files of one item, or of several that are made together."""
    if task in JOINT:
        return JOINT[task](brief, form)
    return {item: MAKERS[item](brief, form) for item in task}


def _tasks(items: Sequence[Item]) -> tuple[Task, ...]:
    """Part items, in their order, into pieces of work."""
    whole = [joint for joint in JOINT if set(joint) <= set(items)]
    of = {item: joint for joint in whole for item in joint}
    return tuple(dict.fromkeys(of.get(item, (item,)) for item in items))


def _here(brief: Brief, tasks: Sequence[Task], form: Form) -> Made:
    yield from (make(task, brief, form) for task in tasks)


def _beside(brief: Brief, tasks: Sequence[Task], form: Form, workers: int, watch: Watch) -> Made:
    """Do the work by processes, and give it in order; None once the watch is over."""
    with processes(min(workers, len(tasks))) as crew:
        work = {task: crew.executor.submit(make, task, brief, form) for task in _by_length(tasks)}
        for task in tasks:
            while not work[task].done() and not watch.over:
                wait([work[task]], timeout=_ASK_EVERY_S)
            yield None if watch.over else _made_of(work[task], crew.lost)


def _made_of(work: Future[Mapping[Item, Files]], lost: Lost) -> Mapping[Item, Files]:
    try:
        return work.result()
    except lost as cause:
        raise WorkersError(
            msg("A process that made an item of the pack was lost."),
            msg("Close what else needs memory, and make the pack again."),
        ) from cause


def _is_long(task: Task) -> bool:
    return not set(LONGEST_FIRST).isdisjoint(task)


def _by_length(tasks: Sequence[Task]) -> list[Task]:
    """Put what takes longest first."""
    order = {item: n for n, item in enumerate(LONGEST_FIRST)}
    return sorted(tasks, key=lambda task: min(order.get(item, len(order)) for item in task))
