"""A script: the students of a school whose work averages below 70 %, weakest first."""

from __future__ import annotations

from collections import defaultdict
from statistics import mean

from timeback import TimebackClient


def main() -> None:
    with TimebackClient(env="sandbox") as timeback:
        oneroster = timeback.oneroster
        school = oneroster.schools.first(sort="name")
        assert school is not None
        names = {
            student.sourced_id: f"{student.given_name} {student.family_name}"
            for student in oneroster.schools(school.sourced_id).students.stream()
        }
        full = {item.sourced_id: item.result_value_max for item in oneroster.line_items.stream(limit=1000)}
        percents: dict[str, list[float]] = defaultdict(list)
        for result in oneroster.results.stream(limit=1000):
            most = full.get(result.line_item.sourced_id)
            if result.score is not None and most and result.student.sourced_id in names:
                percents[result.student.sourced_id].append(100 * result.score / most)

    averages = {student: mean(found) for student, found in percents.items()}
    behind = sorted((average, names[student]) for student, average in averages.items() if average < 70)
    print(f"{len(behind)} of {len(names)} students of {school.name} average below 70 %")
    for average, name in behind[:10]:
        print(f"{average:5.1f} %  {name}")


if __name__ == "__main__":
    main()
