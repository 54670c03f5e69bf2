"""Choices half made, as a sweep holds them: many at once, each a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from gis.distance import Floats
from gis.tally import Flags, Ints

Bytes: TypeAlias = npt.NDArray[np.uint8]
NOBODY = -1
_PEOPLE = 20_000_000  # remembered at most before the dead are forgotten: 160 MB


@dataclass(frozen=True, eq=False)
class States:
    """What is known of each choice so far.

    ``cover`` (states × slots) is 1 where a live spot is covered, ``lost`` how much it has lost,
    ``weight`` what it covers, ``count`` how many sites it has, ``node`` its place in the family.
    """

    cover: Bytes
    lost: Floats
    weight: Floats
    count: Ints
    node: Ints

    def __len__(self) -> int:
        """Count the choices."""
        return len(self.lost)

    def take(self, which: Flags | Ints) -> States:
        """Give some of them."""
        return States(
            self.cover[which],
            self.lost[which],
            self.weight[which],
            self.count[which],
            self.node[which],
        )

    def beside(self, others: States) -> States:
        """Give them with others after them."""
        return States(
            np.concatenate([self.cover, others.cover]),
            np.concatenate([self.lost, others.lost]),
            np.concatenate([self.weight, others.weight]),
            np.concatenate([self.count, others.count]),
            np.concatenate([self.node, others.node]),
        )


def nothing(slots: int, lost: float) -> States:
    """Give the one choice of no site."""
    none = np.zeros(1, dtype=np.int64)
    return States(
        np.zeros((1, slots), dtype=np.uint8), np.array([lost]), np.zeros(1), none, none + NOBODY
    )


class Family:
    """Who grew out of whom, and by which site: what a choice holds is read from its line."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._parent = [np.zeros(0, dtype=np.int32)]
        self._site = [np.zeros(0, dtype=np.int32)]
        self._size = 0

    def born(self, parents: Ints, site: int) -> Ints:
        """Give the nodes of children that choose a site beside what their parents have."""
        self._parent.append(parents.astype(np.int32))
        self._site.append(np.full(len(parents), site, dtype=np.int32))
        self._size += len(parents)
        return np.arange(self._size - len(parents), self._size)

    def chosen(self, node: int) -> Ints:
        """Give the sites of a choice, ascending."""
        parent, site = np.concatenate(self._parent), np.concatenate(self._site)
        line = []
        while node != NOBODY:
            line.append(site[node])
            node = int(parent[node])
        return np.sort(np.array(line, dtype=np.int64))

    def forgetting(self, nodes: Ints, most: int = _PEOPLE) -> Ints:
        """Forget all that nobody of ``nodes`` stems from, where there are too many; renumber."""
        if self._size <= most:
            return nodes
        parent, site = np.concatenate(self._parent), np.concatenate(self._site)
        known = np.zeros(len(parent) + 1, dtype=bool)
        known[NOBODY] = True  # the last entry stands for nobody
        line = np.unique(nodes)
        while len(line):
            line = line[~known[line]]
            known[line] = True
            line = np.unique(parent[line])
            line = line[~known[line]]
        number = np.cumsum(known) - 1
        number[NOBODY] = NOBODY
        left = known[:-1]
        self._parent, self._site = [number[parent[left]].astype(np.int32)], [site[left]]
        self._size = int(left.sum())
        return np.asarray(number[nodes])
