"""HiGHS, spoken to directly: a mixed-integer model as arrays, solved under a watch.

Q. Huangfu and J. A. J. Hall, "Parallelizing the dual revised simplex method", Mathematical
Programming Computation 10 (2018). One thread, a fixed seed: the same model, the same answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse

from gis.distance import Floats
from gis.siting.watch import Watch

Flags = npt.NDArray[np.bool_]
TOLERANCE = 1e-9  # of integrality and feasibility: totals run to millions, and must be exact
NAME = "HiGHS"
_TELL_EVERY_S = 0.2
_ROUNDING = 1e-6  # relative: what the last digits of a solution may miss an end by


def version() -> str:
    """Give the solver's name and version."""
    return f"{NAME} {highspy.Highs().version()}"


@dataclass(frozen=True, eq=False)
class Model:
    """Minimise ``cost`` · x where row_lower ≤ ``rows`` x ≤ row_upper and lower ≤ x ≤ upper.

    ``rows`` is a sparse matrix, rows × columns; ``whole`` says which columns are integers; an end
    that is open is infinite.
    """

    cost: Floats
    lower: Floats
    upper: Floats
    whole: Flags
    rows: sparse.csr_array
    row_lower: Floats
    row_upper: Floats


@dataclass(frozen=True, eq=False)
class Solved:
    """What came of a model: ``values`` is None where no solution was found.

    ``bound`` is what no solution can go below, ``optimal`` that ``values`` are proven best,
    ``infeasible`` that no solution exists. Where neither is so, the time was up.
    """

    values: Floats | None
    objective: float
    bound: float
    optimal: bool
    infeasible: bool


def solve(  # noqa: PLR0913 - a model, and how to go about it, each by its name
    model: Model,
    *,
    watch: Watch | None = None,
    start: Floats | None = None,
    offset: float = 0.0,
    gap: float = 0.0,
    interior: bool = False,
    begun: bool = False,
    nodes: int | None = None,
    beat: float | None = None,
) -> Solved:
    """Solve a model to optimality, or until the watch is over.

    ``start`` is a first solution, ``offset`` is added to what the watch is told, and a solution
    proven within the relative ``gap`` is good enough. ``interior`` asks for the first relaxation
    by interior points: where many columns are alike, the simplex method takes very many steps.
    ``begun`` says that the model is reduced and its start good: no time is spent on either.
    After so many ``nodes`` of its tree it ends with what it has. Where ``beat`` is given, no other
    solutions than those below it are of any use, and what is proven is proven of them alone.
    An answer that cannot be believed is asked for again in other ways.
    """
    watch = watch or Watch()
    options: dict[str, Any] = {"mip_rel_gap": gap, "mip_abs_gap": 0.0}
    if nodes is not None:
        options["mip_max_nodes"] = nodes
    if beat is not None:
        options["objective_bound"] = beat
    if interior:
        options["mip_lp_solver"] = "ipm"
    if begun:
        options |= _PLAIN | {"mip_heuristic_effort": 0.0}
    answers: list[Solved] = []
    for way in _ways(begun=begun, beat=beat):
        answers.append(_asked(model, options | way, watch=watch, start=start, offset=offset))
        if not _doubtful(answers[-1], gap):
            break
    return _summed(answers, gap, possible=start is not None and holds(model, start))


_PLAIN = {"presolve": "off"}
_LOOSE = {
    "mip_feasibility_tolerance": 1e-7,
    "primal_feasibility_tolerance": 1e-7,
    "dual_feasibility_tolerance": 1e-7,
}


def _ways(*, begun: bool, beat: float | None) -> tuple[dict[str, Any], ...]:
    """Give the ways to ask, each for where the answer to the one before is doubtful.

    With tolerances as small as ours HiGHS 1.15 says of one in some thousand models that they have
    no solution when they have, as a rule while it presolves. So that is said where all ways agree.
    That nothing beats a value is no wonder, nor does anything rest on it: it is not asked again.
    """
    if beat is not None:
        return ({},)
    return ({}, _LOOSE) if begun else ({}, _PLAIN, _PLAIN | _LOOSE)


def _asked(
    model: Model, options: dict[str, Any], *, watch: Watch, start: Floats | None, offset: float
) -> Solved:
    """Put a model to the solver once, for as long as the watch has left."""
    highs = filled(model)
    for name, value in options.items():
        highs.setOptionValue(name, value)
    if np.isfinite(watch.left):
        highs.setOptionValue("time_limit", watch.left)
    if start is not None:
        highs.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)
    _watched(highs, watch, offset)
    highs.run()
    return _solved(highs, model)


def _doubtful(solved: Solved, gap: float) -> bool:
    """Tell whether an answer is to be asked for again.

    That is so of "infeasible"; and of "optimal" where the bound does not prove it: where the solver
    finds, wrongly, that there is no solution, it says of a start that it is the best.
    """
    near = gap * abs(solved.objective) + _ROUNDING * max(1.0, abs(solved.objective))
    return solved.infeasible or (solved.optimal and solved.objective - solved.bound > near)


def _summed(answers: list[Solved], gap: float, *, possible: bool) -> Solved:
    """Make one of all answers to the same question: the last counts, as far as it is proven.

    Where any solution is known, or is known to be ``possible``, "infeasible" is false.
    """
    last, best = answers[-1], min(answers, key=lambda each: each.objective)
    possible = possible or best.values is not None
    if last.infeasible and possible:
        return Solved(best.values, best.objective, -math.inf, optimal=False, infeasible=False)
    if last.infeasible or (last.optimal and not _doubtful(last, gap)):
        return last
    return Solved(best.values, best.objective, last.bound, optimal=False, infeasible=False)


def kept(model: Model, *, watch: Watch) -> highspy.Highs:
    """Give a model to be solved again and again as it grows, until the watch is over."""
    highs = filled(model)
    _watched(highs, watch, 0.0)
    return highs


def filled(model: Model, *, relaxed: bool = False) -> highspy.Highs:
    """Hand a model over to a solver of its own, with or without its whole numbers."""
    highs = highspy.Highs()
    for name, value in _OPTIONS.items():
        highs.setOptionValue(name, value)
    rows = model.rows.tocsr()
    problem = highspy.HighsLp()
    problem.num_col_, problem.num_row_ = len(model.cost), rows.shape[0]
    problem.col_cost_ = model.cost
    problem.col_lower_, problem.col_upper_ = model.lower, model.upper
    problem.row_lower_, problem.row_upper_ = model.row_lower, model.row_upper
    problem.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    problem.a_matrix_.start_ = rows.indptr.astype(np.int32)
    problem.a_matrix_.index_ = rows.indices.astype(np.int32)
    problem.a_matrix_.value_ = rows.data.astype(np.float64)
    if model.whole.any() and not relaxed:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        problem.integrality_ = [kinds[int(each)] for each in model.whole]
    highs.passModel(problem)
    return highs


_OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_feasibility_tolerance": TOLERANCE,
    "primal_feasibility_tolerance": TOLERANCE,
    "dual_feasibility_tolerance": TOLERANCE,
}


def _watched(highs: highspy.Highs, watch: Watch, offset: float) -> None:
    """Let the solver ask whether to go on, and tell how far it is."""
    told = -math.inf

    def ask(event: Any) -> None:  # noqa: ANN401 - the solver's own type ships untyped
        event.interrupt(watch.over)

    def look(event: Any) -> None:  # noqa: ANN401 - the same
        nonlocal told
        ask(event)
        if watch.spent - told >= _TELL_EVERY_S:  # it asks thousands of times a second
            told = watch.spent
            found, bound = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
            watch.tell(incumbent=_known(found) + offset, bound=_known(bound) + offset)

    highs.cbMipInterrupt += look
    highs.cbSimplexInterrupt += ask


def _known(value: float) -> float:
    return value if math.isfinite(value) else math.nan


def _solved(highs: highspy.Highs, model: Model) -> Solved:
    status, info = highs.getModelStatus(), highs.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.array(highs.getSolution().col_value) if found else None
    if values is not None and not holds(model, values):
        values = None  # an interrupted solve may hand out a point of its relaxation
    optimal = status == highspy.HighsModelStatus.kOptimal and values is not None
    infeasible = status == highspy.HighsModelStatus.kInfeasible
    objective = math.inf if values is None else float(info.objective_function_value)
    if model.whole.any():
        bound = believed(float(info.mip_dual_bound), infeasible=infeasible)
    else:
        bound = objective if optimal else -math.inf
    return Solved(values, objective, bound, optimal, infeasible)


def believed(bound: float, *, infeasible: bool) -> float:
    """Give a bound of the solver's as far as it can be believed: −∞ where it proves nothing.

    "No solution below +∞" says that there is none: a solver that was interrupted may hold that
    while it clears up its tree, and only one that says so in words has proven it.
    """
    if infeasible:
        return math.inf
    return bound if math.isfinite(bound) else -math.inf


def holds(model: Model, values: Floats) -> bool:
    """Tell whether values keep every end of a model, and are whole where they must be."""
    whole = values[model.whole]
    if (np.abs(whole - np.rint(whole)) > _ROUNDING).any():
        return False
    pairs = (
        (values, model.lower, model.upper),
        (model.rows @ values, model.row_lower, model.row_upper),
    )
    return all(
        bool((at >= lower - _ROUNDING * (1 + np.abs(at))).all())
        and bool((at <= upper + _ROUNDING * (1 + np.abs(at))).all())
        for at, lower, upper in pairs
    )
