"""The messages of a conversation as a tree: a message that is said anew, or a reply that is made anew, is a branch."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from assistant.errors import NotFound


class Node(NamedTuple):
    """A message in its place. `number` grows with time; `parent` is the number of the message before it."""

    number: int
    id: str
    role: str
    parent: int | None


class Move(NamedTuple):
    """From the branch that is shown to another: ids of the replies that are left, and of those shown instead."""

    left: frozenset[str]
    entered: frozenset[str]


class Tree:
    """`leaf`: number of the newest message of the branch that is shown, None where nothing was said."""

    def __init__(self, nodes: Sequence[Node], leaf: int | None) -> None:
        """`nodes`: oldest first."""
        self._leaf = leaf
        self._nodes = {node.number: node for node in nodes}
        self._numbers = {node.id: node.number for node in nodes}

    @cached_property
    def shown(self) -> list[Node]:
        return self.path(self._leaf)

    def node(self, message_id: str) -> Node:
        """Raises NotFound."""
        if message_id not in self._numbers:
            raise NotFound("That message is not here any more.")
        return self._nodes[self._numbers[message_id]]

    def path(self, number: int | None) -> list[Node]:
        """From the first message to this one."""
        path = []
        node = self._nodes.get(number or 0)
        while node is not None:
            path.append(node)
            node = self._nodes.get(node.parent or 0)
        return path[::-1]

    @cached_property
    def _below(self) -> dict[int | None, list[Node]]:
        """The messages right after each one."""
        below = defaultdict[int | None, list[Node]](list)
        for node in self._nodes.values():
            below[node.parent].append(node)
        return below

    def versions(self, node: Node) -> list[Node]:
        """The message and those in the same place, oldest first."""
        return self._below[node.parent]

    def newest_below(self, node: Node) -> Node:
        """The newest message that goes back to this one; itself where none does."""
        newest, below = node, {node.number}
        for other in self._nodes.values():
            if other.parent in below:
                below.add(other.number)
                newest = other
        return newest

    def move(self, number: int | None) -> Move:
        """What it means to show the branch that ends with this message."""
        before, after = ({n.id for n in path if n.role == "assistant"} for path in (self.shown, self.path(number)))
        return Move(frozenset(before - after), frozenset(after - before))


def turns(path: Sequence[Node]) -> int:
    """How many messages of the person it has."""
    return sum(1 for node in path if node.role == "user")
