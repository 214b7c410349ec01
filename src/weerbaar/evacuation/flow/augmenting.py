# SPDX-License-Identifier: EUPL-1.2
"""Earliest arrival in layers of time: flow is added to one layer of arrivals after the other, and never taken back.

Every node stands in every layer; roads lead from a layer to the same or a later one, and whoever waits goes one layer
on. Filling the arrivals of layer 0, then 1, … each as far as it goes gives a flow that is largest for every horizon at
once (Minieka 1973, Megiddo 1974). A layer is filled by blocking flows (Dinic 1970) in which a step costs nothing when
it is a wait or a road that leads closer to an exit, and one otherwise: a handful of rounds is enough.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from weerbaar.base import kernel

Integers = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

NEAR, FURTHER = 6, 4
"""Layers that a search looks back at, and how many times as many where that finds nobody."""


class Roads(NamedTuple):
    """What there is in every layer; N nodes, M links, X exits.

    Attributes:
        begin, end: nodes of each link, length M.
        steps: layers that each link takes, at least 0, length M.
        closer: links that lead strictly closer to an exit, length M.
        capacity, exit_capacity: per layer, lengths M and X.
        out_first, out_links, in_first, in_links: links of each node, as in ``RoadNetwork``.
        exit_of_node: number of the exit at each node, or -1, length N.
    """

    begin: Integers
    end: Integers
    steps: Integers
    closer: Flags
    capacity: Integers
    exit_capacity: Integers
    out_first: Integers
    out_links: Integers
    in_first: Integers
    in_links: Integers
    exit_of_node: Integers


class Course(NamedTuple):
    """Where people are so far; P layers.

    Attributes:
        supply: what has not left yet, per node and layer, shape (N, P).
        entered: of each link and layer, shape (M, P).
        waited: from each layer to the next, shape (N, P).
        left: of each exit and layer, shape (X, P).
        settled: first layer of each node from which the arrivals so far cannot be reached any more: the minimum cut.
    """

    supply: Integers
    entered: Integers
    waited: Integers
    left: Integers
    settled: Integers


class Marks(NamedTuple):
    """Room to search in: marks of each node and layer, length N * P, and three lists as long, shape (3, N * P)."""

    label: Small
    arc: Small
    lists: Integers


@kernel
def fill(
    layer_from: int, layer_to: int, roads: Roads, course: Course, marks: Marks, highest: int, wanted: int
) -> tuple[int, int, int]:
    """Fill the arrivals of layers ``layer_from`` up to ``layer_to`` (exclusive) in turn, and note them in ``course``.

    Args:
        layer_from, layer_to: the layers.
        roads: what there is.
        course: where people are so far.
        marks: room to search in.
        highest: highest mark used so far.
        wanted: stop when as much has been added.

    Returns:
        Highest mark used, what was added, first layer that was not begun.
    """
    begin, end, steps, closer, capacity, exit_capacity, out_first, out_links, in_first, in_links, exit_of_node = roads
    supply, entered, waited, left, settled = course
    label, arc, lists = marks
    layers = supply.shape[1]
    added = 0
    layer = layer_from
    while layer < layer_to and added < wanted:
        if layer > 0:
            # Whoever is left waits for this layer: searches then seldom need to look far back.
            for node in range(len(exit_of_node)):
                if supply[node, layer - 1] > 0:
                    waited[node, layer - 1] += supply[node, layer - 1]
                    supply[node, layer] += supply[node, layer - 1]
                    supply[node, layer - 1] = 0
        back = NEAR
        while True:
            earliest = max(layer - back, 0)
            # Marks: how many costly steps it takes from a node and layer to an exit that has room in this layer.
            base = highest + 1
            count = 0
            for node in range(len(exit_of_node)):
                x = exit_of_node[node]
                if x >= 0 and left[x, layer] < exit_capacity[x]:
                    place = node * layers + layer
                    label[place] = base
                    arc[place] = 0
                    lists[0, count] = place
                    count += 1
            if count == 0:
                break
            found = 0
            level = base
            current, following = 0, 1
            while count > 0:
                highest = level
                later = 0
                while count > 0:
                    count -= 1
                    place = lists[current, count]
                    if label[place] != level:
                        continue
                    node = place // layers
                    k = place - node * layers
                    if supply[node, k] > 0:
                        lists[2, found] = place
                        found += 1
                    if k > settled[node] and k > earliest:
                        other = place - 1
                        if label[other] < base or label[other] > level:
                            label[other] = level
                            arc[other] = 0
                            lists[current, count] = other
                            count += 1
                    if k < layer and waited[node, k] > 0:
                        other = place + 1
                        if label[other] < base:
                            label[other] = level + 1
                            arc[other] = 0
                            lists[following, later] = other
                            later += 1
                    for at in range(in_first[node], in_first[node + 1]):
                        link = in_links[at]
                        j = k - steps[link]
                        u = begin[link]
                        if j < settled[u] or j < earliest or entered[link, j] >= capacity[link]:
                            continue
                        other = u * layers + j
                        if closer[link]:
                            if label[other] < base or label[other] > level:
                                label[other] = level
                                arc[other] = 0
                                lists[current, count] = other
                                count += 1
                        elif label[other] < base:
                            label[other] = level + 1
                            arc[other] = 0
                            lists[following, later] = other
                            later += 1
                    for at in range(out_first[node], out_first[node + 1]):
                        link = out_links[at]
                        if entered[link, k] == 0:
                            continue
                        other = end[link] * layers + k + steps[link]
                        if label[other] < base:
                            label[other] = level + 1
                            arc[other] = 0
                            lists[following, later] = other
                            later += 1
                current, following = following, current
                count = later
                level += 1
            if found == 0 and earliest > 0:
                back *= FURTHER
                continue
            if found == 0:
                # Nobody who is still to leave reaches this layer: what was marked is done with for good.
                for node in range(len(exit_of_node)):
                    k = settled[node]
                    while k <= layer and label[node * layers + k] >= base:
                        k += 1
                    settled[node] = k
                break
            added += _augment(layer, found, base, roads, course, marks)
        layer += 1
    return highest, added, layer


@kernel
def _augment(layer: int, found: int, base: int, roads: Roads, course: Course, marks: Marks) -> int:
    """Send what is at the ``found`` places of the third list along falling marks until all ways are full."""
    begin, end, steps, closer, capacity, exit_capacity, out_first, out_links, in_first, in_links, exit_of_node = roads
    supply, entered, waited, left, _ = course
    label, arc, lists = marks
    layers = supply.shape[1]
    endless = np.iinfo(np.int64).max
    added = 0
    path, room = lists[0], lists[1]
    for start in range(found):
        place = lists[2, start]
        path[0] = place
        depth = 0
        source, source_layer = place // layers, place % layers
        while supply[source, source_layer] > 0:
            place = path[depth]
            node = place // layers
            k = place - node * layers
            x = exit_of_node[node]
            if k == layer and x >= 0 and left[x, layer] < exit_capacity[x]:
                amount = min(supply[source, source_layer], exit_capacity[x] - left[x, layer])
                for step in range(depth):
                    amount = min(amount, room[step])
                supply[source, source_layer] -= amount
                left[x, layer] += amount
                added += amount
                back = depth
                for step in range(depth - 1, -1, -1):
                    here = path[step]
                    v = here // layers
                    t = here - v * layers
                    way = arc[here]
                    n_out = out_first[v + 1] - out_first[v]
                    n_in = in_first[v + 1] - in_first[v]
                    if way < n_out:
                        entered[out_links[out_first[v] + way], t] += amount
                    elif way == n_out:
                        waited[v, t] += amount
                    elif way <= n_out + n_in:
                        link = in_links[in_first[v] + way - n_out - 1]
                        entered[link, t - steps[link]] -= amount
                    else:
                        waited[v, t - 1] -= amount
                    if room[step] != endless:
                        room[step] -= amount
                        if room[step] == 0:
                            back = step
                depth = back
                continue
            mark = label[place]
            n_out = out_first[node + 1] - out_first[node]
            n_in = in_first[node + 1] - in_first[node]
            onward, free = -1, 0
            while arc[place] < n_out + n_in + 2:
                way = arc[place]
                if way < n_out:
                    link = out_links[out_first[node] + way]
                    j = k + steps[link]
                    if j <= layer:
                        other = end[link] * layers + j
                        if label[other] >= base and label[other] + (0 if closer[link] else 1) == mark:
                            onward, free = other, capacity[link] - entered[link, k]
                elif way == n_out:
                    if k < layer and label[place + 1] == mark:
                        onward, free = place + 1, endless
                elif way <= n_out + n_in:
                    link = in_links[in_first[node] + way - n_out - 1]
                    j = k - steps[link]
                    if j >= 0:
                        other = begin[link] * layers + j
                        if label[other] >= base and label[other] + 1 == mark:
                            onward, free = other, entered[link, j]
                elif k > 0 and label[place - 1] >= base and label[place - 1] + 1 == mark:
                    onward, free = place - 1, waited[node, k - 1]
                if onward >= 0 and free > 0:
                    break
                onward = -1
                arc[place] += 1
            if onward >= 0:
                room[depth] = free
                depth += 1
                path[depth] = onward
            elif depth == 0:
                break
            else:
                depth -= 1
                arc[path[depth]] += 1
    return added
